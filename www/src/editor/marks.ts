import { type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import {
  type EditorState,
  RangeSet,
  type StateEffect,
  type Text,
  type TransactionSpec,
} from '@codemirror/state';
import type { Diagnostic, Fix, Location, Report, Result, Status } from 'ec2-profile-check';
import { h } from '../view/dom';
import { STATUS_ORDER, STATUS_WORD } from '../view/status';
import { setVerdicts, VerdictMarker } from './gutter';

/** A place that deserves a visit: what F8 goes through. */
export interface Problem {
  location: Location;
  severity: 'error' | 'warning' | 'info';
  title: string;
  message: string;
  result?: Result;
}

const SEVERITY: Partial<Record<Status, Problem['severity']>> = {
  fail: 'error',
  conditional: 'warning',
  unknown: 'info',
};

/** Those of the reports there are: tabs, marks and keys ask for the same ones. */
const known = new WeakMap<Report, Problem[]>();

/** All problems of a report in the order of files and positions. */
export function problems(report: Report): Problem[] {
  const found = known.get(report) ?? listed(report);
  known.set(report, found);
  return found;
}

function listed(report: Report): Problem[] {
  const found: Problem[] = [];
  for (const result of report.results) {
    const severity = SEVERITY[result.status];
    if (severity) {
      found.push({
        location: result.location,
        severity,
        title: `${STATUS_WORD[result.status]}: ${result.address}`,
        message: result.message,
        result,
      });
    }
    for (const pitfall of result.pitfalls) {
      if (pitfall.location) {
        found.push({
          location: pitfall.location,
          severity: 'warning',
          title: pitfall.title,
          message: pitfall.explanation,
        });
      }
    }
  }
  for (const diagnostic of report.diagnostics) {
    if (diagnostic.location) found.push(fromDiagnostic(diagnostic, diagnostic.location));
  }
  // A pitfall of several subjects at one place is one problem there.
  const seen = new Set<string>();
  return found
    .filter((problem) => {
      const key = JSON.stringify([problem.location, problem.title, problem.message]);
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) =>
      a.location.file < b.location.file
        ? -1
        : a.location.file > b.location.file
          ? 1
          : a.location.start.offset - b.location.start.offset,
    );
}

function fromDiagnostic(diagnostic: Diagnostic, location: Location): Problem {
  const title = { error: 'Could not be read', warning: 'Deserves a look', info: 'Worth knowing' }[
    diagnostic.severity
  ];
  return { location, severity: diagnostic.severity, title, message: diagnostic.message };
}

/** A location in a text that may have changed since: as much of it as there still is. */
export function range(text: Text, location: Location): { from: number; to: number } {
  const from = Math.min(Math.max(0, location.start.offset), text.length);
  return { from, to: Math.min(Math.max(from, location.end.offset), text.length) };
}

/** Squiggles and gutter marks of one file, as a transaction. */
export function marksFor(
  state: EditorState,
  path: string,
  report: Report,
  offer: (fix: Fix) => void,
): TransactionSpec {
  const marks: Mark[] = [];
  for (const problem of problems(report)) {
    if (problem.location.file !== path) continue;
    const { from, to } = range(state.doc, problem.location);
    // The first line is enough: a squiggle under a whole block says no more.
    const end = Math.min(to, state.doc.lineAt(from).to);
    marks.push({
      from,
      to: Math.max(from, end),
      severity: problem.severity,
      message: `${problem.title}. ${problem.message}`,
      renderMessage: () => h('div', {}, h('p', { class: 'of' }, problem.title), problem.message),
      actions: (problem.result?.fixes ?? [])
        .slice(0, 3)
        .map((fix) => ({ name: fix.title, apply: () => offer(fix) })),
    });
  }
  const lines = new Map<number, { status: Status | 'error'; labels: string[] }>();
  const worse = (a: Status | 'error', b: Status | 'error') =>
    a === 'error' || (b !== 'error' && STATUS_ORDER.indexOf(a) < STATUS_ORDER.indexOf(b));
  const mark = (location: Location, status: Status | 'error', label: string) => {
    if (location.file !== path) return;
    const line = state.doc.lineAt(range(state.doc, location).from).from;
    const there = lines.get(line);
    if (!there) lines.set(line, { status, labels: [label] });
    else {
      if (worse(status, there.status)) there.status = status;
      if (there.labels.length < 6) there.labels.push(label);
    }
  };
  for (const result of report.results)
    mark(
      result.location,
      result.status,
      `${STATUS_WORD[result.status]}: ${result.address}. ${result.message}`,
    );
  for (const diagnostic of report.diagnostics) {
    if (diagnostic.location && diagnostic.severity === 'error')
      mark(diagnostic.location, 'error', diagnostic.message);
  }
  const markers = RangeSet.of(
    [...lines].map(([line, { status, labels }]) => new VerdictMarker(status, labels.join('\n')).range(line)),
    true,
  );
  const lint = setDiagnostics(state, marks);
  return {
    ...lint,
    effects: [...([lint.effects ?? []].flat() as StateEffect<unknown>[]), setVerdicts.of(markers)],
  };
}
