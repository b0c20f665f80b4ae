// `ec2-profile-check eval`
import { evaluate } from '../api.js';
import { choice, parse, UsageError } from './arguments.js';
import { collect } from './collect.js';
import { engineOptions } from './inputs.js';
import { EVAL_OPTIONS } from './options.js';
import { EXIT } from './outcome.js';
import { readStandardInput } from './stdin.js';

/** Runs the command; resolves to the exit code. */
export async function run(argv) {
  const { values, paths } = parse(argv, EVAL_OPTIONS);
  const [expression, ...places] = paths;
  if (expression === undefined)
    throw new UsageError("eval needs an expression: ec2-profile-check eval 'local.name' [PATH]");
  const format = choice('--format', values.format ?? 'text', EVAL_OPTIONS.format.choices);
  const named = places.filter((path) => path !== '-');
  const collection = collect(places.length === 0 ? ['.'] : named);
  if (places.includes('-')) {
    const { path, text } = await readStandardInput(values['stdin-filename']);
    collection.add(path, text);
    collection.follow();
  }
  const options = engineOptions(values, collection);
  if (values.root !== undefined) options.root = values.root;
  else if (named.length === 1) options.root = collection.rootOf(named[0]);
  const result = evaluate(Object.fromEntries(collection.files), expression, options);
  if (format === 'json') process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (result.known) process.stdout.write(`${result.text}\n`);
  else process.stderr.write(reason(result));
  return result.known ? EXIT.ok : EXIT.failed;
}

function reason({ error, why, location, cases = [] }) {
  const place = location?.file ? ` (${location.file}:${location.start.line}:${location.start.column})` : '';
  const lines = cases.map(
    (one) => `  ${one.when.map(({ input, is }) => `${input} is ${is}`).join(', ')}: ${one.text}\n`,
  );
  return `${error ? 'error' : 'unknown'}: ${why}${place}\n${lines.join('')}`;
}
