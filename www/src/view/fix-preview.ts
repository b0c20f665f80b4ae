import type { Fix } from 'ec2-profile-check';
import { difference } from '../editor/preview';
import { dialog } from './dialog';
import { h } from './dom';
import { applied } from './fix';

/** Shows what a fix changes, file by file, before it is applied. */
export function previewFix(files: ReadonlyMap<string, string>, fix: Fix, apply: () => void): void {
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
