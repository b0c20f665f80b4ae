// Where reports go: standard output, files, and the places that GitHub Actions offers.
import { appendFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './arguments.js';
import { writeWhole } from './files.js';

/** GitHub cuts a job summary off at 1 MiB. */
const LARGEST_STEP_SUMMARY = 1024 * 1024;

/**
 * Reads `--format FORMAT[=FILE]...` and `--output FILE` into [{ format, file? }].
 * Only one format may go to standard output.
 */
export function targets(formats, output, known, fallback, choice) {
  const list = (formats ?? [fallback]).map((value) => {
    const [name, ...file] = value.split('=');
    return { format: choice('--format', name, known), file: file.length > 0 ? file.join('=') : undefined };
  });
  const open = list.filter((target) => target.file === undefined);
  if (open.length > 1) {
    const names = open.map((target) => target.format).join(' and ');
    throw new UsageError(
      `${names} cannot both go to standard output; name a file: --format ${open[1].format}=FILE`,
    );
  }
  if (output !== undefined) {
    if (open.length === 0) throw new UsageError('--output needs a --format without a file of its own');
    open[0].file = output;
  }
  return list;
}

/** In a job of GitHub Actions the findings are annotations of the change, unless a format is asked for. */
export function defaultFormat() {
  return process.env.GITHUB_ACTIONS === 'true' && !process.stdout.isTTY ? 'github' : 'text';
}

/** Writes each target's text; files are replaced as a whole. */
export function emit(list, renderFormat) {
  for (const { format, file } of list) {
    const text = renderFormat(format, file);
    if (file === undefined) process.stdout.write(text);
    else writeWhole(resolve(file), text);
  }
}

/** Whether a stream is to be coloured: flags, NO_COLOR, FORCE_COLOR, terminal, in this order. */
export function wantsColor(values, stream) {
  if (values['no-color']) return false;
  if (values.color) return true;
  if (process.env.NO_COLOR) return false;
  if (process.env.FORCE_COLOR) return process.env.FORCE_COLOR !== '0';
  return Boolean(stream.isTTY) && process.env.TERM !== 'dumb';
}

/** The time that reports carry: `--time`, else SOURCE_DATE_EPOCH, else now. */
export function reportTime(given) {
  if (given !== undefined) {
    if (Number.isNaN(Date.parse(given)))
      throw new UsageError(`--time must be an ISO 8601 time, not "${given}"`);
    return new Date(given).toISOString();
  }
  const epoch = process.env.SOURCE_DATE_EPOCH;
  return (/^\d+$/.test(epoch ?? '') ? new Date(Number(epoch) * 1000) : new Date()).toISOString();
}

/** Adds Markdown to the summary page of a GitHub Actions job. */
export function stepSummary(renderMarkdown) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (process.env.GITHUB_ACTIONS !== 'true' || !file) return;
  const text = `${renderMarkdown()}\n`;
  const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (used + Buffer.byteLength(text) > LARGEST_STEP_SUMMARY) {
    note('the report is too long for the job summary of GitHub Actions, so it was left out');
    return;
  }
  appendFileSync(file, text);
}

/** Says something on standard error. */
export function note(text) {
  process.stderr.write(`note: ${text}\n`);
}

/** A line on a terminal that tells how far a long check is; it shows after a second and leaves no trace. */
export function progress(total) {
  // Shows after a second, then ten times a second.
  let next = Date.now() + 1000;
  let visible = false;
  return {
    update(done) {
      if (!process.stderr.isTTY || Date.now() < next) return;
      next = Date.now() + 100;
      visible = true;
      process.stderr.write(`\r\x1b[2Kchecking ${done} of ${total} root modules`);
    },
    done() {
      if (visible) process.stderr.write('\r\x1b[2K');
    },
  };
}
