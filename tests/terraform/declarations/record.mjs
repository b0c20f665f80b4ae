// Records what the installed terraform says of every configuration in cases.txt beside this file.
//
//   node tests/terraform/declarations/record.mjs
//
// Writes expected.json: { name, files, refused } with the places of what `terraform validate` refuses, or
// else `terraform plan`; and { name, files, value } with the value of var.a, as JSON, where it refuses nothing. The test
// reads this file; it needs no terraform.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const env = {
  ...process.env,
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
};

function parse(text) {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name, ...lines] = part.split('\n');
      const [main, ...others] = lines.join('\n').split(/^--- /m);
      const files = main.trim() ? [['main.tf', main]] : [];
      for (const other of others) {
        const end = other.indexOf('\n');
        files.push([other.slice(0, end), other.slice(end + 1)]);
      }
      return { name, files: Object.fromEntries(files) };
    });
}

function terraform(cwd, args, input) {
  return new Promise((resolve) => {
    const child = execFile('terraform', args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, stdout, all: stdout + stderr }),
    );
    child.stdin.end(input);
  });
}

/** The places of the errors in what terraform prints. */
function places(printed) {
  const errors = printed.split(/\n(?=(?:Error|Warning): )/).filter((part) => /^\s*Error: /.test(part));
  const place = /on (\S+) line (\d+)/;
  return [...new Set(errors.map((error) => place.exec(error)?.slice(1, 3).join(':') ?? ''))].sort();
}

async function recorded({ name, files }) {
  const directory = await mkdtemp(join(tmpdir(), 'declarations-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    await terraform(directory, ['get']);
    for (const command of ['validate', 'plan']) {
      const { failed, all } = await terraform(directory, [
        command,
        '-no-color',
        ...(command === 'plan' ? ['-input=false'] : []),
      ]);
      if (failed) return { name, files, refused: places(all) };
    }
    const { failed, stdout } = await terraform(
      directory,
      ['console', '-no-color'],
      'try(nonsensitive(jsonencode(var.a)), jsonencode(var.a))\n',
    );
    const known = !failed && stdout.startsWith('"');
    return { name, files, value: known ? JSON.parse(JSON.parse(stdout)) : undefined };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const all = [];
for (const one of parse(await readFile(join(here, 'cases.txt'), 'utf8'))) all.push(await recorded(one));
const lines = all.map((one) => `  ${JSON.stringify(one)}`);
await writeFile(join(here, 'expected.json'), `[\n${lines.join(',\n')}\n]\n`);
console.log(`${all.length} configurations, ${all.filter(({ refused }) => refused).length} refused`);
