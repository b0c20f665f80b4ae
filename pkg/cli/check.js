// `ec2-profile-check check`
import { render } from '../api.js';
import { FORMATS } from '../formats.js';
import { choice, parse, UsageError } from './arguments.js';
import { base, collect } from './collect.js';
import { configArguments } from './config.js';
import { diagnostic } from './diagnostics.js';
import { engineOptions } from './inputs.js';
import { CHECK_OPTIONS } from './options.js';
import { exitCode, failing, leftOver } from './outcome.js';
import {
  defaultFormat,
  emit,
  note,
  progress,
  reportTime,
  stepSummary,
  targets,
  wantsColor,
} from './output.js';
import { forFormat, join } from './report.js';
import { readStandardInput } from './stdin.js';
import { checkUnits, inputsDigest, shard } from './units.js';

/** Formats that show lines of the files. */
const SHOW_SOURCES = new Set(['text', 'markdown', 'html']);

/** Runs the command; resolves to the exit code. */
export async function run(argv) {
  const { values, paths } = parse([...configArguments(argv), ...argv], CHECK_OPTIONS);
  const wanted = targets(values.format, values.output, FORMATS, defaultFormat(), choice);
  const failOn = failing(values);
  const part = values.shard === undefined ? undefined : parseShard(values.shard);
  refuseContradictions(values, paths);

  const collection = await collected(values, paths);
  const options = engineOptions(values, collection);
  const verdict = { options, part };
  let checked = await checkAll(collection, verdict);
  if (values.fix) {
    const { fixFiles } = await import('./fix.js');
    const fixed = await fixFiles(checked, {
      dryRun: values['dry-run'],
      recheck: () => checkAll(collection, verdict),
      collection,
    });
    checked = fixed.checked;
    if (values['dry-run']) {
      process.stdout.write(fixed.patch);
      const left = leftOver(checked.report);
      if (left) note(`with this patch there would still be ${left}; without --fix the check tells of them`);
      return exitCode(checked.report, failOn, values);
    }
  }

  let { report } = checked;
  if (collection.isEmpty) {
    if (values['allow-empty']) note('there are no Terraform files');
    else report = withEmptyError(report, paths);
  }
  report = await withBaselines(values, report, part);

  const renderOptions = { time: reportTime(values.time), verbose: values.verbose, quiet: values.quiet };
  if (values.account !== undefined) renderOptions.account = values.account;
  if (values.region !== undefined) renderOptions.region = values.region;
  emit(wanted, (format, file) => {
    const color = file === undefined && format === 'text' && wantsColor(values, process.stdout);
    const sources = SHOW_SOURCES.has(format) ? sourcesOf(report, collection) : undefined;
    return render(forFormat(report, format, values), format, { ...renderOptions, color, sources });
  });
  stepSummary(() =>
    render(forFormat(report, 'markdown', values), 'markdown', {
      ...renderOptions,
      sources: sourcesOf(report, collection),
    }),
  );
  return exitCode(report, failOn, values);
}

async function withBaselines(values, report, part) {
  const [from, to] = [values.baseline, values['write-baseline']];
  if (from === undefined && to === undefined) return report;
  const { applyBaseline, writeBaseline } = await import('./baseline.js');
  if (to !== undefined) writeBaseline(to, report);
  return from === undefined ? report : applyBaseline(from, report, { partial: part !== undefined });
}

function refuseContradictions(values, paths) {
  if (values['dry-run'] && !values.fix)
    throw new UsageError('--dry-run shows what --fix would do; give both');
  if (values.fix && paths.includes('-')) throw new UsageError('--fix cannot write to standard input');
  if (values.fix && values.shard) throw new UsageError('--fix works on all files; leave --shard out');
  if (values['stdin-filename'] !== undefined && !paths.includes('-')) {
    throw new UsageError('--stdin-filename names what comes in through the path -');
  }
}

async function collected(values, paths) {
  const named = paths.filter((path) => path !== '-');
  const collection = collect(paths.length === 0 ? ['.'] : named);
  if (paths.includes('-')) {
    const { path, text } = await readStandardInput(values['stdin-filename']);
    // What comes out of a command that failed is no configuration without instances.
    if (text.trim() !== '') collection.add(path, text);
    collection.follow();
  }
  return collection;
}

function parseShard(text) {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (index === undefined || Number(index) < 1 || Number(index) > Number(count)) {
    throw new UsageError(`--shard must be I/N with I from 1 to N, not "${text}"`);
  }
  return { index: Number(index), count: Number(count) };
}

/** Checks the collection as it is now. Returns { report, units }. */
async function checkAll(collection, { options, part }) {
  const all = collection.units(options.varFiles ?? []);
  let units = part ? shard(all, part.index, part.count) : all;
  if (units.length === 0) units = [{ name: '', files: {}, size: 0 }];
  const line = progress(units.length);
  const reports = await checkUnits(units, options, (done) => line.update(done));
  line.done();
  // Every shard would tell of the same unreadable files; the first one does.
  const problems = part && part.index > 1 ? [] : collection.diagnostics;
  const report = { ...join(reports, problems), base: base() };
  if (part) report.shard = { ...part, inputs: await inputsDigest(all, options) };
  return { report, units };
}

function withEmptyError(report, paths) {
  const names = new Map([
    ['-', 'standard input'],
    ['.', 'the current directory'],
  ]);
  const where = (paths.length === 0 ? ['.'] : paths).map((path) => names.get(path) ?? path).join(', ');
  const known = report.diagnostics.filter(({ code }) => code !== 'no-terraform-found');
  return join([{ ...report, diagnostics: known }], [diagnostic('no-terraform-found', { value: where })]);
}

/** The texts that the report points into. */
function sourcesOf(report, collection) {
  const sources = {};
  const { results, diagnostics } = report;
  const places = [...results, ...diagnostics].flatMap(({ location }) => location ?? []);
  const edits = results.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits));
  for (const { file } of [...places, ...edits]) {
    const text = collection.files.get(file);
    if (text !== undefined) sources[file] = text;
  }
  return sources;
}
