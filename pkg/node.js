// The entry for `import` in Node: ready at once, nothing to await.
import { readFileSync } from 'node:fs';
import { initSync } from './wasm/ec2_profile_check.js';

initSync({ module: readFileSync(new URL('./wasm/ec2_profile_check_bg.wasm', import.meta.url)) });

export * from './api.js';
