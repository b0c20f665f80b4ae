// What a change does to verdicts in the wild: two builds over public repositories at pinned commits.
//
//   npm run ecosystem -- --old FOLDER [--new FOLDER] [--clones FOLDER] [NAME...]
//
//   npm run ecosystem -- --native [--clones FOLDER] [NAME...]     this checkout's wasm against its native build
//
// --old and --new are the `pkg` folders of two builds; new is this checkout's. --clones holds clones (bare or not) as
// OWNER+NAME, OWNER+NAME/repo or OWNER/NAME; what is not there is cloned into target/corpus where the network allows.
// Names restrict the list in tests/corpus/repositories.txt. Nothing of the repositories is kept here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { nativeProgram } from './benchmark/native.mjs';
import { corpus } from './lib/corpus.mjs';
import { main, output, Stop, top } from './lib/run.mjs';

/** git prints that much at most. */
const LARGEST = 1 << 29;

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      old: { type: 'string' },
      new: { type: 'string' },
      clones: { type: 'string' },
      native: { type: 'boolean' },
    },
  });
  if (!values.old && !values.native) {
    throw new Stop(
      'usage: npm run ecosystem -- --old FOLDER | --native [--new FOLDER] [--clones FOLDER] [NAME...]',
    );
  }
  const now = await wasm(values.new ?? join(top, 'pkg'));
  const old = values.native ? native() : await wasm(values.old);
  const reads = values.native ? whole : verdicts;
  let [read, subjects, changes] = [0, 0, 0];
  for (const { name, files } of corpus(positionals, values.clones)) {
    const [before, after] = [reads(old(files)), reads(now(files))];
    read += 1;
    subjects += after.size;
    for (const address of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      const [was, is] = [before.get(address) ?? 'no result', after.get(address) ?? 'no result'];
      if (was === is) continue;
      changes += 1;
      console.log(`${name}  ${address}\n    ${was} -> ${is}`);
    }
  }
  console.log(`${changes} of ${subjects} verdicts changed in ${read} repositories`);
});

/** The check of a build, by its `pkg` folder. */
async function wasm(folder) {
  const { check } = await import(pathToFileURL(join(resolve(folder), 'node.js')).href);
  return check;
}

function native() {
  const program = nativeProgram();
  const folder = mkdtempSync(join(tmpdir(), 'ec2-profile-check-native-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (files) => {
    const path = join(folder, 'files.json');
    writeFileSync(path, JSON.stringify(files));
    const printed = output(program, ['report', path], { maxBuffer: LARGEST });
    if (printed === undefined) throw new Stop('the native build failed');
    return JSON.parse(printed);
  };
}

/** Status and code by root and address. */
function verdicts(report) {
  return new Map(
    report.results.map(({ root, address, status, code }) => [
      `${root || '.'}: ${address}`,
      `${status} ${code}`,
    ]),
  );
}

/** All there is to a result, and to each diagnostic. */
function whole(report) {
  const results = report.results.map((result) => [
    `${result.root || '.'}: ${result.address}`,
    JSON.stringify(result),
  ]);
  const diagnostics = report.diagnostics.map((diagnostic, index) => [
    `diagnostic ${index}`,
    JSON.stringify(diagnostic),
  ]);
  return new Map([...results, ...diagnostics]);
}
