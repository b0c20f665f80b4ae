// Baselines: findings that were there before, known by root, address and code, never by line.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './arguments.js';
import { writeWhole } from './files.js';
import { note } from './output.js';
import { reason } from './reason.js';
import { count } from './report.js';

/** The statuses that a baseline takes note of. */
const FINDINGS = new Set(['fail', 'conditional', 'unknown']);

/** Writes the findings of a report, sorted, one a line, so that a change shows well in a diff. */
export function writeBaseline(path, report) {
  const found = report.results.filter((result) => FINDINGS.has(result.status));
  const lines = [...new Set(found.map((result) => JSON.stringify(entry(result))))].sort();
  writeWhole(resolve(path), `{"schemaVersion":1,"findings":[\n${lines.join(',\n')}\n]}\n`);
  note(`${lines.length} findings written to ${path}`);
}

/**
 * The report with the findings of the baseline suppressed. Entries that match nothing are told of, except where only a
 * part of the files was checked.
 */
export function applyBaseline(path, report, { partial }) {
  const known = new Map(read(path).map((finding) => [key(finding), finding]));
  const unused = new Map(known);
  const results = report.results.map((result) => {
    if (!FINDINGS.has(result.status) || !known.has(key(result))) return result;
    unused.delete(key(result));
    const suppression = { reason: 'known before', by: 'baseline', location: result.location };
    return { ...result, status: 'suppressed', suppression };
  });
  if (!partial) {
    for (const { root, address, code } of unused.values()) {
      note(
        `${path}: ${root ? `${root}: ` : ''}${address} (${code}) is no longer found; write the baseline anew`,
      );
    }
  }
  return { ...report, results, summary: count(results, report.diagnostics) };
}

function read(path) {
  let baseline;
  try {
    baseline = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`the baseline ${path} cannot be read: ${reason(error)}`);
  }
  const findings = baseline?.schemaVersion === 1 ? baseline.findings : undefined;
  const isEntry = (item) => ['root', 'address', 'code'].every((name) => typeof item?.[name] === 'string');
  if (Array.isArray(findings) && findings.every(isEntry)) return findings;
  throw new UsageError(`${path} is not a baseline; --write-baseline writes one`);
}

function entry({ root, address, code }) {
  return { root, address, code };
}

function key(finding) {
  return JSON.stringify(entry(finding));
}
