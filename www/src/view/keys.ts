import { dialog } from './dialog';
import { h } from './dom';

const KEYS: [keys: string[], what: string][] = [
  [['F8', 'Shift-F8'], 'Next and previous problem, through all files'],
  [['Ctrl-Z', 'Ctrl-Y'], 'Undo and redo, across files (Cmd on a Mac)'],
  [['Ctrl-F'], 'Find in the file'],
  [['Escape', 'Tab'], 'One after the other: leave the editor; Tab alone indents'],
  [['Left', 'Right'], 'On the file tabs: another file'],
  [['F2', 'Delete'], 'On the file tabs: rename, delete'],
  [['Up', 'Down'], 'In the console: earlier and later expressions'],
  [['?'], 'This sheet, outside of text fields'],
];

/** The sheet of keys. */
export function keys(): void {
  dialog(
    'Keys',
    'narrow',
    h(
      'dl',
      { class: 'keys' },
      KEYS.map(([list, what]) => [
        h(
          'dt',
          {},
          list.map((key, index) => [index > 0 ? ' ' : null, h('kbd', {}, key)]),
        ),
        h('dd', {}, what),
      ]),
    ),
  );
}
