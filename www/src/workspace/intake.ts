// Files from outside: dropped files and folders, zip archives, the file dialog.
import { isRelevant, MAX_TOTAL, pathProblem } from './paths';

/** What was taken, and in words what was not. */
export interface Intake {
  files: Map<string, string>;
  notes: string[];
}

/** Nothing looked at may be larger, in bytes; archives are refused before they are unpacked. */
const MAX_BYTES = 8_000_000;
const SKIPPED_FOLDERS = /(^|\/)(\.git|node_modules|\.terraform\/providers|__MACOSX)\//;

class Collector {
  readonly files = new Map<string, string>();
  readonly notes: string[] = [];
  #total = 0;
  #left = 0;
  /** Files that were promised a place; an archive asks for all of its own before it hands over the first. */
  #promised = 0;
  #over = 0;

  /** `room`: how many files there is place for. */
  constructor(private room: number) {}

  /** Whether a file of this name and size would be taken; says why not. */
  wants(path: string, bytes: number): boolean {
    if (/\.tfstate(\.backup)?$/.test(path))
      return this.#refuse(path, 'State is read as “terraform show -json” prints it.');
    if (SKIPPED_FOLDERS.test(path) || !(isRelevant(path) || path.endsWith('modules.json'))) {
      this.#left++;
      return false;
    }
    const problem = pathProblem(path);
    if (problem) return this.#refuse(path, problem);
    if (bytes > MAX_TOTAL) return this.#refuse(path, 'The file is too large.');
    if (this.#promised >= this.room) {
      this.#over++;
      return false;
    }
    this.#promised++;
    return true;
  }

  add(path: string, bytes: Uint8Array): void {
    this.#total += bytes.length;
    if (this.#total > MAX_TOTAL) {
      this.#refuse(path, 'The files are too large together.');
      return;
    }
    try {
      this.files.set(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      this.#refuse(path, 'The file is not UTF-8 text.');
    }
  }

  done(): Intake {
    if (this.#left > 0)
      this.notes.push(
        `${this.#left.toLocaleString('en')} ${this.#left === 1 ? 'file' : 'files'} of other kinds left out.`,
      );
    if (this.#over > 0)
      this.notes.unshift(
        `Only the first ${this.room} files were taken; ${this.#over.toLocaleString('en')} more were left out. Drop one root module at a time.`,
      );
    return { files: stripCommonFolder(this.files), notes: this.notes };
  }

  note(text: string): void {
    if (this.notes.length < 8) this.notes.push(text);
  }

  #refuse(path: string, why: string): false {
    this.note(`${path.slice(0, 80)}: ${why}`);
    return false;
  }
}

/** A dropped or zipped folder is the root module: its own name is no part of the paths. */
function stripCommonFolder(files: Map<string, string>): Map<string, string> {
  const paths = [...files.keys()];
  const first = paths[0]?.split('/')[0];
  if (!first || paths.some((path) => !path.startsWith(`${first}/`))) return files;
  return stripCommonFolder(new Map([...files].map(([path, text]) => [path.slice(first.length + 1), text])));
}

async function unzipInto(collector: Collector, archive: File): Promise<void> {
  if (archive.size > MAX_BYTES) {
    collector.note(`${archive.name}: The archive is larger than ${MAX_BYTES / 1e6} MB.`);
    return;
  }
  const { unzipSync } = await import('fflate');
  let announced = 0;
  try {
    const entries = unzipSync(new Uint8Array(await archive.arrayBuffer()), {
      // Sizes are judged as announced, before anything is unpacked; fflate writes no more than was announced.
      filter: (entry) => {
        if (entry.name.endsWith('/') || !collector.wants(entry.name, entry.originalSize)) return false;
        announced += entry.originalSize;
        return announced <= MAX_TOTAL;
      },
    });
    for (const [path, bytes] of Object.entries(entries)) collector.add(path, bytes);
    if (announced > MAX_TOTAL)
      collector.note(`${archive.name}: The archive unpacks to too much; the rest was left out.`);
  } catch {
    collector.note(`${archive.name}: This is not a zip archive that can be read.`);
  }
}

async function take(collector: Collector, path: string, file: File): Promise<void> {
  if (/\.zip$/i.test(file.name)) await unzipInto(collector, file);
  else if (collector.wants(path, file.size)) collector.add(path, new Uint8Array(await file.arrayBuffer()));
}

/** Files chosen in the dialog, or dropped where folders cannot be read. */
export async function fromFiles(list: Iterable<File>, room: number): Promise<Intake> {
  const collector = new Collector(room);
  for (const file of list) await take(collector, file.webkitRelativePath || file.name, file);
  return collector.done();
}

/** What was dropped, folders included: its entries, or its files where there is no folder. */
export async function fromDrop(
  entries: (FileSystemEntry | null)[],
  files: File[],
  room: number,
): Promise<Intake> {
  if (!entries.some((entry) => entry?.isDirectory)) return fromFiles(files, room);
  const collector = new Collector(room);
  const walk = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    const path = entry.fullPath.replace(/^\//, '');
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      await take(collector, path, file);
    } else if (depth < 20 && !SKIPPED_FOLDERS.test(`${path}/`)) {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
          reader.readEntries(resolve, reject),
        );
        if (batch.length === 0) break;
        for (const child of batch) await walk(child, depth + 1);
      }
    }
  };
  for (const entry of entries) if (entry) await walk(entry, 0);
  return collector.done();
}
