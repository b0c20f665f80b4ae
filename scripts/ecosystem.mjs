// What a change does to verdicts in the wild: two builds over public repositories at pinned commits.
//
//   npm run ecosystem -- --old FOLDER [--new FOLDER] [--clones FOLDER] [NAME...]
//
//   npm run ecosystem -- --native [--clones FOLDER] [NAME...]     this checkout's wasm against its native build
//
// --old and --new are the `pkg` folders of two builds; new is this checkout's. --clones holds clones (bare or not) as
// OWNER+NAME, OWNER+NAME/repo or OWNER/NAME; what is not there is cloned into target/corpus where the network allows.
// Names restrict the list in tests/corpus/repositories.txt. Nothing of the repositories is kept here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { nativeProgram } from './benchmark/native.mjs';
import { main, output, run, Stop, top } from './lib/run.mjs';

const LIST = join(top, 'tests', 'corpus', 'repositories.txt');
const WANTED = /(\.tf|\.tofu|\.tf\.json|\.tofu\.json|\.tfvars|\.tfvars\.json|\.tpl|\.tftpl)$/;
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
  let [repositories, subjects, changes] = [0, 0, 0];
  for (const { name, commit } of list()) {
    if (positionals.length > 0 && !positionals.some((part) => name.includes(part))) continue;
    const clone = findClone(name, values.clones);
    if (!clone) {
      console.log(`${name}: not cloned, and it cannot be here`);
      continue;
    }
    const files = filesOf(clone, commit, name);
    if (!files) continue;
    const [before, after] = [reads(old(files)), reads(now(files))];
    repositories += 1;
    subjects += after.size;
    for (const address of [...new Set([...before.keys(), ...after.keys()])].sort()) {
      const [was, is] = [before.get(address) ?? 'no result', after.get(address) ?? 'no result'];
      if (was === is) continue;
      changes += 1;
      console.log(`${name}  ${address}\n    ${was} -> ${is}`);
    }
  }
  console.log(`${changes} of ${subjects} verdicts changed in ${repositories} repositories`);
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

function list() {
  const lines = readFileSync(LIST, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  return lines.filter(Boolean).map((line) => {
    const [name, commit] = line.split('@');
    if (!/^[0-9a-f]{40}$/.test(commit ?? '')) throw new Stop(`${LIST}: "${line}" is not owner/name@commit`);
    return { name, commit };
  });
}

function findClone(name, clones) {
  const flat = name.replace('/', '+');
  const places = clones ? [flat, `${flat}/repo`, name].map((place) => join(resolve(clones), place)) : [];
  const own = join(top, 'target', 'corpus', flat);
  const found = [...places, own].find((place) => existsSync(place) && isRepository(place));
  if (found) return found;
  mkdirSync(join(top, 'target', 'corpus'), { recursive: true });
  const source = `https://github.com/${name}.git`;
  try {
    run('git', ['clone', '--quiet', '--bare', '--filter=blob:limit=1m', source, own], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return own;
}

function isRepository(place) {
  return output('git', ['-C', place, 'rev-parse', '--git-dir']) !== undefined;
}

/** The Terraform of a commit, without a work tree. */
function filesOf(clone, commit, name) {
  const listed = output('git', ['-C', clone, 'ls-tree', '-r', '-z', commit], { maxBuffer: LARGEST });
  if (listed === undefined) {
    console.log(`${name}: the clone has no commit ${commit}`);
    return undefined;
  }
  const entries = listed.split('\0').map((entry) => /^100\d+ blob (\w+)\t(.*)$/s.exec(entry));
  const wanted = entries.filter((entry) => entry && WANTED.test(entry[2]));
  const input = wanted.map(([, id]) => `${id}\n`).join('');
  const printed = spawnSync('git', ['-C', clone, 'cat-file', '--batch'], { input, maxBuffer: LARGEST });
  if (printed.status !== 0) throw new Stop(`git cat-file failed in ${clone}`);
  return texts(
    printed.stdout,
    wanted.map(([, , path]) => path),
  );
}

/** Contents in the order asked for; git writes `id type size`, a line break, the bytes, a line break. */
function texts(printed, paths) {
  const files = {};
  let at = 0;
  for (const path of paths) {
    const end = printed.indexOf(10, at);
    const header = printed.toString('utf8', at, end);
    const size = Number(header.split(' ')[2]);
    if (!Number.isFinite(size)) {
      at = end + 1;
      continue;
    }
    files[path] = printed.toString('utf8', end + 1, end + 1 + size);
    at = end + 1 + size + 1;
  }
  return files;
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
