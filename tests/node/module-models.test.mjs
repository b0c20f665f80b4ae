// The models of public modules against the modules themselves, for those whose repository is at hand: a bare clone with
// its tags in target/module-sources, as CONTRIBUTING.md tells.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOP } from './support.mjs';

const SOURCES = join(TOP, 'target/module-sources');
const clones = existsSync(SOURCES) ? readdirSync(SOURCES) : [];

test('sources of modelled modules', { skip: clones.length === 0 && 'no module is cloned' }, async (t) => {
  for (const clone of clones) {
    await t.test(clone, () => {
      const script = join(TOP, 'tests/module-models/compare.mjs');
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, join(SOURCES, clone)], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      assert.equal(status, 0, stdout + stderr);
    });
  }
});
