// The module in two files: the first is small, and needs nothing of what the second brings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { deferredFrom } from '../../pkg/deferred.js';
import { DATA, sections, segments } from '../../scripts/lib/wasm-binary.mjs';
import { cases } from './cases.mjs';
import { TOP } from './support.mjs';

const [first, second] = ['bg', 'deferred'].map((part) =>
  readFileSync(join(TOP, 'pkg', 'wasm', `ec2_profile_check_${part}.wasm`)),
);
const module = new WebAssembly.Module(first);
const deferred = new WebAssembly.Module(second);
const encoder = new TextEncoder();
const later = segments(sections(second).find(({ id }) => id === DATA).body);

/** The glue with an instance of its own, where nothing of the second file is there, and how often it was loaded. */
let instances = 0;
async function started() {
  const glue = await import(`../../pkg/wasm/ec2_profile_check.js?instance=${instances++}`);
  const instance = { ...glue, memory: glue.initSync({ module }).memory, loads: 0 };
  deferredFrom(() => {
    instance.loads++;
    return deferred;
  });
  return instance;
}

test('the first file is at most 342 KB gzipped, the second 470 KB', (t) => {
  const sizes = [first, second].map((bytes) => gzipSync(bytes, { level: 9 }).length);
  t.diagnostic(`${sizes.join(' and ')} bytes`);
  assert.ok(sizes[0] <= 342_000 && sizes[1] <= 470_000, sizes.join(' and '));
});

test('data of the second file is not there before, and not read before', async (t) => {
  const whole = await started();
  assert.match(whole.evaluate([], [], 'yamldecode("a: 1").a', '{}'), /"value":\s*1/);
  assert.equal(whole.loads, 1);
  let without = 0;
  for (const { name, files, options = {} } of cases()) {
    const one = await started();
    const memory = new Uint8Array(one.memory.buffer);
    for (const { address, bytes } of later) {
      assert.ok(memory.subarray(address, address + bytes.length).every((byte) => byte === 0));
      memory.fill(0xff, address, address + bytes.length);
    }
    const texts = Object.values(files).map((text) => encoder.encode(text));
    const given = [Object.keys(files), texts, JSON.stringify(options)];
    assert.equal(one.check(...given), whole.check(...given), name);
    if (one.loads === 0) without++;
  }
  t.diagnostic(`${without} cases need the first file only`);
  assert.ok(without > 100);
});
