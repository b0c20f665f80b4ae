// What the tests of the package share: the command, and folders to run it in.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const TOP = fileURLToPath(new URL('../../', import.meta.url));

/** The command line. */
export const CLI = join(TOP, 'pkg', 'cli.js');

const folders = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A temporary folder that holds these files; it is gone after the tests. */
export function folder(files = {}) {
  const top = mkdtempSync(join(tmpdir(), 'ec2 profile check '));
  folders.push(top);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return top;
}

/** A project in which the package is installed, as npm packs it. */
export function installed(files = {}) {
  const packed = folder();
  execFileSync('npm', ['pack', join(TOP, 'pkg'), '--pack-destination', packed, '--silent'], {
    stdio: 'pipe',
  });
  const project = folder({ 'package.json': '{"name":"empty","private":true}', ...files });
  const [tarball] = readdirSync(packed);
  const flags = ['--offline', '--no-audit', '--no-fund', '--silent', '--ignore-scripts'];
  execFileSync('npm', ['install', ...flags, join(packed, tarball)], { cwd: project, stdio: 'pipe' });
  return project;
}

/**
 * Runs the command in a folder; resolves to { code, out, err, killedBy }. `signal` is sent after a tenth of a second.
 */
export function cli(cwd, args, { input = '', env = {}, signal } = {}) {
  const clean = { PATH: process.env.PATH, HOME: process.env.HOME, SOURCE_DATE_EPOCH: '1769860800', ...env };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd, env: clean });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    if (signal) setTimeout(() => child.kill(signal), 100);
    child.on('close', (code, killedBy) => resolve({ code, out, err, killedBy }));
  });
}

/** The files below a folder, by path relative to it. */
export function read(top, prefix = '') {
  const found = {};
  for (const name of readdirSync(join(top, prefix)).sort()) {
    const path = prefix ? `${prefix}/${name}` : name;
    if (statSync(join(top, path)).isDirectory()) Object.assign(found, read(top, path));
    else found[path] = readFileSync(join(top, path), 'utf8');
  }
  return found;
}

/** An instance with a profile. */
export const GOOD = `resource "aws_instance" "good" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
`;

/** An instance without one. */
export const BAD = `resource "aws_instance" "bad" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
`;
