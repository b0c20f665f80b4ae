// `ec2-profile-check merge`: joins the JSON reports of shards.
import { readFileSync } from 'node:fs';
import { FORMATS, render } from '../api.js';
import { choice, list, parse, UsageError } from './arguments.js';
import { reason } from './files.js';
import { EXIT } from './main.js';
import { CHECK_OPTIONS } from './options.js';
import { emit, reportTime, stepSummary, targets, wantsColor } from './output.js';
import { join } from './report.js';

const NAMES = [
  'format',
  'output',
  'fail-on',
  'exit-zero',
  'time',
  'account',
  'region',
  'quiet',
  'verbose',
  'color',
  'no-color',
];
const OPTIONS = Object.fromEntries(NAMES.map((name) => [name, CHECK_OPTIONS[name]]));

/** Runs the command; returns the exit code. */
export function run(argv) {
  const { values, paths } = parse(argv, OPTIONS);
  if (paths.length === 0)
    throw new UsageError('merge needs the JSON reports of `check --shard I/N --format json`');
  const wanted = targets(values.format, values.output, FORMATS, 'text', choice);
  const failOn = new Set(['fail', ...(list(values['fail-on']) ?? [])]);
  const reports = paths.map(read);
  const versions = new Set(reports.map((report) => report.tool.version));
  if (versions.size > 1)
    throw new UsageError(`the reports are of different versions: ${[...versions].join(', ')}`);
  const report = join(reports);
  const { time, account, region, quiet, verbose } = { ...values, time: reportTime(values.time) };
  emit(wanted, (format, file) => {
    const color = file === undefined && format === 'text' && wantsColor(values, process.stdout);
    return render(report, format, { time, account, region, quiet, verbose, color });
  });
  stepSummary(() => render(report, 'markdown', { time, verbose }));
  if (report.results.some((result) => failOn.has(result.status)) && !values['exit-zero']) return EXIT.failed;
  return report.summary.errors > 0 ? EXIT.broken : EXIT.ok;
}

function read(path) {
  let report;
  try {
    report = JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reason(error)}`);
  }
  if (report?.schemaVersion === 1 && Array.isArray(report.results)) return report;
  throw new UsageError(`${path} is not a report of \`check --format json\``);
}
