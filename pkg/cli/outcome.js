// How a run ends.
import { choice, list } from './arguments.js';

/** Exit codes; a failing check wins over a broken input. */
export const EXIT = { ok: 0, failed: 1, broken: 2 };

const MAY_FAIL = ['conditional', 'unknown'];

/** The statuses that fail: `fail`, and those of `--fail-on`. */
export function failing(values) {
  const more = list(values['fail-on']) ?? [];
  return new Set(['fail', ...more.map((value) => choice('--fail-on', value, MAY_FAIL))]);
}

/** The exit code for a report. */
export function exitCode(report, statuses, values) {
  const fails = report.results.some((result) => statuses.has(result.status));
  if (fails && !values['exit-zero']) return EXIT.failed;
  return report.summary.errors > 0 ? EXIT.broken : EXIT.ok;
}
