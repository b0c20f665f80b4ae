// What is said where the verdict on screen is not of what is in the editor, and what can be done about it.
import type { Overdue } from '../checker';
import { h } from './dom';

/** What the reader can do. */
export interface OverdueActions {
  takeTime(): void;
  stop(): void;
}

const amount = (n: number, one: string) => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;

/** How much there is to check: the reason why it takes long, as a rule. */
function size(files: ReadonlyMap<string, string>): string {
  let lines = 0;
  for (const text of files.values()) lines += text.split('\n').length;
  return `${amount(lines, 'line')} in ${amount(files.size, 'file')}`;
}

/** The state in words, with its button; `hadVerdict` tells whether there is one of before on screen. */
export function overdue(
  state: Overdue,
  files: ReadonlyMap<string, string>,
  hadVerdict: boolean,
  actions: OverdueActions,
): HTMLElement {
  const before = hadVerdict ? ' What you see here is of before your last change.' : '';
  const [headline, text] = {
    slow: [
      'Not checked: it takes longer than two seconds',
      `There are ${size(files)}. The check was stopped, so that the page stays quick.${before}`,
    ],
    running: ['Checking, without a limit of two seconds', `There are ${size(files)}.${before}`],
    stopped: ['Not checked: the check broke off', `${'message' in state ? state.message : ''}${before}`],
  }[state.why];
  return h(
    'section',
    { class: `overdue ${state.why}`, 'aria-label': 'Not checked' },
    h('p', { class: 'headline' }, headline),
    h('p', {}, text),
    h(
      'div',
      { class: 'buttons' },
      state.why === 'running'
        ? h('button', { type: 'button', class: 'quiet', onclick: () => actions.stop() }, 'Stop')
        : h(
            'button',
            { type: 'button', class: 'quiet', onclick: () => actions.takeTime() },
            state.why === 'slow' ? 'Take the time it needs' : 'Try again',
          ),
    ),
  );
}
