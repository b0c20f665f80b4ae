// Nothing pasted may hang or exhaust the tab: each kind of bomb ends in a diagnostic, soon and in little memory.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bombs } from './budget/bombs.mjs';

const MOST_MILLISECONDS = 200;
const MOST_BYTES = 64 * 1024 * 1024;
const MEASURE = fileURLToPath(new URL('budget/measure.mjs', import.meta.url));

describe('bombs', () => {
  for (const [index, [name, , expression]] of bombs.entries()) {
    it(`${name} ends soon and small`, () => {
      const { outcome, best, memory } = JSON.parse(execFileSync(process.execPath, [MEASURE, String(index)]));
      if (expression === undefined) {
        assert.equal(outcome.pass, 0);
        assert.ok(outcome.told > 0, 'nothing is said');
      } else {
        assert.equal(outcome.known, false, JSON.stringify(outcome).slice(0, 200));
        assert.ok(outcome.why);
      }
      assert.ok(best < MOST_MILLISECONDS, `${best} ms`);
      assert.ok(memory < MOST_BYTES, `${memory} bytes`);
    });
  }
});
