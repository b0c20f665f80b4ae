import { Text } from '@codemirror/state';
import { comparePaths, MAX_FILES, MAX_TOTAL, pathProblem } from './paths';

/** Everything an undo brings back. Texts are immutable and shared between snapshots. */
interface Snapshot {
  readonly files: ReadonlyMap<string, Text>;
  readonly active: string;
}

/** What changed: the texts, or only which file is shown. */
export type Change = 'files' | 'active';

const MAX_HISTORY = 400;
/** Keystrokes in one file no further apart than this are undone together, in milliseconds. */
const TYPING_PAUSE = 700;

/** A name or an amount that a workspace does not take; the message is for the reader. */
export class WorkspaceError extends Error {
  override name = 'WorkspaceError';
}

/** The files being judged, which of them is shown, and one history over all of them. */
export class Workspace {
  #now: Snapshot = { files: new Map([['main.tf', Text.empty]]), active: 'main.tf' };
  #past: Snapshot[] = [];
  #future: Snapshot[] = [];
  #typing = { path: '', until: 0 };
  #listeners = new Set<(change: Change) => void>();
  /** The files of a sample that was put on screen: as long as they are these, nobody's work is in them. */
  #sample: ReadonlyMap<string, Text> | null = null;

  /** Paths in the order of the tabs. */
  get paths(): string[] {
    return [...this.#now.files.keys()].sort(comparePaths);
  }

  /** The file that is shown. */
  get active(): string {
    return this.#now.active;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Called after each change. */
  subscribe(listener: (change: Change) => void): void {
    this.#listeners.add(listener);
  }

  has(path: string): boolean {
    return this.#now.files.has(path);
  }

  /** The text of a file; empty if there is none. */
  text(path: string): Text {
    return this.#now.files.get(path) ?? Text.empty;
  }

  /** All texts, as the engine takes them. */
  contents(): Map<string, string> {
    return new Map(this.paths.map((path) => [path, this.text(path).toString()]));
  }

  /** Whether nothing was written anywhere. */
  get empty(): boolean {
    return [...this.#now.files.values()].every((text) => /^\s*$/.test(text.toString()));
  }

  /** How many files can be added. */
  get room(): number {
    return MAX_FILES - (this.#givesWay ? 0 : this.#now.files.size);
  }

  /** Whether files from outside take the place of what is there: of nothing, or of a sample as it was. */
  get #givesWay(): boolean {
    return this.empty || this.#now.files === this.#sample;
  }

  show(path: string): void {
    if (!this.has(path) || path === this.active) return;
    this.#now = { ...this.#now, active: path };
    this.#typing.until = 0;
    this.#tell('active');
  }

  /** A new text for a file, from the keyboard: joined to what was typed just before. */
  type(path: string, text: Text): void {
    const now = Date.now();
    const joined = this.#typing.path === path && now < this.#typing.until;
    this.#typing = { path, until: now + TYPING_PAUSE };
    this.#commit(new Map(this.#now.files).set(path, text), this.active, joined);
  }

  /** New texts for several files at once; undone at once. */
  write(texts: Record<string, string>): void {
    const files = new Map(this.#now.files);
    for (const [path, text] of Object.entries(texts)) files.set(path, toText(text));
    this.#commit(files, this.active);
  }

  /** A new file, empty and on screen. */
  create(path: string): void {
    if (this.has(path)) throw new WorkspaceError(`There is already a file of this name: ${path}`);
    this.#commit(new Map(this.#now.files).set(path, Text.empty), path);
  }

  /** Adds files from outside to those that are there, or puts them in place of an untouched sample; shows the first of them. */
  add(texts: ReadonlyMap<string, string>): void {
    const files = this.#givesWay ? new Map<string, Text>() : new Map(this.#now.files);
    for (const [path, text] of texts) files.set(path, toText(text));
    this.#commit(files, [...texts.keys()].sort(comparePaths)[0] ?? this.active);
  }

  /** Puts these files in place of all. */
  replace(texts: ReadonlyMap<string, string>, active?: string): void {
    const files = new Map([...texts].map(([path, text]) => [path, toText(text)]));
    if (files.size === 0) files.set('main.tf', Text.empty);
    const first = [...files.keys()].sort(comparePaths)[0] ?? 'main.tf';
    this.#commit(files, active !== undefined && files.has(active) ? active : first);
  }

  /** Puts a sample in place of all. */
  sample(texts: ReadonlyMap<string, string>): void {
    this.replace(texts);
    this.#sample = this.#now.files;
  }

  remove(path: string): void {
    const files = new Map(this.#now.files);
    files.delete(path);
    if (files.size === 0) files.set('main.tf', Text.empty);
    const next = [...files.keys()].sort(comparePaths)[0] ?? 'main.tf';
    this.#commit(files, this.active === path ? next : this.active);
  }

  rename(from: string, to: string): void {
    if (from === to) return;
    if (this.has(to)) throw new WorkspaceError(`There is already a file of this name: ${to}`);
    const text = this.text(from);
    const files = new Map(this.#now.files);
    files.delete(from);
    this.#commit(files.set(to, text), this.active === from ? to : this.active);
  }

  undo(): void {
    this.#travel(this.#past, this.#future);
  }

  redo(): void {
    this.#travel(this.#future, this.#past);
  }

  #travel(from: Snapshot[], to: Snapshot[]): void {
    const target = from.pop();
    if (!target) return;
    to.push(this.#now);
    // Show what is brought back, rather than the file that was on screen at the time.
    const changed = [...target.files].find(([path, text]) => this.#now.files.get(path) !== text)?.[0];
    this.#now = { files: target.files, active: changed ?? target.active };
    this.#typing.until = 0;
    this.#tell('files');
  }

  #commit(files: Map<string, Text>, active: string, joined = false): void {
    let total = 0;
    for (const [path, text] of files) {
      const problem = pathProblem(path);
      if (problem) throw new WorkspaceError(`${problem} (${path.slice(0, 80)})`);
      total += text.length;
    }
    if (files.size > MAX_FILES)
      throw new WorkspaceError(`More than ${MAX_FILES} files. Drop one root module at a time.`);
    if (total > MAX_TOTAL)
      throw new WorkspaceError(`More than ${MAX_TOTAL / 1e6} million characters in all.`);
    if (!joined) {
      this.#past.push(this.#now);
      if (this.#past.length > MAX_HISTORY) this.#past.shift();
      if (this.#typing.path !== active) this.#typing.until = 0;
    }
    this.#future = [];
    this.#now = { files, active };
    this.#tell('files');
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

function toText(text: string): Text {
  return Text.of(text.split(/\r\n?|\n/));
}
