// The package as a user gets it: packed, installed into an empty project and used in every way.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { BAD, installed, TOP } from './support.mjs';

const BIN = join(TOP, 'node_modules', '.bin');
let project;

before(() => {
  project = installed({ 'main.tf': BAD });
});

function node(...args) {
  return execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
}

test('it has no dependencies, and holds what it needs', () => {
  const installed = readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'));
  assert.deepEqual(installed, ['ec2-profile-check']);
  const files = readdirSync(join(project, 'node_modules', 'ec2-profile-check'));
  for (const name of [
    'LICENSE',
    'README.md',
    'cli.js',
    'element.js',
    'index.d.ts',
    'report.schema.json',
    'wasm',
  ]) {
    assert.ok(files.includes(name), name);
  }
});

test('import', () => {
  const script =
    "import { check } from 'ec2-profile-check'; console.log(check({ 'a.tf': '' }).schemaVersion)";
  assert.equal(node('--input-type=module', '--eval', script), '1\n');
});

test('require', () => {
  const script = "console.log(require('ec2-profile-check').check({ 'a.tf': '' }).schemaVersion)";
  assert.equal(node('--input-type=commonjs', '--eval', script), '1\n');
});

test('a worker', () => {
  const script = `import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { check } from 'ec2-profile-check';
if (isMainThread) new Worker(new URL(import.meta.url)).on('message', console.log);
else parentPort.postMessage(check({ 'a.tf': '' }).schemaVersion);`;
  writeFileSync(join(project, 'worker.mjs'), script);
  assert.equal(node('worker.mjs'), '1\n');
});

test('the command', () => {
  const command = join(project, 'node_modules', '.bin', 'ec2-profile-check');
  assert.throws(
    () => execFileSync(command, ['main.tf', '--no-color'], { cwd: project, encoding: 'utf8' }),
    ({ status, stdout }) => status === 1 && stdout.includes('aws_instance.bad'),
  );
});

test('TypeScript, strict, as module and as CommonJS', () => {
  const use = `const report: Report = check({ 'main.tf': '' }, { inputs: 'any', variables: { a: [1] } });
const statuses: Status[] = report.results.map((result) => result.status);
const value = evaluate({}, '1');
if (value.known) console.log(value.value);
else console.log(value.why);
const project = new Project();
project.set('main.tf', '');
console.log(render(project.check(), 'sarif'), control().pitfalls.length, statuses);
// @ts-expect-error a format that does not exist
render(report, 'xml');
// @ts-expect-error an option that does not exist
check({}, { vars: {} });
`;
  const names = 'check, control, evaluate, Project, render, type Report, type Status';
  writeFileSync(join(project, 'esm.mts'), `import { ${names} } from 'ec2-profile-check';\n${use}`);
  writeFileSync(join(project, 'cjs.cts'), `import { ${names} } from 'ec2-profile-check';\n${use}`);
  const config = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    types: [],
    lib: ['es2022', 'dom'],
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: config, files: ['esm.mts', 'cjs.cts'] }),
  );
  execFileSync(join(BIN, 'tsc'), ['--project', '.'], { cwd: project, encoding: 'utf8' });
});

test('a build with Vite', () => {
  mkdirSync(join(project, 'page'));
  const script =
    "import { check } from 'ec2-profile-check'; document.title = String(check({}).schemaVersion);";
  writeFileSync(
    join(project, 'page', 'index.html'),
    `<!doctype html><script type="module" src="./main.js"></script>`,
  );
  writeFileSync(join(project, 'page', 'main.js'), script);
  execFileSync(join(BIN, 'vite'), ['build', 'page', '--logLevel', 'warn'], { cwd: project, stdio: 'pipe' });
  const assets = readdirSync(join(project, 'page', 'dist', 'assets'));
  assert.ok(
    assets.some((name) => name.endsWith('.wasm')),
    assets.join(' '),
  );
});

test('a bundle with esbuild', () => {
  const out = join(project, 'bundle');
  const args = [
    'page/main.js',
    '--bundle',
    '--format=esm',
    '--loader:.wasm=file',
    `--outdir=${out}`,
    '--log-level=error',
  ];
  execFileSync(join(BIN, 'esbuild'), args, { cwd: project, stdio: 'pipe' });
  assert.ok(readFileSync(join(out, 'main.js'), 'utf8').includes('ec2_profile_check_bg'));
});

test('one version everywhere', () => {
  const manifest = JSON.parse(readFileSync(join(TOP, 'pkg', 'package.json'), 'utf8'));
  const cargo = /^version = "([^"]+)"/m.exec(readFileSync(join(TOP, 'Cargo.toml'), 'utf8'))[1];
  assert.equal(manifest.version, cargo);
  assert.equal(readFileSync(join(TOP, 'pkg', 'LICENSE'), 'utf8'), readFileSync(join(TOP, 'LICENSE'), 'utf8'));
});
