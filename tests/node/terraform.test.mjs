// Random configurations and conditions against the installed terraform: which instances there are, and whether each has a
// profile.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOP } from './support.mjs';

const installed = spawnSync('terraform', ['version']).status === 0;

for (const [what, ...args] of [
  ['with all values given', 1, 120, 0],
  ['with inputs left open, for any values of them', 2, 60, 4],
  ['as a proof over all inputs, for any values of them', 3, 40, 4, 'any'],
]) {
  test(`random modules ${what}`, { skip: !installed && 'terraform is not installed' }, () => {
    const script = join(TOP, 'tests/terraform/random-modules.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args.map(String)], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
    const compared = Number(/(\d+) planned instances compared/.exec(stdout)?.[1]);
    assert.ok(compared >= 40, stdout);
  });
}

test('random pairs of conditions, for a grid of values', {
  skip: !installed && 'terraform is not installed',
}, () => {
  const script = join(TOP, 'tests/terraform/random-pairs.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '1', '60'], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  assert.ok(Number(/(\d+) of 60 cells compared/.exec(stdout)?.[1]) >= 50, stdout);
});
