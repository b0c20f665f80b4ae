// Nothing that is pasted hangs or exhausts the tab: large inputs of every bad shape, each in a process of its own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { INPUTS } from './hostile/inputs.mjs';
import { TOP } from './support.mjs';

/** Seconds of the processor, not of the clock: other work may run beside the tests. */
const SECONDS = 4;
/** Node itself needs about 60 MB. */
const MEGABYTES = 350;

describe('a check of hostile input ends soon', () => {
  for (const name of Object.keys(INPUTS)) {
    test(name, () => {
      const script = join(TOP, 'tests', 'node', 'hostile', 'check.mjs');
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, name], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      assert.equal(status, 0, stderr);
      const { seconds, megabytes } = JSON.parse(stdout);
      assert.ok(seconds < SECONDS, `${seconds} s`);
      assert.ok(megabytes < MEGABYTES, `${megabytes} MB`);
    });
  }
});
