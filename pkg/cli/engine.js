// The engine of the command line: compiled while the command's own modules are loaded, and once for all threads.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { deferredFrom } from '../deferred.js';
import { initSync } from '../wasm/ec2_profile_check.js';

/**
 * How much a function runs before V8 optimises it: as it is, it spends more on that than a check takes, unless thousands
 * of files are checked. Measured: half the processor's time on one file and on 300, a third of the memory above Node's;
 * no more than the same on 10,000. A V8 that does not know the flag would say so on standard error.
 */
const TIERING = '--wasm-tiering-budget=200000000';
const KNOWS_TIERING = 15;

/** Both compiled parts of the module, to be handed to threads. */
export let compiled;

/** Starts the engine; resolves to what `load` does, which runs meanwhile. */
export async function startWhile(load) {
  if (Number.parseInt(process.versions.v8, 10) < KNOWS_TIERING) setFlagsFromString(TIERING);
  const [first, deferred, loaded] = await Promise.all([
    WebAssembly.compile(file('ec2_profile_check_bg.wasm')),
    // What prints reports is in the second part.
    WebAssembly.compile(file('ec2_profile_check_deferred.wasm')),
    load(),
  ]);
  start({ first, deferred });
  return loaded;
}

/** Starts the engine from what another thread has compiled. */
export function start(parts) {
  compiled = parts;
  deferredFrom(() => parts.deferred);
  initSync({ module: parts.first });
}

function file(name) {
  return readFileSync(new URL(`../wasm/${name}`, import.meta.url));
}
