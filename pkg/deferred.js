// The module comes in two parts, so that a page has its first verdict before all of it is there. This is how the first
// part gets at the second: scripts/lib/split-module.mjs made it call `load` before the first call of what stands there.

const BINDINGS = './ec2_profile_check_bg.js';

/** Gives the compiled second part, at once. Set by the entry, which knows how files are read where it runs. */
let read;

/** Tells where the second part comes from. */
export function deferredFrom(reader) {
  read = reader;
}

/**
 * The imports of the first part. `bindings` is what wasm-bindgen gives both parts, `primary` gives the exports of the
 * first. A worker can tell waiting for a file from working by the events `ec2-profile-check:loading` and `:loaded`.
 */
export function deferred(bindings, primary) {
  const tell = (what) => globalThis.dispatchEvent?.(new Event(`ec2-profile-check:${what}`));
  return {
    load() {
      tell('loading');
      new WebAssembly.Instance(read(), { primary: primary(), [BINDINGS]: bindings });
      tell('loaded');
    },
  };
}
