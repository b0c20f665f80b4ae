// The engine of the command line: compiled while the command's own modules are loaded, and once for all threads.
import { readFileSync } from 'node:fs';
import { deferredFrom } from '../deferred.js';
import { initSync } from '../wasm/ec2_profile_check.js';

/** The compiled first part of the module, to be handed to threads. */
export let compiled;

/** Starts the engine; resolves to what `load` does, which runs meanwhile. */
export async function startWhile(load) {
  const [module, loaded] = await Promise.all([
    WebAssembly.compile(file('ec2_profile_check_bg.wasm')),
    load(),
  ]);
  start(module);
  return loaded;
}

/** Starts the engine from the module that another thread has compiled. */
export function start(module) {
  compiled = module;
  deferredFrom(() => new WebAssembly.Module(file('ec2_profile_check_deferred.wasm')));
  initSync({ module });
}

function file(name) {
  return readFileSync(new URL(`../wasm/${name}`, import.meta.url));
}
