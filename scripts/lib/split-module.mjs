// Splits the module in two: what a usual check calls, and what it does not, loaded when it is called first (pkg/deferred.js).
// Which functions those are is found out by running the module, see usual-checks.mjs.
import binaryen from 'binaryen';
import * as binary from './wasm-binary.mjs';

const PAGE = 65536;
const I32_CONST = 0x41;
const I32_STORE8 = 0x3a;

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
 * Both parts. `isPrimary` tells by its number whether a function stays in the first. There each function of the second has
 * a place in the table `deferred`, and where it was a stub that calls what stands in that place, after loading the second
 * part if that is nothing yet. The second part is instantiated with the exports of the first, and fills the table. It has
 * the `tables` too, data that only its functions read; all other data is in the first.
 */
export function split(module, isPrimary, tables) {
  const primary = read(module);
  const deferred = read(module);
  const numbers = new Map(defined(primary).map(({ name }, number) => [name, number]));
  const stays = ({ name }) => isPrimary(numbers.get(name));

  const moved = defined(primary).filter((one) => !stays(one));
  // What the stubs of unused ones would call is not needed either: a first pass without places tells which are used.
  const used = usedOf(module, moved);
  primary.addTable(TABLE, used.length, used.length);
  primary.addTableExport(TABLE, TABLE);
  primary.addFunctionImport(LOAD, TABLE, LOAD, binaryen.none, binaryen.none);
  for (const { name } of moved) primary.removeFunction(name);
  for (const [place, { name, params, results }] of used.entries()) {
    primary.addFunction(name, params, results, [], stub(primary, place, params, results));
  }

  for (const { name } of exportsOf(deferred)) deferred.removeExport(name);
  for (let index = deferred.getNumElementSegments(); index > 0; index--) {
    deferred.removeElementSegment(
      binaryen.getElementSegmentInfo(deferred.getElementSegmentByIndex(index - 1)).name,
    );
  }
  makeImports(deferred, stays, 'primary');
  deferred.addTable(TABLE, used.length, used.length);
  const names = used.map(({ name }) => name);
  deferred.addActiveElementSegment(TABLE, TABLE, names, deferred.i32.const(0));
  share(primary, deferred);
  deferred.runPasses([UNUSED]);
  for (const name of imported(deferred, 'primary')) primary.addFunctionExport(name, name);

  const { segments, taken } = binary.withoutTables(segmentsOf(module), tables);
  return {
    primary: withData(Buffer.from(primary.emitBinary()), segments),
    // What the first part has put there, the second would put there again, over what has changed since.
    deferred: withData(Buffer.from(deferred.emitBinary()), taken),
  };
}

const TABLE = 'deferred';
const LOAD = 'load';
const UNUSED = 'remove-unused-module-elements';

/** Those of the functions that would go to the second part which the rest of the module calls or has in a table. */
function usedOf(module, moved) {
  const primary = read(module);
  const names = new Set(moved.map(({ name }) => name));
  makeImports(primary, ({ name }) => names.has(name), TABLE);
  primary.runPasses([UNUSED]);
  const used = new Set(imported(primary, TABLE));
  return moved.filter(({ name }) => used.has(name));
}

function stub(module, place, params, results) {
  const where = () => module.i32.const(place);
  const isMissing = module.ref.is_null(module.table.get(TABLE, where(), binaryen.funcref));
  const given = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  return module.block(
    null,
    [
      module.if(isMissing, module.call(LOAD, [], binaryen.none)),
      module.call_indirect(TABLE, where(), given, params, results),
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

/** Makes functions imports of the same name. */
function makeImports(module, which, from) {
  for (const { name, params, results } of defined(module).filter(which)) {
    module.removeFunction(name);
    module.addFunctionImport(name, from, name, params, results);
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

function segmentsOf(module) {
  return binary.segments(binary.sections(module).find(({ id }) => id === binary.DATA).body);
}

function withData(module, segments) {
  const all = binary.sections(module).filter(({ id }) => id !== binary.DATA && id !== binary.DATA_COUNT);
  const behind = all.findIndex(({ id }) => id === binary.CODE) + 1;
  all.splice(behind, 0, { id: binary.DATA, body: binary.dataOf(segments) });
  return binary.moduleOf(all, module);
}
