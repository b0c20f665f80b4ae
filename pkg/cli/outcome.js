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

/** What there is in a report that does not pass, in words; '' where all is well. */
export function leftOver({ summary }) {
  const { fail, conditional, unknown, errors } = summary;
  const counts = [
    [fail, 'failing'],
    [conditional, 'conditional'],
    [unknown, 'unknown'],
    [errors, errors === 1 ? 'error in the input' : 'errors in the input'],
  ];
  const told = counts.filter(([count]) => count > 0);
  return told.map((words) => words.join(' ')).join(', ');
}
