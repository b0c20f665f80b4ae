// Our reading of ignore patterns against git's own.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { isIgnored, parseGitignore } from '../../pkg/cli/gitignore.js';
import { folder } from './support.mjs';

const PATTERNS = [
  'a',
  'a/',
  '/a',
  '/a/',
  'a/b',
  'a/*',
  '*.tf',
  '!main.tf',
  '**/b',
  'a/**',
  'a/**/c',
  '**',
  '[ab]',
  '[!a]',
  '[a-b].tf',
  '\\#x',
  '\\!x',
  'b ',
  'b\\ ',
  '?',
  '*a*',
  '#a',
  'a.tf',
  '*.t?',
  '/**/b',
  '[z-a]',
  '{a,b}',
  '\\a',
];
const FILES = [
  'a',
  'b',
  'b ',
  '#x',
  '!x',
  'main.tf',
  'a.tf',
  'c/a',
  'c/b',
  'a/b',
  'a/b/c',
  'a/x/y/c',
  'c/main.tf',
  '{a,b}',
  'c/d/b',
];

describe('one pattern', () => {
  for (const pattern of PATTERNS)
    test(JSON.stringify(pattern), () => agree({ '.gitignore': `${pattern}\n` }));
});
describe('several', () => {
  test('the last match wins', () => agree({ '.gitignore': '*.tf\n!main.tf\n/main.tf\n' }));
  test('an inner file wins', () => agree({ '.gitignore': '*.tf\n', 'c/.gitignore': '!main.tf\n' }));
  test('CRLF', () => agree({ '.gitignore': '*.tf\r\n!main.tf\r\n' }));
});

function agree(ignoreFiles) {
  const top = folder(ignoreFiles);
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  const scopes = Object.entries(ignoreFiles).map(([path, text]) => ({
    directory: path.split('/').slice(0, -1).join('/'),
    rules: parseGitignore(text),
  }));
  const input = FILES.join('\0');
  // Nothing has to exist: git goes by the names alone, as for files.
  const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
    cwd: top,
    input,
    encoding: 'utf8',
  });
  const expected = stdout.split('\0').filter(Boolean);
  assert.deepEqual(
    FILES.filter((path) => ignored(scopes, path)),
    expected,
  );
}

/** As the walk sees it: a directory that is ignored is not entered. */
function ignored(scopes, path) {
  const parts = path.split('/');
  return parts.some((_, index) => {
    const at = parts.slice(0, index + 1).join('/');
    const seen = scopes.filter(({ directory }) => directory === '' || at.startsWith(`${directory}/`));
    return isIgnored(seen, at, index < parts.length - 1);
  });
}
