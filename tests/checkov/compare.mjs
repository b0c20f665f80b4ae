#!/usr/bin/env node
// Holds our Checkov column against Checkov itself: node tests/checkov/compare.mjs PATH...
//
// Needs `checkov` (https://pypi.org/project/checkov/) on the PATH, or its path in CHECKOV; it is no part of the test
// command. ENGINE may name another command than pkg/cli.js that prints a report as JSON. Exits 1 when a verdict differs.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const CHECK = 'CKV2_AWS_41';
const MAX_OUTPUT = 1 << 30;
const cli = new URL('../../pkg/cli.js', import.meta.url).pathname;
const engine = process.env.ENGINE?.split(' ') ?? [
  process.execPath,
  cli,
  'check',
  '--format',
  'json',
  '--exit-zero',
  '.',
];
const checkov = [
  process.env.CHECKOV ?? 'checkov',
  ...['-d', '.', '--check', CHECK, '--framework', 'terraform', '-o', 'json'],
  ...['--download-external-modules', 'false', '--soft-fail'],
];

const total = { agree: 0, differ: 0, onlyOurs: 0, onlyTheirs: 0 };
for (const path of process.argv.slice(2)) compare(path);
console.log(line('all', total));
process.exitCode = total.differ > 0 ? 1 : 0;

function compare(path) {
  const cwd = resolve(path);
  const ours = oursIn(cwd);
  const theirs = theirsIn(cwd);
  const count = { agree: 0, differ: 0, onlyOurs: 0, onlyTheirs: 0 };
  for (const key of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
    const our = [...(ours.get(key) ?? [])].sort().join(', ');
    const their = [...(theirs.get(key) ?? [])].sort().join(', ');
    const outcome =
      our === their ? 'agree' : our === '' ? 'onlyTheirs' : their === '' ? 'onlyOurs' : 'differ';
    count[outcome]++;
    if (outcome !== 'agree')
      console.log(`${outcome}: ${path}: ${key}: we say ${our || '-'}, Checkov ${their || '-'}`);
  }
  for (const name of Object.keys(total)) total[name] += count[name];
  console.log(line(path, count));
}

function line(name, { agree, differ, onlyOurs, onlyTheirs }) {
  return `${name}: ${agree} agree, ${differ} differ, ${onlyOurs} only ours, ${onlyTheirs} only Checkov's`;
}

/** Verdicts by file and address. Instance keys are left out: a number of instances may be known to one side alone. */
function add(map, file, address, verdict) {
  const key = `${file} ${address.replace(/\[[^\]]*\]/g, '')}`;
  map.set(key, (map.get(key) ?? new Set()).add(verdict));
}

function oursIn(cwd) {
  const verdicts = new Map();
  for (const result of json(engine, cwd).results) {
    const said = result.toolVerdicts.checkov;
    if (said === undefined) continue;
    const skipped = said.verdict === 'not_evaluated' && said.why.includes('skip');
    if (said.verdict === 'not_evaluated' && !skipped) continue;
    add(
      verdicts,
      result.chain[0]?.location?.file ?? result.location.file,
      result.address,
      skipped ? 'skipped' : said.verdict,
    );
  }
  return verdicts;
}

function theirsIn(cwd) {
  const verdicts = new Map();
  const lists = { passed_checks: 'pass', failed_checks: 'fail', skipped_checks: 'skipped' };
  for (const report of [json(checkov, cwd)].flat()) {
    for (const [list, verdict] of Object.entries(lists)) {
      for (const found of report.results?.[list] ?? []) {
        add(verdicts, found.file_path.replace(/^\//, ''), found.resource, verdict);
      }
    }
  }
  return verdicts;
}

function json([command, ...args], cwd) {
  const { stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
  });
  if (error) throw error;
  const start = stdout.search(/[[{]/);
  if (start === -1) throw new Error(`${command} printed no JSON in ${cwd}: ${stderr.slice(-500)}`);
  return JSON.parse(stdout.slice(start));
}
