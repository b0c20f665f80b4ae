// Builds pkg/wasm: the module with its glue by wasm-pack, split in two parts, and node.cjs for `require` by esbuild.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { main, run, Stop, step, top } from './lib/run.mjs';
import { sources } from './lib/sources.mjs';
import { optimised, split } from './lib/split-module.mjs';
import { calledByUsualChecks } from './lib/usual-checks.mjs';
import { nodeModules, wasmRust } from './setup.mjs';

const OUT = join(top, 'pkg', 'wasm');
const NAME = 'ec2_profile_check';

/**
 * The standard library is compiled with the crate, for size, and panics do not carry the paths of this machine: measured,
 * about a twentieth of the module less. But for what a parser calls most of it: that is half a hundredth of the module, and
 * a tenth of the time of a check. What `{:?}` prints is left empty, a fortieth less; `clippy::use_debug` keeps it out of
 * messages. All are unstable options, which a stable compiler takes in this way. The linker leaves written down what
 * refers to what, by which the data is split.
 */
const FOR_SIZE = {
  cargo: [
    '-Zbuild-std=std,panic_abort',
    '-Zbuild-std-features=optimize_for_size',
    ...['alloc', 'compiler_builtins', 'core'].flatMap((name) => [
      '--config',
      `profile.release.package.${name}.opt-level=3`,
    ]),
  ],
  env: {
    RUSTC_BOOTSTRAP: '1',
    RUSTFLAGS: '-Zlocation-detail=none -Zfmt-debug=none -Clink-arg=--emit-relocs',
  },
};

await main(async () => {
  await nodeModules();
  const env = await wasmRust();
  rmSync(OUT, { recursive: true, force: true });
  await step('wasm-pack build', () => {
    const wasmPack = ['build', '.', '--release', '--target', 'web', '--no-pack', '--no-typescript'];
    run('wasm-pack', [...wasmPack, '--out-dir', 'pkg/wasm', '--out-name', NAME, '--', ...FOR_SIZE.cargo], {
      env: { ...env, ...FOR_SIZE.env },
    });
  });
  // wasm-pack leaves a .gitignore of `*`, which would make npm drop the folder from the package.
  rmSync(join(OUT, '.gitignore'), { force: true });
  await step('split the module', splitModule);
  await step('bundle node.cjs', bundle);
  writeFileSync(join(OUT, 'SOURCES'), sources());
  for (const name of readdirSync(OUT)) {
    const bytes = readFileSync(join(OUT, name));
    const digest = createHash('sha256').update(bytes).digest('hex');
    console.log(
      `  ${name}: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} gzipped, sha256:${digest}`,
    );
  }
});

/** What a usual check does not call goes into a file of its own. */
async function splitModule() {
  const path = join(OUT, `${NAME}_bg.wasm`);
  const whole = optimised(readFileSync(path));
  const linked = readFileSync(join(top, 'target', 'wasm32-unknown-unknown', 'release', `${NAME}.wasm`));
  const { primary, deferred } = split(whole, await calledByUsualChecks(whole), linked);
  writeFileSync(path, primary);
  writeFileSync(join(OUT, `${NAME}_deferred.wasm`), deferred);

  const glue = join(OUT, `${NAME}.js`);
  const text = readFileSync(glue, 'utf8');
  const imports = `"./${NAME}_bg.js": import0,`;
  if (text.split(imports).length !== 2)
    throw new Stop(`${glue}: wasm-bindgen gives imports in another way now`);
  writeFileSync(
    glue,
    `// Made by wasm-bindgen from src/wasm.rs, and by scripts/build-wasm.mjs: nothing here is written by hand.\nimport { deferred } from '../deferred.js';\n\n${text.replace(imports, `${imports} deferred: deferred(import0, () => wasm),`)}`,
  );
}

/** Node 20 cannot `require` ES modules: one CommonJS file with the same code, beside the module it loads. */
async function bundle() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(top, 'pkg', 'node.js')],
    outfile: join(OUT, 'node.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__dirname + '/../node.js').href;" },
    logLevel: 'warning',
  });
}
