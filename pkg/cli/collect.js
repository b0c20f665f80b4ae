// From path arguments to the files of a check: directories are walked as git sees them, local modules, downloaded
// modules and files that the code reads are followed.
import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from './arguments.js';
import { diagnostic } from './diagnostics.js';
import { readText, shown, stats } from './files.js';
import { globToRegExp, isIgnored, parseGitignore } from './gitignore.js';
import { reason } from './reason.js';

const TERRAFORM = /\.(tf|tofu)(\.json)?$/;
const VARIABLES = /\.tfvars(\.json)?$/;
const NEVER = new Set(['.git', '.terraform', 'node_modules']);

/** Directories that modules are called from, in native and in JSON syntax. What is found too much does no harm. */
const LOCAL_SOURCE = /"?\bsource"?\s*[=:]\s*"(\.{1,2}(?:\/[^"$]*)?)"/g;
/**
 * What functions read: `file("x")`, `templatefile("${path.module}/x", ...)`, `fileset("${path.module}/x", ...)`. Where the
 * name goes on with a value, as in `file("${path.module}/x/${each.key}.sh")`, any file of the directory may be meant.
 */
const FILE_FUNCTION =
  /\b(?:file\w*|templatefile|base64\w*file)\(\s*"(?:\$\{path\.(module|root|cwd)\}\/?)?([^"$]*)("|\$\{)/g;
/** `fileset(path.module, "x/*.json")`, up to the first wildcard. */
const FILE_SET = /\bfileset\(\s*path\.(module|root|cwd)\s*,\s*"([^"$*?[{]*)/g;
const LARGEST_READ_FILE = 1024 * 1024;
/** A directory that functions read as a whole: beyond this it is no part of the configuration, and none of it is read. */
const LARGEST_DIRECTORY = { files: 1000, bytes: 8 * 1024 * 1024 };

/** Reads what the arguments name. Returns the collection; `units` splits it. */
export function collect(args) {
  const collection = new Collection();
  for (const arg of args) collection.argument(arg);
  collection.follow();
  return collection;
}

class Collection {
  /** Text by path relative to the working directory. */
  files = new Map();
  /** What could not be read. */
  diagnostics = [];
  /**
   * Directories read, each with its sources, the directories it calls, the other files it reads and the directories that
   * it reads as a whole, all absolute.
   */
  #modules = new Map();
  /** Files that were named themselves and are no Terraform source: plans, states. */
  #documents = new Set();
  #boundary = repository(process.cwd()) ?? process.cwd();
  #given = [];

  argument(arg) {
    const path = resolve(arg);
    const found = stats(path);
    if (!found) {
      if (!/[*?[{]/.test(arg)) throw new UsageError(`${arg}: there is no such file or directory`);
      const matches = glob(arg);
      if (matches.length === 0) throw new UsageError(`${arg}: nothing matches`);
      for (const match of matches) this.#path(match);
    } else {
      this.#path(path);
    }
  }

  /** Adds a text that comes from elsewhere, such as standard input. */
  add(path, text) {
    this.files.set(shown(path), text);
    if (TERRAFORM.test(path)) this.#module(dirname(path)).sources.push({ path, text });
    else this.#documents.add(path);
  }

  /** Puts another text in the place of a file's; its name and what it calls stay. */
  replace(file, text) {
    this.files.set(file, text);
  }

  /** Reads a file that belongs to every unit, such as one of `--var-file`. */
  extra(path) {
    this.#read(resolve(path));
    return shown(resolve(path));
  }

  /** The directory that a path argument stands for, as reports name it. */
  rootOf(arg) {
    const path = resolve(arg);
    return shown(stats(path)?.isDirectory() ? path : dirname(path));
  }

  /** Whether any Terraform, plan or state was found. */
  get isEmpty() {
    return this.#documents.size === 0 && [...this.files.keys()].every((path) => !TERRAFORM.test(path));
  }

  #path(path) {
    if (stats(path)?.isDirectory()) {
      this.#given.push(path);
      this.#walk(path, repository(path) ?? path, ignoreScopes(path));
    } else if (TERRAFORM.test(path) || VARIABLES.test(path)) {
      // A file stands for the module it is in: alone it would lack its variables and locals.
      this.#given.push(dirname(path));
      this.#directory(dirname(path));
    } else if (this.#read(path) !== undefined) {
      this.#documents.add(path);
    }
  }

  /** `top` is what the paths of the rules are relative to: the repository, or without one the directory that was given. */
  #walk(directory, top, scopes) {
    const entries = this.#entries(directory);
    const isRepository = directory !== top && entries.some((entry) => entry.name === '.git');
    const base = isRepository ? directory : top;
    const outer = isRepository ? ignoreScopes(directory) : scopes;
    const own = entries.find((entry) => entry.name === '.gitignore' && entry.isFile());
    const inner = own ? [...outer, scope(base, directory)] : outer;
    for (const entry of entries) {
      const path = join(directory, entry.name);
      const isDirectory = entry.isDirectory();
      if (isDirectory ? NEVER.has(entry.name) : !isSource(entry.name)) continue;
      if (isIgnored(inner, slashed(relative(base, path)), isDirectory)) continue;
      if (isDirectory) this.#walk(path, base, inner);
      else this.#source(path);
    }
  }

  /** The Terraform files of one directory, not of those below it. */
  #directory(directory) {
    for (const entry of this.#entries(directory)) {
      if (!entry.isDirectory() && isSource(entry.name)) this.#source(join(directory, entry.name));
    }
  }

  #entries(directory) {
    try {
      return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      const file = shown(directory);
      this.diagnostics.push(
        diagnostic('file-unreadable', { file: file || '.', detail: reason(error) }, file),
      );
      return [];
    }
  }

  #source(path) {
    if (stats(path)?.isDirectory()) return;
    const text = this.#read(path);
    if (TERRAFORM.test(path)) this.#module(dirname(path)).sources.push({ path, text: text ?? '' });
  }

  #module(directory) {
    if (!this.#modules.has(directory))
      this.#modules.set(directory, { sources: [], calls: new Set(), reads: new Set(), whole: new Set() });
    return this.#modules.get(directory);
  }

  #read(path) {
    const name = shown(path);
    if (this.files.has(name)) return this.files.get(name);
    const text = readText(path, (problem) => this.diagnostics.push(problem));
    if (text !== undefined) this.files.set(name, text);
    return text;
  }

  /** Reads what the modules call and read, until there is nothing new. */
  follow() {
    const done = new Set();
    const open = () => [...this.#modules.keys()].filter((directory) => !done.has(directory));
    for (let todo = open(); todo.length > 0; todo = open()) {
      for (const directory of todo) {
        done.add(directory);
        this.#downloaded(directory);
        for (const { text } of this.#modules.get(directory).sources) this.#references(directory, text);
      }
    }
  }

  #references(directory, text) {
    for (const [, source] of text.matchAll(LOCAL_SOURCE)) this.#call(directory, resolve(directory, source));
    for (const [, base, name, end] of text.matchAll(FILE_FUNCTION)) {
      if (base === undefined && name === '') continue;
      const meant = end === '"' ? name : name.slice(0, name.lastIndexOf('/') + 1);
      const path = resolve(base === undefined || base === 'cwd' ? process.cwd() : directory, meant);
      this.#readFor(directory, path);
      if (base === undefined) this.#readFor(directory, resolve(directory, meant));
    }
    for (const [, base, name] of text.matchAll(FILE_SET)) {
      const start = name.slice(0, name.lastIndexOf('/') + 1);
      this.#readFor(directory, resolve(base === 'cwd' ? process.cwd() : directory, start));
    }
  }

  #call(caller, directory) {
    if (!this.#isInside(directory)) return;
    this.#module(caller).calls.add(directory);
    if (!this.#modules.has(directory) && stats(directory)?.isDirectory()) {
      this.#directory(directory);
    }
  }

  #readFor(directory, path) {
    if (!this.#isInside(path)) return;
    const found = stats(path);
    if (found?.isFile() && found.size <= LARGEST_READ_FILE) this.#give(directory, [path]);
    const { whole } = this.#module(directory);
    if (found?.isDirectory() && !whole.has(path)) {
      whole.add(path);
      this.#give(directory, filesBelow(path));
    }
  }

  /** All of the files or none: `fileset` would give a wrong set if it saw some. */
  #give(directory, paths) {
    let texts;
    try {
      texts = paths.map((path) => [path, readFileSync(path)]);
    } catch {
      return;
    }
    // Whether a file that the code reads is to be had and text, the engine asks only when the verdict hangs on it.
    if (!texts.every(([, bytes]) => isUtf8(bytes))) return;
    for (const [path, bytes] of texts) {
      if (this.files.has(shown(path))) continue;
      this.files.set(shown(path), bytes.toString('utf8'));
      this.#module(directory).reads.add(path);
    }
  }

  /** The modules that `terraform init` has downloaded for a root module. */
  #downloaded(root) {
    const manifest = join(root, '.terraform', 'modules', 'modules.json');
    if (!existsSync(manifest)) return;
    const text = this.#read(manifest);
    if (text === undefined) return;
    const module = this.#module(root);
    module.reads.add(manifest);
    for (const { Dir: directory } of manifestModules(text)) {
      if (typeof directory === 'string' && directory !== '.' && directory !== '') {
        this.#call(root, resolve(root, directory));
      }
    }
  }

  /** Code may not make the command read what lies outside the repository and the paths that were given. */
  #isInside(path) {
    return [this.#boundary, ...this.#given].some(
      (top) => path === top || path.startsWith(top.endsWith(sep) ? top : top + sep),
    );
  }

  /**
   * Splits the files into sets that do not call each other, so that each can be checked by itself. In order of their
   * first file; each is { name, files, size }. The files of `everywhere` belong to each.
   */
  units(everywhere = []) {
    const parent = new Map([...this.#modules.keys()].map((directory) => [directory, directory]));
    const find = (directory) => {
      let top = directory;
      while (parent.get(top) !== top) top = parent.get(top);
      parent.set(directory, top);
      return top;
    };
    for (const [directory, { calls }] of this.#modules) {
      for (const called of calls) if (parent.has(called)) parent.set(find(called), find(directory));
    }
    const units = new Map();
    const unitOf = (directory) => {
      const top = find(directory);
      if (!units.has(top)) units.set(top, new Set());
      return units.get(top);
    };
    for (const [directory, { reads }] of this.#modules) {
      const unit = unitOf(directory);
      for (const path of reads) unit.add(shown(path));
    }
    for (const path of this.files.keys()) {
      const directory = dirname(resolve(path));
      if (this.#modules.has(directory) && isSource(path)) unitOf(directory).add(path);
    }
    const sets = [...units.values(), ...[...this.#documents].map((path) => new Set([shown(path)]))];
    const shared = everywhere.filter((path) => this.files.has(path));
    return sets
      .map((paths) => this.#unit([...new Set([...paths, ...shared])].sort()))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #unit(paths) {
    const files = Object.fromEntries(paths.map((path) => [path, this.files.get(path)]));
    return { name: paths[0] ?? '', files, size: paths.reduce((sum, path) => sum + files[path].length, 0) };
  }
}

function isSource(name) {
  return TERRAFORM.test(name) || VARIABLES.test(name);
}

/** The files of a directory and those below it; none where they are too many or too large. */
function filesBelow(top) {
  const found = [];
  let bytes = 0;
  const directories = [top];
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    let entries;
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch {
      return [];
    }
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && !NEVER.has(entry.name)) directories.push(path);
      if (entry.isDirectory() || isSource(entry.name)) continue;
      const file = stats(path);
      if (!file?.isFile()) continue;
      bytes += file.size;
      if (found.push(path) > LARGEST_DIRECTORY.files || bytes > LARGEST_DIRECTORY.bytes) return [];
    }
  }
  return found;
}

function manifestModules(text) {
  try {
    const modules = JSON.parse(text).Modules;
    return Array.isArray(modules)
      ? modules.filter((module) => typeof module === 'object' && module !== null)
      : [];
  } catch {
    // The engine reports a manifest that it cannot read.
    return [];
  }
}

/** Where the command runs, from the top of the repository; undefined at its top and outside of any. */
export function base() {
  const top = repository(process.cwd());
  return top === undefined ? undefined : slashed(relative(top, process.cwd())) || undefined;
}

/** The top of the git checkout that holds a directory. */
function repository(directory) {
  for (let top = directory; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) return top;
    if (dirname(top) === top) return undefined;
  }
}

/** The .gitignore files above a directory, and the repository's own excludes, outermost first. */
function ignoreScopes(directory) {
  const top = repository(directory);
  if (top === undefined) return [];
  const scopes = [];
  const excludes = join(top, '.git', 'info', 'exclude');
  if (existsSync(excludes))
    scopes.push({ directory: '', rules: parseGitignore(readFileSync(excludes, 'utf8')) });
  const above = relative(top, directory).split(sep).slice(0, -1).filter(Boolean);
  for (let at = directory === top ? undefined : top; at !== undefined; ) {
    if (existsSync(join(at, '.gitignore'))) scopes.push(scope(top, at));
    const next = above.shift();
    at = next === undefined ? undefined : join(at, next);
  }
  return scopes;
}

function scope(base, directory) {
  const text = readFileSync(join(directory, '.gitignore'), 'utf8');
  return { directory: slashed(relative(base, directory)), rules: parseGitignore(text) };
}

function slashed(path) {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The files and directories that a pattern names, for shells that do not expand patterns. */
function glob(pattern) {
  const segments = slashed(pattern).split('/');
  const fixed = segments.findIndex((segment) => /[*?[{]/.test(segment));
  const start = resolve(segments.slice(0, fixed).join('/') || (pattern.startsWith('/') ? '/' : '.'));
  const match = globToRegExp(segments.slice(fixed).join('/'), { braces: true });
  const found = [];
  const walk = (directory, prefix) => {
    let entries = [];
    try {
      entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch {
      // What the pattern cannot see into, it does not match.
    }
    for (const entry of entries) {
      if (NEVER.has(entry.name)) continue;
      const path = join(directory, entry.name);
      const relevant = entry.isDirectory() || isSource(entry.name) || entry.name.endsWith('.json');
      if (relevant && match.test(prefix + entry.name)) found.push(path);
      else if (entry.isDirectory()) walk(path, `${prefix}${entry.name}/`);
    }
  };
  walk(start, '');
  return found;
}
