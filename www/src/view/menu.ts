import { dialog } from './dialog';
import { byId, h } from './dom';
import { theme, turnTheme } from './theme';

/** The buttons of the header by their names in index.html, where they stand so that nothing moves when this runs. */
export function menu(entries: Record<string, () => void>): void {
  const button = (name: string) => byId('menu').querySelector<HTMLButtonElement>(`[data-name=${name}]`);
  for (const [name, run] of Object.entries(entries)) button(name)?.addEventListener('click', run);
  const label = () => ({ system: 'Theme: device', light: 'Theme: light', dark: 'Theme: dark' })[theme()];
  const themeButton = button('theme');
  if (!themeButton) return;
  themeButton.textContent = label();
  themeButton.addEventListener('click', () => {
    turnTheme();
    themeButton.textContent = label();
  });
}

const KEYS: [string, string][] = [
  ['F8, Shift-F8', 'Next and previous problem, through all files'],
  ['Ctrl-Z, Ctrl-Y', 'Undo and redo, across files (Cmd on a Mac)'],
  ['Ctrl-F', 'Find in the file'],
  ['Escape, then Tab', 'Leave the editor; Tab alone indents'],
  ['Left, Right', 'On the file tabs: another file; F2 renames, Delete deletes'],
  ['Up, Down', 'In the console: earlier and later expressions'],
  ['?', 'This sheet, outside of text fields'],
];

/** The sheet of keys. */
export function keys(): void {
  dialog(
    'Keys',
    'narrow',
    h(
      'dl',
      { class: 'keys' },
      KEYS.map(([key, what]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, what)]),
    ),
  );
}
