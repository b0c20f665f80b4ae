// The configuration file: options of `check` by the names they have on the command line.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './arguments.js';
import { shown } from './files.js';
import { nearest } from './nearest.js';
import { CHECK_OPTIONS } from './options.js';
import { reason } from './reason.js';

const NAME = 'ec2-profile-check.json';
/** What the configuration says, as arguments that go before those of the command line. */
export function configArguments(argv) {
  const file = configFile(argv);
  if (file === undefined) return [];
  const config = read(file);
  const own = givenNames(argv);
  return Object.entries(config).flatMap(([key, value]) => {
    if (key === '$schema') return [];
    const name = optionName(key, file);
    // The command line replaces lists too: what is wanted there is seen there.
    return own.has(name) ? [] : argumentsOf(name, value, file);
  });
}

function configFile(argv) {
  if (argv.includes('--no-config')) return undefined;
  const at = argv.findIndex((argument) => argument === '--config' || argument.startsWith('--config='));
  if (at >= 0) {
    const path = argv[at].includes('=') ? argv[at].slice('--config='.length) : argv[at + 1];
    if (path === undefined) throw new UsageError('--config needs a value');
    return resolve(path);
  }
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const path = join(directory, NAME);
    if (existsSync(path)) return path;
    // A configuration above the repository belongs to something else.
    if (existsSync(join(directory, '.git')) || dirname(directory) === directory) return undefined;
  }
}

function read(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`${shown(file)} cannot be read: ${reason(error)}`);
  }
  let config;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${shown(file)} is not valid JSON: ${error.message}`);
  }
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
  throw new UsageError(`${shown(file)} must hold an object`);
}

/** The names of config keys: the option in camel case. */
export function configKeys() {
  const names = Object.keys(CHECK_OPTIONS).filter((name) => !CHECK_OPTIONS[name].once);
  return new Map(names.map((name) => [name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), name]));
}

function optionName(key, file) {
  const keys = configKeys();
  const name = keys.get(key);
  if (name !== undefined) return name;
  const guess = nearest(key, [...keys.keys()]);
  throw new UsageError(
    `${shown(file)}: there is no setting "${key}"${guess ? `; did you mean "${guess}"?` : ''}`,
  );
}

function argumentsOf(name, value, file) {
  const fail = (wanted) => {
    throw new UsageError(`${shown(file)}: ${name} must be ${wanted}`);
  };
  const { type, multiple, path } = CHECK_OPTIONS[name];
  if (type === 'boolean') {
    if (typeof value !== 'boolean') fail('true or false');
    return value ? [`--${name}`] : [];
  }
  if (name === 'var') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      fail('an object of names and values');
    const text = (given) => (typeof given === 'string' ? given : JSON.stringify(given));
    return Object.entries(value).map(([variable, given]) => `--var=${variable}=${text(given)}`);
  }
  const given = Array.isArray(value) ? value : [value];
  if ((Array.isArray(value) && !multiple) || given.some((item) => typeof item !== 'string')) {
    fail(multiple ? 'a string or a list of strings' : 'a string');
  }
  const place = (item) => (path ? resolve(dirname(file), item) : item);
  return given.map((item) => `--${name}=${place(item)}`);
}

function givenNames(argv) {
  const short = new Map(Object.entries(CHECK_OPTIONS).map(([name, { short }]) => [`-${short}`, name]));
  return new Set(
    argv.map((argument) => short.get(argument) ?? /^--([^=]+)/.exec(argument)?.[1]).filter(Boolean),
  );
}
