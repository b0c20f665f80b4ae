// Sections and functions of a binary module, as far as splitting it needs them: https://webassembly.github.io/spec/core/binary/.

export const CUSTOM = 0;
export const MEMORY = 5;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;

const HEADER = 8;
const FUNCTION_NAMES = 1;
const I32_CONST = 0x41;
const END = 0x0b;
/** How memory 0 is filled when the module is instantiated: the only kind of data that the linker writes. */
const ACTIVE = 0;
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

/** The name of a custom section. */
export function nameOf({ body }) {
  return text(body, 0)[0];
}

/** What a custom section has behind its name. */
export function custom(all, name) {
  const found = all.find((section) => section.id === CUSTOM && nameOf(section) === name);
  if (found === undefined) throw new Error(`the module has no section ${name}`);
  return found.body.subarray(text(found.body, 0)[1]);
}

/** The names of the functions in the code section. */
export function functionNames(all) {
  const section = custom(all, 'name');
  let at = 0;
  while (section[at] !== FUNCTION_NAMES) {
    const [size, start] = unsigned(section, at + 1);
    at = start + size;
  }
  let [count, place] = unsigned(section, unsigned(section, at + 1)[1]);
  const names = [];
  for (; count > 0; count--) {
    const [index, start] = unsigned(section, place);
    [names[index], place] = text(section, start);
  }
  // Those of imported functions come before.
  return names.slice(-bodies(all.find(({ id }) => id === CODE).body).length);
}

/** What a data section puts into memory: `{ address, bytes }`. */
export function segments(data) {
  let [count, at] = unsigned(data, 0);
  const all = [];
  for (; count > 0; count--) {
    if (data[at] !== ACTIVE || data[at + 1] !== I32_CONST) throw new Error('data of another kind');
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
      Buffer.from([ACTIVE, I32_CONST, ...encodedSigned(address), END, ...encoded(bytes.length)]),
      bytes,
    ]),
  ]);
}

/** A text with its length before it, and where the next thing starts. */
function text(bytes, at) {
  const [length, start] = unsigned(bytes, at);
  return [bytes.toString('utf8', start, start + length), start + length];
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

/** A number as signed LEB128. */
function encodedSigned(number) {
  const bytes = [];
  for (; number > 63 || number < -64; number = Math.floor(number / 128)) bytes.push((number & 127) | 128);
  return [...bytes, number & 127];
}
