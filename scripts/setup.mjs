// Finds or installs what the project needs, and does nothing twice.
//
//   npm run setup            everything a developer needs
//   (npm start, npm test and npm run build:wasm call the part they need)
//
// The playground and the command line need Node alone: they run from the committed pkg/wasm.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { find, main, output, run, Stop, step, top } from './lib/run.mjs';

const TARGET = 'wasm32-unknown-unknown';
const WASM_PACK = '0.15.1';
const DEBIAN_RUST = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'lld-22'];
/** Of PyPI: what reads OSCAL, ASFF and JUnit, and renders Markdown as GitHub does. */
const CONSUMERS = [
  'compliance-trestle==5.2.0',
  'botocore==1.44.8',
  'junitparser==5.0.3',
  'cmarkgfm==2025.10.22',
];
/** Of PyPI: a site generator with its most used theme. */
const MKDOCS = ['mkdocs==1.6.1', 'mkdocs-material==9.8.2'];
/** Of npm, outside of node_modules: a site generator of 1,280 packages, for one test. */
const DOCUSAURUS = [
  '@docusaurus/core@3.10.2',
  '@docusaurus/preset-classic@3.10.2',
  'react@19',
  'react-dom@19',
];
/** Tools built by `cargo install`: shared by all checkouts, apart from the user's own ~/.cargo/bin. */
const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ec2-profile-check');

/** The npm packages of package-lock.json, in node_modules. */
export async function nodeModules() {
  const digest = createHash('sha256')
    .update(readFileSync(join(top, 'package-lock.json')))
    .digest('hex');
  const stamp = join(top, 'node_modules', '.ec2-profile-check');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await step('npm ci', () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    run(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
    writeFileSync(stamp, digest);
  });
}

/** A native Rust tool chain, for tests. */
export function nativeRust() {
  if (output('cargo', ['--version'])) return;
  throw new Stop('Rust is missing. Install it from https://rustup.rs, then run this again.');
}

/** Everything that builds the wasm. Returns the environment to build in. */
export async function wasmRust() {
  const rust = await compiler();
  await librarySources(rust ? join(rust, 'rustc') : 'rustc');
  const bindgen = /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(
    readFileSync(join(top, 'Cargo.lock'), 'utf8'),
  )?.[1];
  if (!bindgen) throw new Stop('Cargo.lock names no wasm-bindgen.');
  // wasm-bindgen-cli's own lock file may name versions that a registry mirror does not serve, so it is resolved anew.
  const folders = [
    rust,
    await cargoTool('wasm-pack', 'wasm-pack', WASM_PACK, ['--locked']),
    await cargoTool('wasm-bindgen', 'wasm-bindgen-cli', bindgen, []),
    join(top, 'node_modules', '.bin'), // wasm-opt, of the npm package binaryen
  ];
  const path = [...folders.filter(Boolean), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path };
}

/** Chromium for the browser tests; returns its path. */
export async function chromium() {
  const known = [process.env.CHROMIUM, find('chromium'), find('chromium-browser'), find('google-chrome')];
  const here = known.find((path) => path && existsSync(path));
  if (here) return here;
  await apt(['chromium'], 'Chromium for the browser tests is missing. Install it, or name it in CHROMIUM.');
  return find('chromium');
}

/** A Python with the programs that take reports in, for tests/node/consumers.py; undefined where there can be none. */
export function reportConsumers() {
  return pythonWith('consumers', CONSUMERS, 'no report is read by the program that takes it in');
}

/** A Python with MkDocs, which the element is tried in; undefined where there can be none. */
export function mkdocs() {
  return pythonWith('mkdocs', MKDOCS, 'the element is not tried in a site of MkDocs');
}

/** A folder with Docusaurus in its node_modules, which the element is tried in; undefined where there can be none. */
export async function docusaurus() {
  const folder = join(TOOLS, `docusaurus-${DOCUSAURUS[0].split('@').pop()}`);
  if (existsSync(join(folder, '.complete'))) return folder;
  const made = await step(`npm install ${DOCUSAURUS.join(' ')}`, () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const shell = process.platform === 'win32';
    return output('npm', ['install', ...options, ...DOCUSAURUS], { cwd: folder, shell }) !== undefined;
  });
  if (!made) {
    console.log('  This needs the registry of npm; the element is not tried in a site of Docusaurus.');
    return undefined;
  }
  writeFileSync(join(folder, '.complete'), '');
  return folder;
}

/** A Python with packages of PyPI in a folder of its own; without them goes `loss`. */
async function pythonWith(name, packages, loss) {
  const folder = join(TOOLS, `${name}-${packages.join('-').replaceAll('==', '-')}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, '.complete'))) return python;
  const made = await step(`pip install ${packages.join(' ')}`, () => {
    rmSync(folder, { recursive: true, force: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
    return output('python3', ['-m', 'venv', folder]) !== undefined && output(python, pip) !== undefined;
  });
  if (!made) {
    console.log(`  This needs Python 3 with venv and PyPI; ${loss}.`);
    return undefined;
  }
  writeFileSync(join(folder, '.complete'), '');
  return python;
}

/** The folder of a rustc that has the wasm target; undefined where it is the one on PATH. */
async function compiler() {
  if (hasTarget('rustc')) return undefined;
  if (hasTarget('/usr/bin/rustc')) return '/usr/bin';
  if (find('rustup')) {
    const added = await step(`rustup target add ${TARGET}`, () =>
      output('rustup', ['target', 'add', TARGET], {
        timeout: 120_000,
        env: { ...process.env, RUSTUP_MAX_RETRIES: '0' },
      }),
    );
    if (added !== undefined && hasTarget('rustc')) return undefined;
    console.log('  rustup cannot download it here; using the Debian packages instead.');
  }
  await apt(
    DEBIAN_RUST,
    `No Rust compiler here builds for ${TARGET}. With rustup: rustup target add ${TARGET}`,
  );
  await step(`build std for ${TARGET}`, buildStd);
  return '/usr/bin';
}

/** The module is built with a standard library made for size, which takes the sources of the compiler's own. */
async function librarySources(rustc) {
  const root = output(rustc, ['--print', 'sysroot']);
  const isThere = () =>
    existsSync(join(root, 'lib', 'rustlib', 'src', 'rust', 'library', 'std', 'Cargo.toml'));
  if (isThere()) return;
  await step('rustup component add rust-src', () =>
    output('rustup', ['component', 'add', 'rust-src'], { timeout: 120_000 }),
  );
  if (!isThere())
    throw new Stop(`The sources of Rust's library are missing. Run: rustup component add rust-src`);
}

function hasTarget(rustc) {
  const root = output(rustc, ['--print', 'sysroot']);
  const libraries = root && join(root, 'lib', 'rustlib', TARGET, 'lib');
  return Boolean(
    libraries && existsSync(libraries) && readdirSync(libraries).some((name) => name.startsWith('libstd')),
  );
}

/** Debian ships the library's sources; built once and put into the sysroot, the target counts as installed. */
function buildStd() {
  const work = mkdtempSync(join(tmpdir(), 'wasm-std-'));
  try {
    mkdirSync(join(work, 'src'));
    writeFileSync(
      join(work, 'Cargo.toml'),
      '[package]\nname = "blank"\nversion = "0.0.0"\nedition = "2021"\n',
    );
    writeFileSync(join(work, 'src', 'lib.rs'), '#![no_std]\n');
    const env = { ...process.env, PATH: `/usr/bin${delimiter}${process.env.PATH}`, RUSTC_BOOTSTRAP: '1' };
    const args = [
      'build',
      '--release',
      '-Zbuild-std=std,panic_abort',
      '--target',
      TARGET,
      '--target-dir',
      join(work, 'target'),
    ];
    run('/usr/bin/cargo', args, { cwd: work, env });
    const built = join(work, 'target', TARGET, 'release', 'deps');
    const sysroot = join(output('/usr/bin/rustc', ['--print', 'sysroot']), 'lib', 'rustlib', TARGET, 'lib');
    mkdirSync(sysroot, { recursive: true });
    for (const name of readdirSync(built)) {
      if (name.endsWith('.rlib') && !name.startsWith('libblank'))
        cpSync(join(built, name), join(sysroot, name));
    }
  } catch (error) {
    if (error.code !== 'EACCES') throw error;
    throw new Stop(`The Rust sysroot may only be written by root. Run: sudo npm run setup`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Installs a crate's program of exactly this version; returns its folder, undefined where PATH has it already. */
async function cargoTool(program, crate, version, flags) {
  const isRight = (path) => output(path, ['--version'])?.split(' ')[1] === version;
  if (isRight(program)) return undefined;
  const folder = join(TOOLS, 'bin');
  if (!isRight(join(folder, program))) {
    await step(`cargo install ${crate} ${version}`, () =>
      run('cargo', ['install', '--quiet', crate, '--version', version, '--root', TOOLS, ...flags]),
    );
  }
  return folder;
}

async function apt(packages, otherwise) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!find('apt-get')) throw new Stop(otherwise);
  if (process.getuid() !== 0) throw new Stop(`${otherwise}\nOn Debian or Ubuntu: sudo ${command}`);
  await step(`apt-get install ${packages.join(' ')}`, () => {
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    run('apt-get', ['update', '-qq'], quiet);
    run('apt-get', command.split(' ').slice(1), quiet);
  });
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  await main(async () => {
    await nodeModules();
    nativeRust();
    await wasmRust();
    await chromium();
    console.log('Everything is there.');
  });
}
