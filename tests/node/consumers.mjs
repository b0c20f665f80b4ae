// Reports in the hands of the programs that take them in; consumers.py calls those.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { top } from '../../scripts/lib/run.mjs';

/** The Python that has them; without it there is nothing to show. */
export const python = process.env.REPORT_CONSUMERS;

/** The formats of a check that have a consumer, with the ending of their files. */
export const CONSUMED = { oscal: 'json', asff: 'json', junit: 'xml', markdown: 'md' };

/** Hands texts by file name, NAME.FORMAT.ENDING, to the consumers; returns what these found, and fails if they refuse. */
export function consume(texts) {
  const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const said = execFileSync(python, ['tests/node/consumers.py', folder], {
      cwd: top,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    const { refused, found } = JSON.parse(said);
    assert.deepEqual(refused, {});
    assert.deepEqual(Object.keys(found).sort(), Object.keys(texts).sort());
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that our Markdown is made of. */
const ELEMENTS = /^(h[123]|p|br|table|thead|tbody|tr|th|td|code|pre|ul|li|strong|details|summary|sub)$/;
const ATTRIBUTES = /^(pre lang=(sh|hcl)|t[hd] align=right)$/;
/** What GitHub makes of plain text: people, issues, addresses. */
const REFERENCES = /(^|[^\w`])@\w|(^|[^&\w])#\d|\bGH-\d|https?:\/\/|\bwww\.|\w@\w+\.\w/i;

/** What GitHub's renderer found in our Markdown is what we wrote: no markup, link or mention comes from the input. */
export function rendersSafely({ elements, attributes, prose, tables }) {
  for (const name of Object.keys(elements)) assert.match(name, ELEMENTS);
  for (const attribute of attributes) assert.match(attribute, ATTRIBUTES);
  for (const text of prose) assert.doesNotMatch(text, REFERENCES);
  for (const [heading, ...rows] of tables) {
    for (const row of rows) assert.equal(row.length, heading.length);
  }
}

/** The table of a check holds its results, one a row, as they are called in the report. */
export function tellsOf({ tables, elements }, report) {
  const wanting = report.results.filter(({ status }) => ['fail', 'conditional', 'unknown'].includes(status));
  assert.equal(tables.length, wanting.length === 0 ? 0 : 1);
  const rows = tables[0]?.slice(1) ?? [];
  assert.ok(rows.length <= wanting.length);
  for (const [index, [status, address, , reason]] of rows.entries()) {
    const { address: known, message, status: verdict } = wanting[index];
    assert.ok(status.endsWith(verdict));
    if (/^[ -~]+$/.test(known)) assert.equal(squeezed(address), squeezed(known));
    if (/^[ -~]+$/.test(message)) assert.equal(squeezed(reason), squeezed(message));
  }
  return { shown: rows.length, of: wanting.length, folds: elements.details ?? 0 };
}

/** Runs of spaces are one, as a page shows them. */
function squeezed(text) {
  return text.replace(/\s+/g, ' ').trim();
}
