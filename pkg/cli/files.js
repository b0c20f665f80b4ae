// Reading and writing single files: what cannot be read becomes a diagnostic, what is written is whole or not there.
import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { diagnostic } from './diagnostics.js';
import { reason } from './reason.js';

/** Nobody writes so much Terraform by hand; plans of large estates stay below it. */
const LARGEST = 128 * 1024 * 1024;

/** A path relative to where the command runs, with forward slashes on every system. */
export function shown(path) {
  const name = relative(process.cwd(), path);
  return sep === '/' ? name : name.replaceAll(sep, '/');
}

/** The bytes of a file as text. What is wrong with it goes to `report`, and the result is undefined. */
export function readText(path, report) {
  const file = shown(path);
  let bytes;
  try {
    const { size } = statSync(path);
    if (size > LARGEST) {
      report(
        diagnostic(
          'file-unreadable',
          { file, detail: `it has ${size} bytes, more than the ${LARGEST} that are read` },
          file,
        ),
      );
      return undefined;
    }
    bytes = readFileSync(path);
  } catch (error) {
    report(diagnostic('file-unreadable', { file, detail: reason(error) }, file));
    return undefined;
  }
  if (isUtf8(bytes)) return bytes.toString('utf8');
  report(diagnostic('not-utf8', { file }, file));
  return undefined;
}

/** What a path leads to; undefined where that cannot be told. */
export function stats(path) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Writes a file so that it is at all times either the old or the new one: a temporary file beside it takes its place.
 * A symbolic link stays one, and the mode stays as it was.
 */
export function writeWhole(path, text) {
  const before = stats(path);
  if (before && !before.isFile() && !before.isDirectory()) return writePlain(path, text);
  const target = before ? realpathSync(path) : path;
  const temporary = join(
    dirname(target),
    `.ec2-profile-check-${process.pid}-${Math.random().toString(36).slice(2)}`,
  );
  try {
    const file = openSync(temporary, 'wx', before?.mode);
    try {
      writeAll(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw unwritable(path, error);
  }
}

/** A pipe or device, such as /dev/stdout, has nothing that could be replaced. */
function writePlain(path, text) {
  try {
    const file = openSync(path, 'w');
    try {
      writeAll(file, text);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path, error) {
  const folder = shown(dirname(path));
  const why = error.code === 'ENOENT' ? `there is no directory ${folder}` : reason(error);
  error.message = `${shown(path)} could not be written: ${why}`;
  return error;
}

function writeAll(file, text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
