import type { Edit, Fix } from 'ec2-profile-check';

/** The texts that a fix changes, as they are afterwards. Edits are at UTF-16 offsets and do not overlap. */
export function applied(files: ReadonlyMap<string, string>, fix: Fix): Record<string, string> {
  const byFile = new Map<string, Edit[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return Object.fromEntries(
    [...byFile].map(([path, edits]) => {
      let text = files.get(path) ?? '';
      for (const edit of edits.sort((a, b) => b.start.offset - a.start.offset)) {
        text = text.slice(0, edit.start.offset) + edit.newText + text.slice(edit.end.offset);
      }
      return [path, text];
    }),
  );
}
