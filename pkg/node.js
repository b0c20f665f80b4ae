// The entry for `import` in Node: ready at once, nothing to await.
import { readFileSync } from 'node:fs';
import { deferredFrom } from './deferred.js';
import { initSync } from './wasm/ec2_profile_check.js';

const file = (name) => readFileSync(new URL(`./wasm/${name}`, import.meta.url));

deferredFrom(() => new WebAssembly.Module(file('ec2_profile_check_deferred.wasm')));
initSync({ module: file('ec2_profile_check_bg.wasm') });

export * from './api.js';
export * from './formats.js';
