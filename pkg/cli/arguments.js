// Arguments of a command, by node's parseArgs, with errors that say what to do.
import { parseArgs } from 'node:util';
import { nearest } from './nearest.js';

/** The command was called wrongly; the message is for the person who called it. */
export class UsageError extends Error {}

/** Parses `argv`; `options` is as for `parseArgs`. Returns { values, paths }. */
export function parse(argv, options) {
  const { tokens } = parseArgs({ args: argv, options, strict: false, tokens: true, allowPositionals: true });
  for (const token of tokens) {
    if (token.kind === 'option') refuse(token, options);
  }
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  return { values, paths: positionals };
}

function refuse(token, options) {
  const option = options[token.name];
  if (!option) {
    const guess = nearest(token.name, Object.keys(options));
    throw new UsageError(`there is no option ${token.rawName}${guess ? `; did you mean --${guess}?` : ''}`);
  }
  const looksLikeOption = !token.inlineValue && token.value?.startsWith('-') && token.value !== '-';
  if (option.type === 'string' && (token.value === undefined || looksLikeOption)) {
    throw new UsageError(
      `${token.rawName} needs a value; one that begins with - is given as ${token.rawName}=VALUE`,
    );
  }
  if (option.type === 'boolean' && token.value !== undefined)
    throw new UsageError(`${token.rawName} takes no value`);
}

/** Splits `a,b` and repeated options into one list. */
export function list(values) {
  return values
    ?.flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);
}

/** The value, when it is one of those known. */
export function choice(name, value, known) {
  if (known.includes(value)) return value;
  const guess = nearest(value, known);
  throw new UsageError(
    `${name} must be one of ${known.join(', ')}, not "${value}"${guess ? `; did you mean ${guess}?` : ''}`,
  );
}
