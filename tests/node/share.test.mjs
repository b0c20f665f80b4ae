// Share links: what goes in comes out, and no link, whatever was done to it, does more than be refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { decodeShare, encodeShare, ShareError } from '../../pkg/share.js';
import { cases } from './cases.mjs';

/** The same numbers every time. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const link = (value) => `1.${deflateRawSync(value).toString('base64url')}`;

test('files of every case come back as they were', async () => {
  for (const { name, files, options } of cases()) {
    const active = Object.keys(files)[0];
    const back = await decodeShare(await encodeShare({ files, active, options }));
    assert.deepEqual(Object.fromEntries(back.files), files, name);
    assert.equal(back.active, active);
    assert.deepEqual(back.options, options ?? {});
  }
});

test('paths and texts of every kind come back as they were', async () => {
  const text = String.fromCodePoint(0, 1, 0x7f, 0xa0, 0x301, 0x2028, 0xfeff, 0xfffd, 0x1f680, 0x10ffff);
  const files = Object.fromEntries([
    ['__proto__', text],
    ['constructor', '\ud800 alone'],
    ['../x.tf', ''],
    [text, '\r\n'],
  ]);
  const back = await decodeShare(await encodeShare({ files }));
  assert.deepEqual([...back.files], Object.entries(files));
});

test('a damaged link is refused, or is one that could have been made', async () => {
  const next = random(20260131);
  const links = [];
  for (const { files, options } of cases().slice(0, 40)) links.push(await encodeShare({ files, options }));
  const letters = 'ABCXYZabcxyz0189-_.=+/% é';
  let refused = 0;
  for (let turn = 0; turn < 3000; turn += 1) {
    let value = links[next(links.length)];
    for (let change = next(4); change >= 0; change -= 1) {
      const at = next(value.length + 1);
      const end = Math.min(value.length, at + next(8));
      const other = links[next(links.length)];
      const piece = [letters[next(letters.length)], '', other.slice(at, at + next(30))][next(3)];
      value = value.slice(0, at) + piece + value.slice(end);
    }
    try {
      const { files, options } = await decodeShare(value);
      for (const [path, text] of files) assert.equal(typeof path + typeof text, 'stringstring');
      assert.equal(Object.getPrototypeOf(options), Object.prototype);
    } catch (error) {
      assert.ok(error instanceof ShareError, `${value}: ${error.stack}`);
      refused += 1;
    }
  }
  assert.ok(refused > 1000, `${refused} were refused`);
});

test('what is no set of files is refused', async () => {
  const contents = [
    '',
    'null',
    '[]',
    '1',
    '{}',
    '{"f":[]}',
    '{"f":{"a":1}}',
    '{"f":null}',
    '"x"',
    '{"f":{"a":{}}}',
  ];
  for (const content of contents) await assert.rejects(decodeShare(link(content)), ShareError, content);
  await assert.rejects(decodeShare(link(Buffer.from([0xff, 0xfe]))), ShareError);
  await assert.rejects(decodeShare('2.x'), /newer/);
});

test('a link that unpacks to gigabytes is refused at four megabytes', async () => {
  const start = process.cpuUsage();
  await assert.rejects(decodeShare(link(Buffer.alloc(200_000_000, 32))), /more than/);
  await assert.rejects(decodeShare(`1.${'A'.repeat(2_000_001)}`), /too long/);
  const { user } = process.cpuUsage(start);
  assert.ok(user < 5e6, `${user / 1e6} s`);
});

test('nesting without end is refused', async () => {
  await assert.rejects(decodeShare(link('['.repeat(1_000_000))), ShareError);
  await assert.rejects(decodeShare(link(`{"f":${'{"a":'.repeat(500_000)}`)), ShareError);
});

test('what could not be opened again makes no link: too much text, or too little to be packed', async () => {
  await assert.rejects(encodeShare({ files: { 'main.tf': ' '.repeat(4_000_000) } }), /too large for a link/);
  const number = random(7);
  const noise = Array.from({ length: 1_900_000 }, () => String.fromCharCode(32 + number(95))).join('');
  await assert.rejects(encodeShare({ files: { 'main.tf': noise } }), /too large for a link/);
  const whole = ' '.repeat(3_900_000);
  assert.equal(
    (await decodeShare(await encodeShare({ files: { 'main.tf': whole } }))).files.get('main.tf'),
    whole,
  );
});
