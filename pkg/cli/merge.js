// `ec2-profile-check merge`: joins the JSON reports of shards.
import { readFileSync } from 'node:fs';
import { render } from '../api.js';
import { FORMATS } from '../formats.js';
import { choice, parse, UsageError } from './arguments.js';
import { MERGE_OPTIONS } from './options.js';
import { exitCode, failing } from './outcome.js';
import { defaultFormat, emit, reportTime, stepSummary, targets, wantsColor } from './output.js';
import { reason } from './reason.js';
import { forFormat, join } from './report.js';

/** Runs the command; returns the exit code. */
export function run(argv) {
  const { values, paths } = parse(argv, MERGE_OPTIONS);
  if (paths.length === 0)
    throw new UsageError('merge needs the JSON reports of `check --shard I/N --format json`');
  const wanted = targets(values.format, values.output, FORMATS, defaultFormat(), choice);
  const failOn = failing(values);
  const reports = paths.map(read);
  refuseGaps(paths, reports);
  refuseTwice(paths, reports);
  const bases = new Set(reports.map((report) => report.base ?? '.'));
  if (bases.size > 1)
    throw new UsageError(`the checks were started in different directories: ${[...bases].join(', ')}`);
  const versions = new Set(reports.map((report) => report.tool.version));
  if (versions.size > 1)
    throw new UsageError(`the reports are of different versions: ${[...versions].join(', ')}`);
  const report = join(reports);
  const { time, account, region, quiet, verbose } = { ...values, time: reportTime(values.time) };
  emit(wanted, (format, file) => {
    const color = file === undefined && format === 'text' && wantsColor(values, process.stdout);
    return render(forFormat(report, format, values), format, {
      time,
      account,
      region,
      quiet,
      verbose,
      color,
    });
  });
  stepSummary(() => render(report, 'markdown', { time, verbose }));
  return exitCode(report, failOn, values);
}

/** Nobody wants to read more numbers of parts than these. */
const MOST_NAMED = 20;

/** The parts of a check are joined when all of them are there, once each. */
function refuseGaps(paths, reports) {
  const parts = reports.map(({ shard }, index) => ({ ...shard, path: paths[index] }));
  const [first, ...others] = parts.filter(({ index }) => index !== undefined);
  if (first === undefined) return;
  const stranger = others.find(({ count, inputs }) => count !== first.count || inputs !== first.inputs);
  if (stranger) {
    throw new UsageError(
      `${first.path} and ${stranger.path} are no parts of one check: ${
        stranger.count === first.count
          ? 'their files or options differ'
          : `${first.path} is one of ${first.count}, ${stranger.path} of ${stranger.count}`
      }`,
    );
  }
  const missing = [];
  for (let index = 1; index <= first.count && missing.length < MOST_NAMED; index++) {
    const given = [first, ...others].filter((part) => part.index === index);
    if (given.length > 1)
      throw new UsageError(`part ${index} of ${first.count} is in ${given[0].path} and in ${given[1].path}`);
    if (given.length === 0) missing.push(index);
  }
  if (missing.length > 0) {
    const [s, are] = missing.length === 1 ? ['', 'is'] : ['s', 'are'];
    throw new UsageError(`part${s} ${missing.join(', ')} of ${first.count} ${are} missing`);
  }
}

/** Shards have no subject in common; where two reports do, one was given twice or they are of different runs. */
function refuseTwice(paths, reports) {
  const from = new Map();
  for (const [index, { results }] of reports.entries()) {
    for (const { root, address, location } of results) {
      const key = JSON.stringify([root, address, location.file]);
      const other = from.get(key) ?? index;
      if (other !== index)
        throw new UsageError(
          `${address} is in ${paths[other]} and in ${paths[index]}: these are no parts of one check`,
        );
      from.set(key, index);
    }
  }
}

function read(path) {
  let report;
  try {
    report = JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reason(error)}`);
  }
  try {
    render(report, 'text', { quiet: true });
    return report;
  } catch {
    // Said below.
  }
  throw new UsageError(`${path} is not a report of \`check --format json\``);
}
