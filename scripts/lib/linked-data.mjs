// Which data of a module which functions refer to, as the linker knows it: from a module linked with `--emit-relocs`, in the
// form of https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md. Guessing addresses from constants would not
// do: the compiler folds offsets into them, also negative ones, which lead into the data before.
import * as binary from './wasm-binary.mjs';

const SYMBOLS = 8;
const DATA = 1;
const SECTION = 3;
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;
/** Kinds of relocations: those that give the address of data, others with an addend, and the rest. */
const ADDRESSES = [3, 4, 5, 11, 14, 15, 16, 17, 21, 23, 25];
const WITH_ADDEND = [8, 9, 22];
const PLAIN = [0, 1, 2, 6, 7, 10, 12, 13, 18, 19, 20, 24, 26];

/**
 * The addresses that must have their data while only some functions run: as sorted pairs of start and end. `isMissing`
 * tells by its name whether a function is not there yet. All others count, also those that went unnoticed under another
 * name; so does what the data that they refer to refers to, and what the module exports.
 */
export function dataOf(linked, isMissing) {
  const all = binary.sections(linked);
  const [code, data] = [binary.CODE, binary.DATA].map((id) => all.find((one) => one.id === id).body);
  const symbols = symbolsOf(binary.custom(all, 'linking'));
  const segments = binary.segments(data);
  const placed = symbols
    .filter(({ segment }) => segment !== undefined)
    .map((symbol) => ({ symbol, start: segments[symbol.segment].address + symbol.offset }))
    .map((one) => ({ ...one, end: one.start + one.symbol.size }))
    .toSorted((one, other) => one.start - other.start);
  const exported = new Set(
    WebAssembly.Module.exports(new WebAssembly.Module(linked)).map(({ name }) => name),
  );
  const needed = new Set(symbols.filter(({ name }) => exported.has(name)));

  const names = binary.functionNames(all);
  const bodies = binary.bodies(code).map((body) => body.byteOffset - code.byteOffset);
  for (const { at, symbol } of relocations(binary.custom(all, 'reloc.CODE'), symbols))
    if (!isMissing(names[lastUpTo(at, bodies)])) needed.add(symbol);

  const refers = new Map(symbols.map((symbol) => [symbol, []]));
  const contents = segments.map(({ bytes }) => bytes.byteOffset - data.byteOffset);
  for (const { at, symbol } of relocations(binary.custom(all, 'reloc.DATA'), symbols)) {
    const segment = lastUpTo(at, contents);
    const address = segments[segment].address + at - contents[segment];
    for (const one of placed)
      if (one.start <= address && address < one.end) refers.get(one.symbol).push(symbol);
  }
  // A set is walked to what is added to it meanwhile.
  for (const symbol of needed) for (const other of refers.get(symbol)) needed.add(other);
  return placed.filter(({ symbol }) => needed.has(symbol)).map(({ start, end }) => [start, end]);
}

/** The symbol table: what a symbol is, and of data, where it is. */
function symbolsOf(linking) {
  const [, start] = binary.unsigned(linking, 0);
  let at = start;
  while (linking[at] !== SYMBOLS) {
    const [size, body] = binary.unsigned(linking, at + 1);
    at = body + size;
  }
  at = binary.unsigned(linking, at + 1)[1];
  const number = () => {
    const [value, after] = binary.unsigned(linking, at);
    at = after;
    return value;
  };
  const text = () => {
    const length = number();
    at += length;
    return linking.toString('utf8', at - length, at);
  };
  return Array.from({ length: number() }, () => {
    const kind = linking[at++];
    const symbol = { kind, flags: number() };
    const isDefined = !(symbol.flags & UNDEFINED);
    if (kind === DATA) {
      symbol.name = text();
      if (isDefined) Object.assign(symbol, { segment: number(), offset: number(), size: number() });
    } else {
      number();
      if (kind !== SECTION && (isDefined || symbol.flags & EXPLICIT_NAME)) text();
    }
    return symbol;
  });
}

/** The places in a section where addresses of data stand, and of which. */
function relocations(section, symbols) {
  let at = binary.unsigned(section, 0)[1];
  const number = () => {
    const [value, after] = binary.unsigned(section, at);
    at = after;
    return value;
  };
  return Array.from({ length: number() }, () => {
    const kind = section[at++];
    const [place, symbol] = [number(), number()];
    const isAddress = ADDRESSES.includes(kind);
    // Where in the data, or before it: all of it may be read from there.
    if (isAddress || WITH_ADDEND.includes(kind)) number();
    else if (!PLAIN.includes(kind)) throw new Error(`relocations of kind ${kind} are not known here`);
    return isAddress && { at: place, symbol: symbols[symbol] };
  }).filter(Boolean);
}

/** The number of the last of some sorted places that is not behind a place. */
function lastUpTo(place, places) {
  let [low, high] = [0, places.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (places[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
