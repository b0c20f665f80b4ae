// Splits the module in two: what a usual check calls, and what it does not, loaded when it is called first (pkg/deferred.js).
// Which functions those are is found out by running the module, see usual-checks.mjs.
import binaryen from 'binaryen';
import { byLikeness } from './function-order.mjs';
import { dataOf } from './linked-data.mjs';
import { divide } from './split-data.mjs';
import * as binary from './wasm-binary.mjs';

const PAGE = 65536;
const I32_CONST = 0x41;
const I32_STORE8 = 0x3a;
/** A function of so few bytes is in both parts: to share it takes more. */
const SMALL = 24;

/**
 * The module of wasm-bindgen made smaller and faster; it keeps the names of its functions. Measured: for size, it gets
 * smaller as it is, larger when compressed, and slower; the second level is a hundredth smaller than the first and a
 * twentieth faster where no function is put into another. That would make it a twelfth larger, and put data that functions
 * refer to where the linker does not know of it.
 */
export function optimised(bound) {
  const isNames = (section) => binary.nameOf(section) === 'name';
  const kept = binary.sections(bound).filter((one) => one.id !== binary.CUSTOM || isNames(one));
  const module = read(binary.moduleOf(kept, bound));
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(0);
  binaryen.setFlexibleInlineMaxSize(0);
  binaryen.setOneCallerInlineMaxSize(0);
  module.optimize();
  binaryen.setDebugInfo(true);
  const result = Buffer.from(module.emitBinary());
  binaryen.setDebugInfo(false);
  return result;
}

/**
 * The module with a byte for each function, set when it is called, and where in memory these are: in a page of their own
 * behind what the module starts with, which nothing else uses, for Rust's allocator takes its memory by growing it.
 */
export function instrumented(module) {
  const all = binary.sections(module);
  const memory = all.find(({ id }) => id === binary.MEMORY);
  const code = all.find(({ id }) => id === binary.CODE);
  const bodies = binary.bodies(code.body);
  if (bodies.length > PAGE) throw new Error('more functions than a page has bytes');
  const [pages, after] = binary.unsigned(memory.body, 2);
  const rest = memory.body.subarray(after);
  memory.body = Buffer.from([...memory.body.subarray(0, 2), ...binary.encoded(pages + 1), ...rest]);
  const flags = pages * PAGE;
  code.body = binary.codeOf(
    bodies.map((body, index) => {
      const start = binary.instructions(body);
      const mark = [I32_CONST, 0, I32_CONST, 1, I32_STORE8, 0, ...binary.encoded(flags + index)];
      return Buffer.concat([body.subarray(0, start), Buffer.from(mark), body.subarray(start)]);
    }),
  );
  return { module: binary.moduleOf(all, module), flags, functions: bodies.length };
}

/**
 * Both parts. `usual` has the numbers of the functions that are to stay in the first; those that only others call are in the
 * second with these. In the first each function of the second that it calls has a place in the table `deferred`, and
 * where it was a stub that calls what stands in that place, after loading the second part if that is nothing yet. The
 * second part is instantiated with the exports of the first, and fills the table.
 *
 * The data goes with the functions. `linked` is the module as it was linked, which tells what refers to what: what only
 * functions of the second part read or write is nothing but zeros until it is instantiated, which puts it into memory.
 */
export function split(whole, usual, linked) {
  const primary = read(whole);
  const deferred = read(whole);
  const functions = defined(primary);
  const unusual = functions.filter((_, number) => !usual.has(number)).map(({ name }) => name);
  const { stays, calls } = withoutDeferred(whole, new Set(unusual));

  const used = functions.filter(({ name }) => calls.has(name));
  primary.addTable(TABLE, used.length, used.length);
  primary.addTableExport(TABLE, TABLE);
  primary.addFunctionImport(LOAD, TABLE, LOAD, binaryen.none, binaryen.none);
  const missing = functions.filter(({ name }) => !stays.has(name));
  for (const { name } of missing) primary.removeFunction(name);
  addNeed(primary);
  for (const [place, { name, params, results }] of used.entries()) {
    primary.addFunction(name, params, results, [], stub(primary, place, params, results));
  }
  order(primary);

  for (const { name } of exportsOf(deferred)) deferred.removeExport(name);
  for (let index = deferred.getNumElementSegments(); index > 0; index--) {
    deferred.removeElementSegment(
      binaryen.getElementSegmentInfo(deferred.getElementSegmentByIndex(index - 1)).name,
    );
  }
  const exported = new Map(defined(primary).map(({ name }, number) => [name, number.toString(36)]));
  const sizes = binary.bodies(binary.sections(whole).find(({ id }) => id === binary.CODE).body);
  const small = new Set(
    functions.filter((_, number) => sizes[number].length <= SMALL).map(({ name }) => name),
  );
  makeImports(
    deferred,
    ({ name }) => stays.has(name) && !small.has(name),
    'primary',
    ({ name }) => exported.get(name),
  );
  deferred.addTable(TABLE, used.length, used.length);
  const places = used.map(({ name }) => name);
  deferred.addActiveElementSegment(TABLE, TABLE, places, deferred.i32.const(0));
  share(primary, deferred);
  deferred.runPasses([UNUSED]);
  order(deferred);
  const shared = new Set(imported(deferred, 'primary'));
  for (const [name, short] of exported) if (shared.has(name)) primary.addFunctionExport(name, short);

  const later = new Set(missing.map(({ name }) => name));
  const needed = dataOf(linked, (name) => later.has(name));
  const { body } = binary.sections(whole).find(({ id }) => id === binary.DATA);
  const data = divide(binary.segments(body), needed);
  return { primary: withData(primary, data.kept), deferred: withData(deferred, data.moved) };
}

const TABLE = 'deferred';
const LOAD = 'load';
const NEED = 'need';
const UNUSED = 'remove-unused-module-elements';

/** The names of what is left of the module without some functions, and of those that this calls or has in a table. */
function withoutDeferred(module, unusual) {
  const primary = read(module);
  makeImports(primary, ({ name }) => unusual.has(name), TABLE);
  primary.runPasses([UNUSED]);
  return {
    stays: new Set(defined(primary).map(({ name }) => name)),
    calls: new Set(imported(primary, TABLE)),
  };
}

/** The function that loads the second part if it is not there. */
function addNeed(module) {
  const isMissing = module.ref.is_null(module.table.get(TABLE, module.i32.const(0), binaryen.funcref));
  const load = module.if(isMissing, module.call(LOAD, [], binaryen.none));
  module.addFunction(NEED, binaryen.none, binaryen.none, [], load);
}

function stub(module, place, params, results) {
  const given = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  return module.block(
    null,
    [
      module.call(NEED, [], binaryen.none),
      module.call_indirect(TABLE, module.i32.const(place), given, params, results),
    ],
    results,
  );
}

/** Only what the compiler and wasm-opt use here: with more, it would be written in forms that no engine reads yet. */
function read(module) {
  const { Features } = binaryen;
  const features = [
    Features.MutableGlobals,
    Features.NontrappingFPToInt,
    Features.BulkMemory,
    Features.BulkMemoryOpt,
    Features.SignExt,
    Features.ReferenceTypes,
    Features.Multivalue,
  ].reduce((all, one) => all | one);
  return binaryen.readBinary(module, features);
}

/** Makes functions imports, under names of their own. */
function makeImports(module, which, from, named = ({ name }) => name) {
  for (const one of defined(module).filter(which)) {
    module.removeFunction(one.name);
    module.addFunctionImport(one.name, from, named(one), one.params, one.results);
  }
}

/** Puts the functions of a module in the order in which it is smallest when it is compressed. */
function order(module) {
  const all = binary.sections(Buffer.from(module.emitBinary()));
  const functions = defined(module);
  for (const number of byLikeness(binary.bodies(all.find(({ id }) => id === binary.CODE).body))) {
    const { name, params, results, vars, body } = functions[number];
    module.removeFunction(name);
    module.addFunction(name, params, results, vars, body);
  }
}

/** Memory, tables and what can change of the globals: one for both, kept by the first part. */
function share(primary, deferred) {
  const { ExternalMemory, ExternalTable, ExternalGlobal } = binaryen;
  const exported = exportsOf(primary);
  const known = (kind, value) => exported.find((one) => one.kind === kind && one.value === value)?.name;
  // wasm-bindgen has the memory exported.
  const memory = exported.find(({ kind }) => kind === ExternalMemory);
  deferred.addMemoryImport(memory.value, 'primary', memory.name);
  for (let index = 0; index < deferred.getNumTables(); index++) {
    const { name } = binaryen.getTableInfo(deferred.getTableByIndex(index));
    const shared = known(ExternalTable, name) ?? `table ${name}`;
    if (known(ExternalTable, name) === undefined) primary.addTableExport(name, shared);
    deferred.addTableImport(name, 'primary', shared);
  }
  for (let index = 0; index < deferred.getNumGlobals(); index++) {
    const { name, type, mutable } = binaryen.getGlobalInfo(deferred.getGlobalByIndex(index));
    if (!mutable) continue;
    const shared = known(ExternalGlobal, name) ?? `global ${name}`;
    if (known(ExternalGlobal, name) === undefined) primary.addGlobalExport(name, shared);
    deferred.addGlobalImport(name, 'primary', shared, type, mutable);
  }
}

function defined(module) {
  return functions(module).filter(({ module: from }) => !from);
}

function imported(module, from) {
  return functions(module)
    .filter((one) => one.module === from)
    .map(({ name }) => name);
}

function functions(module) {
  return Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  );
}

function exportsOf(module) {
  return Array.from({ length: module.getNumExports() }, (_, index) =>
    binaryen.getExportInfo(module.getExportByIndex(index)),
  );
}

function withData(module, segments) {
  const whole = Buffer.from(module.emitBinary());
  const all = binary.sections(whole).filter(({ id }) => id !== binary.DATA_COUNT);
  all.find(({ id }) => id === binary.DATA).body = binary.dataOf(segments);
  return binary.moduleOf(all, whole);
}
