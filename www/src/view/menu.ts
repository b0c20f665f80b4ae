import { dialog } from './dialog';
import { byId, h } from './dom';
import { theme, turnTheme } from './theme';

/** An entry of the header's menu. */
export interface Entry {
  label: string;
  /** Found by tests and by the style sheet. */
  name: string;
  run(): void;
}

/** The header: entries, and the switch between light, dark and what the device says. */
export function menu(entries: Entry[]): void {
  const label = () => ({ system: 'Theme: device', light: 'Theme: light', dark: 'Theme: dark' })[theme()];
  const themeButton = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'data-name': 'theme',
      onclick: () => {
        turnTheme();
        themeButton.textContent = label();
      },
    },
    label(),
  );
  byId('menu').replaceChildren(
    ...entries.map(({ label: text, name, run }) =>
      h('button', { type: 'button', class: 'quiet', 'data-name': name, onclick: run }, text),
    ),
    themeButton,
  );
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
