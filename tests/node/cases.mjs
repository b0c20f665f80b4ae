// The cases under tests/cases: folders of Terraform with expected.json.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './support.mjs';

const CASES = join(TOP, 'tests', 'cases');

/** Every case: { name, files, options }. */
export function cases() {
  return folders('').map((name) => {
    const expected = JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8'));
    return { name, files: texts(join(CASES, name)), options: expected.options };
  });
}

function folders(name) {
  if (existsSync(join(CASES, name, 'expected.json'))) return [name];
  const entries = readdirSync(join(CASES, name)).sort();
  const below = entries.map((entry) => (name ? `${name}/${entry}` : entry));
  return below.filter((path) => statSync(join(CASES, path)).isDirectory()).flatMap(folders);
}

function texts(top) {
  const names = readdirSync(top, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => name !== 'expected.json' && statSync(join(top, name)).isFile()).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(top, name), 'utf8')]));
}
