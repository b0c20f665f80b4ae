// Writes into expressions.json what the installed terraform makes of each expression: its value, or that it refuses it.
// Usage: node tests/syntax/record.mjs

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = new URL('expressions.json', import.meta.url);
const cases = JSON.parse(await readFile(path, 'utf8'));

for (const entry of Object.values(cases)) {
  const directory = await mkdtemp(join(tmpdir(), 'expression-'));
  await writeFile(join(directory, 'main.tf'), `output "v" {\n  value = ${entry.expression}\n}\n`);
  const terraform = (...args) => run('terraform', [`-chdir=${directory}`, ...args]);
  try {
    await terraform('apply', '-no-color', '-auto-approve', '-input=false');
    const { stdout } = await terraform('output', '-json');
    delete entry.refused;
    entry.value = JSON.parse(stdout).v?.value ?? null;
  } catch {
    delete entry.value;
    entry.refused = true;
  }
  await rm(directory, { recursive: true });
}

await writeFile(path, `${JSON.stringify(cases, null, 2)}\n`);
