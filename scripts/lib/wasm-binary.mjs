// Sections and functions of a binary module, as far as splitting it needs them: https://webassembly.github.io/spec/core/binary/.

export const MEMORY = 5;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;

const HEADER = 8;
const I32_CONST = 0x41;
const END = 0x0b;
/** Value types that a heap type follows. */
const REFERENCES = [0x63, 0x64];

/** The sections of a module: `{ id, body }`. */
export function sections(module) {
  const all = [];
  for (let at = HEADER; at < module.length; ) {
    const id = module[at];
    const [size, start] = unsigned(module, at + 1);
    all.push({ id, body: module.subarray(start, start + size) });
    at = start + size;
  }
  return all;
}

/** The module made of sections. */
export function moduleOf(all, header) {
  const parts = all.flatMap(({ id, body }) => [Buffer.from([id, ...encoded(body.length)]), body]);
  return Buffer.concat([header.subarray(0, HEADER), ...parts]);
}

/** The bodies of the functions in a code section. */
export function bodies(code) {
  let [count, at] = unsigned(code, 0);
  const all = [];
  for (; count > 0; count--) {
    const [size, start] = unsigned(code, at);
    all.push(code.subarray(start, start + size));
    at = start + size;
  }
  return all;
}

/** The code section of functions with these bodies. */
export function codeOf(all) {
  return Buffer.concat([
    Buffer.from(encoded(all.length)),
    ...all.flatMap((body) => [Buffer.from(encoded(body.length)), body]),
  ]);
}

/** Where the instructions of a body start: after its local variables. */
export function instructions(body) {
  let [count, at] = unsigned(body, 0);
  for (; count > 0; count--) {
    at = unsigned(body, at)[1];
    at = REFERENCES.includes(body[at]) ? unsigned(body, at + 1)[1] : at + 1;
  }
  return at;
}

/** What a data section puts where in memory: `{ address, bytes }`. */
export function segments(data) {
  let [count, at] = unsigned(data, 0);
  const all = [];
  for (; count > 0; count--) {
    if (data[at] !== 0 || data[at + 1] !== I32_CONST)
      throw new Error('data that is not put at a place in memory');
    const [address, end] = unsigned(data, at + 2);
    const [size, start] = unsigned(data, end + 1);
    all.push({ address, bytes: data.subarray(start, start + size) });
    at = start + size;
  }
  return all;
}

/** The data section of segments. */
export function dataOf(all) {
  return Buffer.concat([
    Buffer.from(encoded(all.length)),
    ...all.flatMap(({ address, bytes }) => [
      Buffer.from([0, I32_CONST, ...signed(address), END, ...encoded(bytes.length)]),
      bytes,
    ]),
  ]);
}

/** The segments without the tables, and the tables with their addresses. */
export function withoutTables(all, tables) {
  const segments = [...all];
  const taken = tables.map((table) => {
    const index = segments.findIndex(({ bytes }) => bytes.includes(table));
    if (index < 0) throw new Error('a table is not in the data as it is');
    const { address, bytes } = segments[index];
    const start = bytes.indexOf(table);
    const end = start + table.length;
    const around = [
      { address, bytes: bytes.subarray(0, start) },
      { address: address + end, bytes: bytes.subarray(end) },
    ];
    segments.splice(index, 1, ...around.filter((one) => one.bytes.length > 0));
    return { address: address + start, bytes: table };
  });
  return { segments, taken };
}

/** A number in LEB128 and where the next thing starts. */
export function unsigned(bytes, at) {
  let number = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[at++];
    number += (byte & 127) * factor;
    if (byte < 128) return [number, at];
  }
}

/** A number as LEB128. */
export function encoded(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
  return [...bytes, number];
}

/** A number that is not negative, as LEB128 of a signed one. */
function signed(number) {
  const bytes = encoded(number);
  return bytes.at(-1) < 64 ? bytes : [...bytes.slice(0, -1), bytes.at(-1) | 128, 0];
}
