// The entry for browsers and bundlers. The module is loaded while this one is imported, so users have nothing to await.
import init from './wasm/ec2_profile_check.js';

await init({ module_or_path: new URL('./wasm/ec2_profile_check_bg.wasm', import.meta.url) });

export * from './api.js';
