// Running commands and saying what happens and how long it took.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const top = fileURLToPath(new URL('../../', import.meta.url));

/** A failure whose message is all that a person needs; no stack trace is shown for it. */
export class Stop extends Error {}

/** Runs `work` under a headline and prints how long it took. */
export async function step(title, work) {
  const started = performance.now();
  console.log(`> ${title}`);
  const result = await work();
  console.log(`  ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a command with its output shown; stops the script when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: top, stdio: 'inherit', ...options });
  if (result.error) throw new Stop(`${command}: ${result.error.message}`);
  if (result.status !== 0) {
    throw new Stop(`${[command, ...args].join(' ')} ended with ${result.status ?? result.signal}`);
  }
}

/** What a command prints, or undefined where it is missing or fails. */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: top, encoding: 'utf8', ...options });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** The full path of a program on `path`, or undefined. */
export function find(program, path = process.env.PATH) {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/** Runs a script's main function; a `Stop` ends it with its message and exit code 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
