// `ec2-profile-check evidence`
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evidence, renderEvidence } from '../api.js';
import { EVIDENCE_FORMATS } from '../formats.js';
import { choice, parse, UsageError } from './arguments.js';
import { shown } from './files.js';
import { EVIDENCE_OPTIONS } from './options.js';
import { EXIT } from './outcome.js';
import { emit, reportTime, targets } from './output.js';
import { readBytes } from './stdin.js';

/** Runs the command; resolves to the exit code. */
export async function run(argv) {
  const { values, paths } = parse(argv, EVIDENCE_OPTIONS);
  if (paths.length === 0)
    throw new UsageError('evidence needs files: exports of AWS, Terraform state, reports of check');
  const wanted = targets(values.format, values.output, EVIDENCE_FORMATS, 'text', choice);
  const documents = [];
  for (const path of paths) {
    if (path === '-') documents.push({ name: 'standard input', content: await readBytes() });
    else documents.push(...exportsAt(path));
  }
  const options = { generatedAt: reportTime(values.time) };
  if (values['config-rule']) options.configRules = values['config-rule'];
  const report = evidence(documents, options);
  emit(wanted, (format) => renderEvidence(report, format));
  const { missing, emptied } = report.summary;
  if (missing + emptied > 0 && !values['exit-zero']) return EXIT.failed;
  return report.complete ? EXIT.ok : EXIT.broken;
}

function exportsAt(path) {
  const found = files(resolve(path));
  // Nothing to look at must not pass for nothing found.
  if (found.length === 0) throw new UsageError(`${path}: there are no exports in it`);
  return found.map((file) => ({ name: shown(file), content: readFileSync(file) }));
}

/** A file, or all files below a directory: CloudTrail writes one a few minutes, in folders by day. */
function files(path) {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return files(join(path, entry.name));
    return /\.(json|tfstate)(\.gz)?$/.test(entry.name) ? [join(path, entry.name)] : [];
  });
}
