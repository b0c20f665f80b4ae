import type { Edit, Fix } from 'ec2-profile-check';
import { dialog } from './dialog';
import { h } from './dom';

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

/** Shows what a fix changes, file by file, before it is applied. */
export async function previewFix(
  files: ReadonlyMap<string, string>,
  fix: Fix,
  apply: () => void,
): Promise<void> {
  const { difference } = await import('../editor/preview');
  const after = Object.entries(applied(files, fix));
  const hosts = after.map(([path]) => h('div', { class: 'diff', 'data-path': path }));
  const box = dialog(
    fix.title,
    'wide',
    ...after.flatMap(([path], index) => [h('h3', { class: 'path' }, path), hosts[index] ?? null]),
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        {
          type: 'button',
          class: 'primary',
          onclick: () => {
            box.close();
            apply();
          },
        },
        'Apply',
      ),
      h('button', { type: 'button', class: 'quiet', onclick: () => box.close() }, 'Cancel'),
    ),
  );
  after.forEach(([path, text], index) => {
    const host = hosts[index];
    if (host) difference(host, path, files.get(path) ?? '', text);
  });
}
