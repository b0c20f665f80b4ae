// The API over the wasm module: checks the types of arguments and parses what comes back.
import { EVIDENCE_FORMATS, FORMATS } from './formats.js';
import * as engine from './wasm/ec2_profile_check.js';

const CHECK_OPTIONS = {
  root: string,
  variables: values,
  varFiles: strings,
  inputs: oneOf(['defaults', 'any']),
  frameworks: strings,
  allowedProfiles: strings,
  launchTemplateProfile: oneOf(['require-argument', 'accept']),
  services: boolean,
  noInlineSuppressions: boolean,
};
const RENDER_OPTIONS = {
  time: string,
  account: string,
  region: string,
  color: boolean,
  sources: files,
  verbose: boolean,
  quiet: boolean,
};
const EVIDENCE_OPTIONS = { generatedAt: string, configRules: strings };

/** How deep a value may be nested: the engine reads JSON no deeper than 128 levels. */
const DEEPEST = 100;

const encoder = new TextEncoder();

export function check(filesByPath, options) {
  files('files', filesByPath);
  return JSON.parse(engine.check(...encoded(filesByPath), checkOptions(options)));
}

export function evaluate(filesByPath, expression, options) {
  files('files', filesByPath);
  string('expression', expression);
  return JSON.parse(engine.evaluate(...encoded(filesByPath), expression, checkOptions(options)));
}

export function control() {
  return JSON.parse(engine.control());
}

export function render(report, format, options) {
  object('report', report);
  oneOf(FORMATS)('format', format);
  return engine.render(JSON.stringify(report), format, checked(options, RENDER_OPTIONS));
}

export function applyFixes(filesByPath, fixes) {
  files('files', filesByPath);
  array('fixes', fixes, (name, fix) => {
    object(name, fix);
    array(`${name}.edits`, fix.edits, object);
  });
  return JSON.parse(engine.applyFixes(...encoded(filesByPath), JSON.stringify(fixes)));
}

export function evidence(documents, options) {
  array('documents', documents, (name, document) => {
    object(name, document);
    string(`${name}.name`, document.name);
    if (typeof document.content !== 'string' && !(document.content instanceof Uint8Array)) {
      throw wrong(`${name}.content`, 'a string or a Uint8Array', document.content);
    }
  });
  const contents = documents.map(({ content }) =>
    typeof content === 'string' ? encoder.encode(content) : content,
  );
  const names = documents.map(({ name }) => name);
  return JSON.parse(engine.evidence(names, contents, checked(options, EVIDENCE_OPTIONS)));
}

export function renderEvidence(report, format) {
  object('report', report);
  oneOf(EVIDENCE_FORMATS)('format', format);
  return engine.renderEvidence(JSON.stringify(report), format);
}

export class Project {
  #engine = new engine.Project();
  /** Results and diagnostics of the last report: the next one takes over those that stay the same. */
  #told = { results: [], diagnostics: [] };

  set(path, text) {
    string('path', path);
    string('text', text);
    this.#engine.set(path, encoder.encode(text));
  }

  delete(path) {
    string('path', path);
    this.#engine.delete(path);
  }

  check(options) {
    const changes = JSON.parse(this.#engine.changes(checkOptions(options)));
    const moves = new Map(changes.moves.map((move) => [move.file, move]));
    const told = {};
    for (const list of ['results', 'diagnostics']) told[list] = whole(changes[list], this.#told[list], moves);
    this.#told = told;
    return Object.assign(changes.report, { results: [...told.results], diagnostics: [...told.diagnostics] });
  }

  evaluate(expression, options) {
    string('expression', expression);
    return JSON.parse(this.#engine.evaluate(expression, checkOptions(options)));
  }

  variables() {
    return JSON.parse(this.#engine.variables());
  }

  /** Gives the memory back at once; without it the garbage collector does. */
  free() {
    this.#engine.free();
  }
}

if (Symbol.dispose) Project.prototype[Symbol.dispose] = Project.prototype.free;

/** Files as the engine takes them: paths, and texts in the same order. */
function encoded(filesByPath) {
  return [Object.keys(filesByPath), Object.values(filesByPath).map((text) => encoder.encode(text))];
}

/**
 * A list of which the engine told stretches of the one before, as `[start, end]`, or `[start, end, true]` where they have
 * moved, and what is new.
 */
function whole(pieces, before, moves) {
  return pieces.flatMap((piece) => {
    if (typeof piece[0] !== 'number') return piece.map(Object.freeze);
    const same = before.slice(piece[0], piece[1]);
    return piece[2] ? same.map((item) => moved(item, moves)) : same;
  });
}

/** A result with all its places where the text at them is now. */
function moved(result, moves) {
  const copy = { ...result, location: follow(result.location, moves) };
  for (const list of ['chain', 'trace', 'pitfalls'])
    copy[list] = result[list].map((item) => placed(item, moves));
  if (result.suppression) copy.suppression = placed(result.suppression, moves);
  return Object.freeze(copy);
}

function placed(item, moves) {
  return item.location ? { ...item, location: follow(item.location, moves) } : item;
}

function follow(place, moves) {
  const move = moves.get(place.file);
  if (!move || place.start.offset < move.from) return place;
  return { file: place.file, start: shifted(place.start, move), end: shifted(place.end, move) };
}

function shifted({ line, column, offset }, { lines, units }) {
  return { line: line + lines, column, offset: offset + units };
}

/** Options of a check as the engine takes them. */
function checkOptions(options) {
  return JSON.stringify(checked(options, CHECK_OPTIONS));
}

/** The options, when each is known and of its type; undefined members are as good as absent. */
function checked(options, known) {
  if (options === undefined) return {};
  const name = 'options';
  object(name, options);
  const given = {};
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, key)) {
      throw new TypeError(`${name}.${key} is not an option; there are ${Object.keys(known).join(', ')}`);
    }
    if (value === undefined) continue;
    known[key](`${name}.${key}`, value);
    given[key] = value;
  }
  return given;
}

function wrong(name, wanted, value) {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
  return new TypeError(`${name} must be ${wanted}; it is ${kind}`);
}

function string(name, value) {
  if (typeof value !== 'string') throw wrong(name, 'a string', value);
}

function boolean(name, value) {
  if (typeof value !== 'boolean') throw wrong(name, 'a boolean', value);
}

function object(name, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, 'an object', value);
}

function array(name, value, member) {
  if (!Array.isArray(value)) throw wrong(name, 'an array', value);
  value.forEach((item, index) => {
    member(`${name}[${index}]`, item);
  });
}

function strings(name, value) {
  array(name, value, string);
}

/** Values of variables: they cross as JSON. */
function values(name, value) {
  object(name, value);
  for (const [key, member] of Object.entries(value)) plain(`${name}.${key}`, member, 0);
}

function plain(name, value, depth) {
  if (value === undefined || value === null || ['string', 'boolean'].includes(typeof value)) return;
  if (Number.isFinite(value)) return;
  const isObject = Object.prototype.toString.call(value) === '[object Object]';
  if (!isObject && !Array.isArray(value)) {
    throw wrong(name, 'null, a string, a boolean, a finite number, an array or a plain object', value);
  }
  if (depth === DEEPEST)
    throw new TypeError(`options.variables must not be nested more than ${DEEPEST} levels deep`);
  for (const [key, member] of Object.entries(value)) {
    plain(Array.isArray(value) ? `${name}[${key}]` : `${name}.${key}`, member, depth + 1);
  }
}

function files(name, value) {
  object(name, value);
  for (const [path, text] of Object.entries(value)) string(`${name}[${JSON.stringify(path)}]`, text);
}

function oneOf(values) {
  return (name, value) => {
    if (values.includes(value)) return;
    const shown = typeof value === 'string' ? JSON.stringify(value) : `of type ${typeof value}`;
    throw new TypeError(`${name} must be one of ${values.join(', ')}; it is ${shown}`);
  };
}
