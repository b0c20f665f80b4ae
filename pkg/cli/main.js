// Finds the command, runs it and turns what it throws into a message and an exit code.
import { UsageError } from './arguments.js';

/** Exit codes; a failing check wins over a broken input. */
export const EXIT = { ok: 0, failed: 1, broken: 2 };

const COMMANDS = {
  check: () => import('./check.js'),
  eval: () => import('./evaluate.js'),
  explain: () => import('./explain.js'),
  evidence: () => import('./evidence.js'),
  merge: () => import('./merge.js'),
};

/** Runs the command line; sets `process.exitCode`. */
export async function main(argv) {
  quietOnBrokenPipe();
  try {
    process.exitCode = await dispatch(argv);
  } catch (error) {
    process.exitCode = EXIT.broken;
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n\nSee: ec2-profile-check --help\n`);
    } else if (error instanceof Error && error.code?.startsWith('E')) {
      // The operating system said no: the path and its reason say it all.
      process.stderr.write(`error: ${error.message}\n`);
    } else {
      process.stderr.write(
        `error: ${error?.stack ?? error}\n\nThis is a fault of ec2-profile-check; please report it.\n`,
      );
    }
  }
}

async function dispatch(argv) {
  const [name, ...rest] = argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    const { help } = await import('./help.js');
    const topic = name === 'help' ? rest[0] : undefined;
    if (topic !== undefined && !Object.hasOwn(COMMANDS, topic))
      throw new UsageError(`there is no command "${topic}"`);
    process.stdout.write(help(topic));
    return EXIT.ok;
  }
  if (name === '--version' || name === '-V') {
    const { version } = await import('./version.js');
    process.stdout.write(`ec2-profile-check ${version()}\n`);
    return EXIT.ok;
  }
  // `ec2-profile-check infra/` is short for `ec2-profile-check check infra/`.
  const [command, args] = Object.hasOwn(COMMANDS, name) ? [name, rest] : ['check', argv];
  if (command === 'check' && args === argv) await refuseMisspeltCommand(name);
  if (args.includes('--help') || args.includes('-h')) {
    const { help } = await import('./help.js');
    process.stdout.write(help(command));
    return EXIT.ok;
  }
  const { startWhile } = await import('./engine.js');
  const { run } = await startWhile(COMMANDS[command]);
  return run(args);
}

async function refuseMisspeltCommand(name) {
  if (name === undefined) return;
  const { existsSync } = await import('node:fs');
  if (name.startsWith('-') || existsSync(name) || /[*?[{./\\]/.test(name)) return;
  const { nearest } = await import('./nearest.js');
  const guess = nearest(name, Object.keys(COMMANDS));
  throw new UsageError(
    `"${name}" is neither a command nor a path${guess ? `; did you mean "${guess}"?` : ''}`,
  );
}

/** `ec2-profile-check ... | head` ends quietly, as other filters do. */
function quietOnBrokenPipe() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.ok);
      throw error;
    });
  }
}
