// Records what the installed terraform makes of every expression in *.txt beside this file.
//
//   node tests/terraform/record.mjs [topic...]
//
// Writes <topic>.expected.json: { expression, console, type, value } for each, { expression, error: true } for what
// Terraform refuses, be it in an output alone, { expression, console } alone for what it does not know before an apply. The tests read these
// files; they need no terraform.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const environment = {
  ...process.env,
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
  TF_CLI_CONFIG_FILE: '/dev/null',
};

/** One expression a line; `<<<` and `>>>` around those of several lines; `#` begins a comment. */
function parse(text) {
  const expressions = [];
  let block;
  for (const line of text.split('\n')) {
    if (block) {
      if (line === '>>>') {
        expressions.push(block.join('\n'));
        block = undefined;
      } else block.push(line);
    } else if (line === '<<<') block = [];
    else if (line.trim() && !line.startsWith('#')) expressions.push(line);
  }
  return expressions;
}

async function terraform(directory, args, input) {
  const child = run('terraform', args, { cwd: directory, env: environment, maxBuffer: 1 << 26 });
  if (input !== undefined) child.child.stdin.end(input);
  return (await child).stdout;
}

async function inDirectory(use) {
  const directory = await mkdtemp(join(tmpdir(), 'record-'));
  try {
    await cp(join(here, 'context'), directory, { recursive: true });
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What `terraform console` prints, or nothing when it refuses. */
const printed = (expression) =>
  inDirectory(async (directory) => {
    try {
      if (!expression.includes('\n'))
        return (await terraform(directory, ['console'], `${expression}\n`)).replace(/\n$/, '');
      // The console reads single lines, and prints a faulty local as unknown: an output of it is refused.
      await writeFile(join(directory, 'it.tf'), `locals {\n  it = ${expression}\n}\n`);
      const text = await terraform(directory, ['console'], 'local.it\n');
      await writeFile(
        join(directory, 'out.tf'),
        'output "it" {\n  sensitive = true\n  value = local.it\n}\n',
      );
      await terraform(directory, ['plan']);
      return text.replace(/\n$/, '');
    } catch {
      return undefined;
    }
  });

/**
 * Types and values of expressions that have one, as `terraform output -json` gives them; nothing for one that Terraform
 * refuses before it knows what variables are, by the types alone, where the console knows them.
 */
const values = (expressions) =>
  inDirectory(async (directory) => {
    const output = (expression, index) =>
      `output "o${index}" {\n  sensitive = true\n  value = ${expression}\n}\n`;
    const refused = new Set();
    for (;;) {
      const outputs = expressions.map((expression, index) =>
        refused.has(index) ? '' : output(expression, index),
      );
      await writeFile(join(directory, 'outputs.tf'), outputs.join('\n'));
      try {
        await terraform(directory, ['apply', '-auto-approve', '-json']);
        break;
      } catch (error) {
        const found = refusals(error.stdout, outputs);
        if (found.length === 0) throw error;
        for (const index of found) refused.add(index);
      }
    }
    const found = JSON.parse(await terraform(directory, ['output', '-json']));
    return expressions.map((_, index) =>
      refused.has(index) ? undefined : (found[`o${index}`] ?? { type: 'dynamic', value: null }),
    );
  });

/** Which of the outputs hold the errors that Terraform tells. */
function refusals(told, outputs) {
  const lines = told.split('\n').filter((line) => line.startsWith('{'));
  const diagnostics = lines.map((line) => JSON.parse(line).diagnostic);
  const places = diagnostics
    .filter((diagnostic) => diagnostic?.severity === 'error' && diagnostic.range?.filename === 'outputs.tf')
    .map(({ range }) => range.start.line);
  let line = 1;
  return outputs.flatMap((text, index) => {
    const first = line;
    line += text.split('\n').length;
    return places.some((place) => place >= first && place < line) ? [index] : [];
  });
}

async function record(topic) {
  const expressions = parse(await readFile(join(here, `${topic}.txt`), 'utf8'));
  const results = new Array(expressions.length);
  const queue = expressions.entries();
  await Promise.all(
    Array.from({ length: cpus().length }, async () => {
      for (const [index, expression] of queue) results[index] = await printed(expression);
    }),
  );
  const entries = expressions.map((expression, index) =>
    results[index] === undefined ? { expression, error: true } : { expression, console: results[index] },
  );
  // JSON, and with it Terraform's state, has no infinity.
  const known = entries.filter((entry) => !entry.error && !/known after apply|[+-]Inf/.test(entry.console));
  const found = await values(known.map((entry) => entry.expression));
  known.forEach((entry, index) => {
    if (found[index]) {
      entry.type = found[index].type;
      entry.value = found[index].value;
    } else {
      entry.error = true;
      delete entry.console;
    }
  });
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)}`);
  await writeFile(join(here, `${topic}.expected.json`), `[\n${lines.join(',\n')}\n]\n`);
  const errors = entries.filter((entry) => entry.error).length;
  return `${topic}: ${entries.length} expressions, ${errors} of them errors`;
}

const topics =
  process.argv.length > 2
    ? process.argv.slice(2)
    : (await readdir(here)).filter((name) => name.endsWith('.txt')).map((name) => basename(name, '.txt'));
for (const topic of topics) process.stderr.write(`${await record(topic)}\n`);
