import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';
import { UsageError } from './arguments.js';

/** All of standard input, and the name it is reported under: `filename`, or one that fits the content. */
export async function readStandardInput(filename) {
  const bytes = await readBytes();
  if (!isUtf8(bytes)) throw new UsageError('standard input is not UTF-8 text');
  const text = bytes.toString('utf8');
  const name = filename ?? (/^\s*\{/.test(text) ? 'stdin.json' : 'stdin.tf');
  return { path: resolve(name), text };
}

/** The bytes of standard input. */
export async function readBytes() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
