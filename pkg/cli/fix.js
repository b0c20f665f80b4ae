// `--fix`: applies the fixes of a report to the files, or shows them as a patch.
import { resolve } from 'node:path';
import { applyFixes } from '../api.js';
import { unifiedDiff } from './diff.js';
import { writeWhole } from './files.js';
import { note } from './output.js';

/** A fix may uncover the next finding; more rounds than this would be a fault. */
const ROUNDS = 10;
const FIXABLE = new Set(['fail', 'conditional']);

/** Fixes until nothing changes. Returns { checked, patch }; writes the files unless `dryRun`. */
export async function fixFiles(checked, { dryRun, recheck, collection }) {
  const before = new Map(collection.files);
  for (let round = 0; round < ROUNDS; round++) {
    const fixes = checked.report.results
      .filter((result) => FIXABLE.has(result.status) && result.fixes.length > 0)
      .map((result) => inLineEnds(result.fixes[0], collection.files));
    if (fixes.length === 0) break;
    const touched = new Set(fixes.flatMap((fix) => fix.edits.map((edit) => edit.file)));
    const texts = Object.fromEntries(
      [...touched].filter((file) => before.has(file)).map((file) => [file, collection.files.get(file)]),
    );
    const after = applyFixes(
      texts,
      fixes.filter((fix) => fix.edits.every((edit) => before.has(edit.file))),
    );
    if (Object.keys(after).every((file) => after[file] === texts[file])) break;
    for (const [file, text] of Object.entries(after)) collection.replace(file, text);
    checked = await recheck();
  }
  const changed = [...collection.files].filter(([file, text]) => before.get(file) !== text);
  const patch = changed.map(([file, text]) => unifiedDiff(file, before.get(file), text)).join('');
  if (!dryRun) {
    for (const [file, text] of changed) writeWhole(resolve(file), text);
    if (changed.length > 0) note(`fixed ${changed.map(([file]) => file).join(', ')}`);
  }
  return { checked, patch };
}

/** The fix with the line ends that each file has. */
function inLineEnds(fix, files) {
  const edits = fix.edits.map((edit) => {
    const crlf = files.get(edit.file)?.includes('\r\n');
    return crlf ? { ...edit, newText: edit.newText.replace(/\r?\n/g, '\r\n') } : edit;
  });
  return { ...fix, edits };
}
