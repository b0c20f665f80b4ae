// Records what the installed terraform says of every configuration in cases.txt of these folders.
//
//   node tests/terraform/record-configurations.mjs [declarations] [refusals] [structures]
//
// Writes expected.json beside each: { name, files, refused } with the places of what `terraform validate` refuses, or
// else `terraform plan`; and { name, files, value } with the value of var.a or local.it, as JSON, where it refuses nothing.
// The tests read these files; they need no terraform.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is asked of the configurations in a folder, and how: an output cannot tell what is ephemeral, the console nothing
 * of resources. */
const ASKED = { declarations: inConsole, refusals: inOutput, structures: inOutput };

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

async function inConsole(directory) {
  const { failed, stdout } = await terraform(
    directory,
    ['console', '-no-color'],
    'try(nonsensitive(jsonencode(var.a)), jsonencode(var.a))\n',
  );
  const known = !failed && stdout.startsWith('"');
  return known ? JSON.parse(JSON.parse(stdout)) : undefined;
}

async function inOutput(directory) {
  await writeFile(
    join(directory, 'asked.tf'),
    'output "asked" {\n  sensitive = true\n  value = local.it\n}\n',
  );
  await terraform(directory, ['plan', '-input=false', '-out=plan']);
  const { stdout } = await terraform(directory, ['show', '-json', 'plan']);
  return JSON.parse(stdout).planned_values.outputs.asked.value;
}

async function recorded({ name, files }, ask) {
  const directory = await mkdtemp(join(tmpdir(), 'configurations-'));
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
    return { name, files, value: await ask(directory) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

for (const folder of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ASKED)) {
  const all = [];
  for (const one of parse(await readFile(join(here, folder, 'cases.txt'), 'utf8')))
    all.push(await recorded(one, ASKED[folder]));
  const lines = all.map((one) => `  ${JSON.stringify(one)}`);
  await writeFile(join(here, folder, 'expected.json'), `[\n${lines.join(',\n')}\n]\n`);
  console.log(
    `${folder}: ${all.length} configurations, ${all.filter(({ refused }) => refused).length} refused`,
  );
}
