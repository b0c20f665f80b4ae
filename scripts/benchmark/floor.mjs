// What a check is seen beside: the prescribed parser in WebAssembly, without the engine around it.
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, top } from '../lib/run.mjs';
import { wasmRust } from '../setup.mjs';

const FOLDER = join(top, 'benches', 'floor');
const TARGET = 'wasm32-unknown-unknown';

/** A function that parses a file with hcl-edit in WebAssembly; built for this file. */
export async function parserInWasm(file) {
  const built = join(top, 'target', 'benchmark');
  // The same releases of the parser and of what it needs.
  copyFileSync(join(top, 'Cargo.lock'), join(FOLDER, 'Cargo.lock'));
  console.log('> cargo build of benches/floor for WebAssembly');
  run(
    'cargo',
    [
      'build',
      '--quiet',
      '--release',
      '--target',
      TARGET,
      '--target-dir',
      built,
      '-Zbuild-std=std,panic_abort',
    ],
    {
      cwd: FOLDER,
      env: { ...(await wasmRust()), RUSTC_BOOTSTRAP: '1', FLOOR_FILE: file },
    },
  );
  const module = readFileSync(join(built, TARGET, 'release', 'ec2_profile_check_floor.wasm'));
  const { instance } = await WebAssembly.instantiate(module);
  return instance.exports.parse;
}
