// The engine of the command line: compiled while the command's own modules are loaded, and once for all threads.
import { readFileSync } from 'node:fs';
import { initSync } from '../wasm/ec2_profile_check.js';

/** The compiled module, to be handed to threads. */
export let compiled;

/** Starts the engine; resolves to what `load` does, which runs meanwhile. */
export async function startWhile(load) {
  const bytes = readFileSync(new URL('../wasm/ec2_profile_check_bg.wasm', import.meta.url));
  const [module, loaded] = await Promise.all([WebAssembly.compile(bytes), load()]);
  start(module);
  return loaded;
}

/** Starts the engine from the module that another thread has compiled. */
export function start(module) {
  compiled = module;
  initSync({ module });
}
