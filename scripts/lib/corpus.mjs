// The public repositories that builds are tried on, and where clones of them are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { output, run, Stop, top } from './run.mjs';

const WANTED = /(\.tf|\.tofu|\.tf\.json|\.tofu\.json|\.tfvars|\.tfvars\.json|\.tpl|\.tftpl)$/;
/** git prints that much at most. */
const LARGEST = 1 << 29;
const LIST = join(top, 'tests', 'corpus', 'repositories.txt');

/** Those of the list whose name holds one of `parts`, all without any: { name, commit }. */
function repositories(parts = []) {
  const lines = readFileSync(LIST, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  const all = lines.filter(Boolean).map((line) => {
    const [name, commit] = line.split('@');
    if (!/^[0-9a-f]{40}$/.test(commit ?? '')) throw new Stop(`${LIST}: "${line}" is not owner/name@commit`);
    return { name, commit };
  });
  return parts.length === 0 ? all : all.filter(({ name }) => parts.some((part) => name.includes(part)));
}

/** The Terraform of these repositories, one after the other: { name, files }. Says which cannot be had. */
export function* corpus(parts, clones) {
  for (const { name, commit } of repositories(parts)) {
    const clone = findClone(name, clones);
    const files = clone && filesOf(clone, commit, name);
    if (!clone) console.log(`${name}: not cloned, and it cannot be here`);
    if (files) yield { name, files };
  }
}

/** The clone of a repository, made where there is none; undefined where that cannot be. */
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

/** The Terraform of a commit by path, without a work tree; undefined where the clone has no such commit. */
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
