// Everything that must hold before a change lands.
//
//   npm test                  all of it
//   npm test -- rust node     only these parts: static, supply, rust, package, node, browser
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { find, main, output, run, Stop, step, top } from './lib/run.mjs';
import { recorded, sources } from './lib/sources.mjs';
import { chromium, docusaurus, mkdocs, nativeRust, nodeModules, reportConsumers } from './setup.mjs';

const tool = (name) => join(top, 'node_modules', '.bin', name);

const PARTS = {
  static: async () => {
    await step('the wasm is up to date', () => {
      if (recorded() === sources()) return;
      throw new Stop('pkg/wasm was not built from these sources; run: npm run build:wasm');
    });
    await step('the types are up to date', () => run('node', ['scripts/build-types.mjs', '--check']));
    await step('the reference is up to date', () => run('node', ['scripts/build-reference.mjs', '--check']));
    await step('biome', () => run(tool('biome'), ['ci', '.']));
    for (const project of ['pkg', 'www']) {
      await step(`tsc ${project}`, () => run(tool('tsc'), ['--noEmit', '--project', project]));
    }
  },
  supply: async () => {
    nativeRust();
    await step('licences of what is linked', () => run('node', ['scripts/third-party.mjs', '--check']));
    await step('cargo deny', cargoDeny);
    await step('npm audit', npmAudit);
  },
  package: async () => {
    await step('publint', () => run(tool('publint'), ['--strict', 'pkg']));
    // The element is for pages, and the module is no JavaScript.
    const browserOnly = ['--exclude-entrypoints', './element', './wasm'];
    await step('are the types wrong', () => run(tool('attw'), ['--pack', 'pkg', ...browserOnly]));
  },
  rust: async () => {
    nativeRust();
    await step('cargo fmt', () => run('cargo', ['fmt', '--check']));
    await step('cargo clippy', () => {
      run('cargo', ['clippy', '--quiet', '--all-targets', '--', '--deny', 'warnings']);
      if (hasWasmTarget()) {
        run('cargo', ['clippy', '--quiet', '--target', 'wasm32-unknown-unknown', '--', '--deny', 'warnings']);
      }
    });
    await step('cargo doc', () => run('cargo', ['doc', '--quiet', '--no-deps']));
    await step('cargo test', () => run('cargo', ['test']));
  },
  node: async () => {
    const env = { ...process.env, REPORT_CONSUMERS: (await reportConsumers()) ?? '' };
    await step('tests/node', () => nodeTests('tests/node', env));
  },
  browser: async () => {
    const env = {
      ...process.env,
      CHROMIUM: await chromium(),
      MKDOCS: (await mkdocs()) ?? '',
      DOCUSAURUS: (await docusaurus()) ?? '',
    };
    await step('vite build', () => run('node', ['node_modules/vite/bin/vite.js', 'build', 'www']));
    await step('tests/browser', () => nodeTests('tests/browser', env));
  },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown) throw new Stop(`there is no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}`);
  await nodeModules();
  const failed = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    try {
      await part();
    } catch (error) {
      // The other parts may have more to say.
      if (!(error instanceof Stop)) throw error;
      console.error(`error: ${error.message}`);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new Stop(`failed: ${failed.join(', ')}`);
});

/** What of it needs no network; advisories are asked for where the database can be had. */
function cargoDeny() {
  if (!find('cargo-deny')) return console.log('  not installed; cargo install cargo-deny');
  run('cargo', ['deny', '--offline', '--log-level', 'error', 'check', 'bans', 'licenses', 'sources']);
  if (spawnSync('cargo', ['deny', 'fetch', 'db'], { cwd: top }).status !== 0) {
    return console.log('  advisories: the database cannot be downloaded here');
  }
  run('cargo', ['deny', '--log-level', 'error', 'check', 'advisories']);
}

/** A registry that answers with findings fails the test; one that has no such service does not. */
function npmAudit() {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: top, encoding: 'utf8' });
  let found;
  try {
    found = JSON.parse(stdout).metadata?.vulnerabilities;
  } catch {
    // Not JSON: no answer.
  }
  if (!found) return console.log('  the registry does not answer it here');
  if (found.total > 0) throw new Stop(`npm audit found ${found.total}; run npm audit`);
}

function nodeTests(folder, env = process.env) {
  const files = readdirSync(join(top, folder)).filter((name) => name.endsWith('.test.mjs'));
  if (files.length === 0) throw new Stop(`there are no tests in ${folder}`);
  run('node', ['--test', '--test-reporter=spec', ...files.map((name) => `${folder}/${name}`)], { env });
}

function hasWasmTarget() {
  const root = output('rustc', ['--print', 'sysroot']);
  return root !== undefined && existsSync(join(root, 'lib', 'rustlib', 'wasm32-unknown-unknown', 'lib'));
}
