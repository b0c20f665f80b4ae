// The cases under tests/cases: folders of Terraform with expected.json; tests/cases.rs says what is in them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from './support.mjs';

const NOT_INPUT = new Set(['expected.json', 'options.json', 'why.md']);
const CASES = join(TOP, 'tests', 'cases');

/** Every case: { name, files, options }. */
export function cases() {
  return folders('').map((name) => {
    const options = join(CASES, name, 'options.json');
    return {
      name,
      files: texts(join(CASES, name)),
      options: existsSync(options) ? JSON.parse(readFileSync(options, 'utf8')) : undefined,
    };
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
  const files = names.filter((name) => !NOT_INPUT.has(name) && statSync(join(top, name)).isFile()).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(top, name), 'utf8')]));
}
