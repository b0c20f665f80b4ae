// The command line on public repositories, in every format, each report held against its validators.
//
//   npm run formats -- [--clones FOLDER] [NAME...]
//
// --clones and the names are as for `npm run ecosystem`. Each repository is checked as a CI job would: one run at its
// top, all formats to files. Where something fails, --fix has its turn, and the check is made again.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMATS } from '../pkg/node.js';
import { corpus } from './lib/corpus.mjs';
import { main, Stop, top } from './lib/run.mjs';
import { reportConsumers } from './setup.mjs';

const TIME = '2026-01-31T12:00:00.000Z';

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { clones: { type: 'string' } },
  });
  process.env.REPORT_CONSUMERS = (await reportConsumers()) ?? '';
  const tests = join(top, 'tests', 'node');
  const { VALIDATORS } = await import(join(tests, 'validators.mjs'));
  const consumers = await import(join(tests, 'consumers.mjs'));
  let [read, refused] = [0, 0];
  for (const { name, files } of corpus(positionals, values.clones)) {
    const work = mkdtempSync(join(tmpdir(), 'formats-'));
    try {
      write(files, work);
      const texts = reports(work, name);
      const report = JSON.parse(texts.json);
      const problems = FORMATS.flatMap((format) =>
        wrong(format, () => VALIDATORS[format](texts[format], report, TIME)),
      );
      problems.push(...wrong('consumers', () => takenIn(consumers, texts, report)));
      read += 1;
      refused += problems.length;
      const { results, summary } = report;
      console.log(`${name}: ${results.length} results, ${summary.fail} fail, ${summary.errors} errors`);
      console.log(
        problems.length === 0
          ? `  ${FORMATS.map((format) => `${format} ${kilobytes(texts[format])}`).join(', ')}: valid`
          : problems.join('\n'),
      );
      if (summary.fail > 0) console.log(`  after --fix: ${fixed(work, name)} fail`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  console.log(`${FORMATS.length} formats on ${read} repositories: ${refused} refused`);
  if (refused > 0) process.exitCode = 1;
});

function write(files, work) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(work, dirname(path)), { recursive: true });
    writeFileSync(join(work, path), text);
  }
}

/** The text of every format, of one run of the command. */
function reports(work, name) {
  const out = mkdtempSync(join(tmpdir(), 'formats-out-'));
  try {
    check(
      work,
      name,
      FORMATS.flatMap((format) => ['-f', `${format}=${join(out, format)}`]),
    );
    return Object.fromEntries(FORMATS.map((format) => [format, readFileSync(join(out, format), 'utf8')]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** How many results fail in a check after one with --fix. */
function fixed(work, name) {
  check(work, name, ['--fix']);
  return JSON.parse(check(work, name, ['-f', 'json'])).summary.fail;
}

function check(work, name, args) {
  const command = [join(top, 'pkg', 'cli.js'), 'check', '--no-config', '--time', TIME, ...args];
  const options = { cwd: work, encoding: 'utf8', maxBuffer: 1 << 29 };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, options);
  if (status === null || status > 2 || stderr.includes('please report'))
    throw new Stop(`${name}: ended with ${status}: ${stderr}`);
  return stdout;
}

function takenIn({ python, CONSUMED, consume, rendersSafely, tellsOf }, texts, report) {
  if (!python) return;
  const files = Object.entries(CONSUMED).map(([format, ending]) => [`a.${format}.${ending}`, texts[format]]);
  const found = consume(Object.fromEntries(files));
  rendersSafely(found['a.markdown.md']);
  tellsOf(found['a.markdown.md'], report);
}

function wrong(what, examine) {
  try {
    examine();
    return [];
  } catch (error) {
    return [`  ${what}: ${error.message.slice(0, 2000)}`];
  }
}

function kilobytes(text) {
  return `${Math.ceil(Buffer.byteLength(text) / 1024)} KB`;
}
