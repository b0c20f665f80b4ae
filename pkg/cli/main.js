// Finds the command, runs it and turns what it throws into a message and an exit code.
import { UsageError } from './arguments.js';
import { EXIT } from './outcome.js';
import { reason } from './reason.js';

const COMMANDS = {
  check: () => import('./check.js'),
  eval: () => import('./evaluate.js'),
  explain: () => import('./explain.js'),
  evidence: () => import('./evidence.js'),
  merge: () => import('./merge.js'),
};

/** Runs the command line; sets `process.exitCode`. */
export async function main(argv) {
  outliveReaders();
  try {
    process.exitCode = await dispatch(argv);
  } catch (error) {
    process.exitCode = EXIT.broken;
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n\nSee: ec2-profile-check --help\n`);
    } else if (error instanceof Error && error.code?.startsWith('E')) {
      // The operating system said no.
      process.stderr.write(`error: ${sentence(error)}\n`);
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
    process.stdout.write(version({ json: rest.includes('--json') }));
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

/** The path and the reason; an error that has a sentence of its own keeps it. */
function sentence(error) {
  if (!error.message.startsWith(`${error.code}:`)) return error.message;
  return error.path === undefined ? reason(error) : `${error.path}: ${reason(error)}`;
}

/**
 * Whoever reads standard output may go away, as in `... | head`: that is quiet, and the verdict still decides the exit
 * code. What cannot be written for another reason fails.
 */
function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
      if (stream === process.stdout) {
        process.stderr.write(`error: standard output could not be written: ${reason(error)}\n`);
      }
      process.exit(EXIT.broken);
    });
  }
}
