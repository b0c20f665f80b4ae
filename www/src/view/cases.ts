import type { Case } from 'ec2-profile-check';
import { h } from './dom';
import { badge } from './status';

/** The outcomes an input may have, in the order in which the cases name them. */
export function outcomes(cases: Case[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { when } of cases) {
    for (const { input, is } of when) {
      const list = found.get(input) ?? [];
      if (!list.includes(is)) found.set(input, [...list, is]);
    }
  }
  return found;
}

/** What the switches ask of the page. */
export interface CaseActions {
  /** A value of this outcome, told in the engine's words, for an input; undefined when there is none to give. */
  sample(input: string, is: string): unknown;
  /** Gives an undecided input a value of this outcome. */
  assume(input: string, is: string): void;
  /** Goes to the form's row of a variable. */
  ask(variable: string): void;
}

/** What the verdict depends on: a switch per input, and every case with its outcome. */
export function cases(list: Case[], actions: CaseActions): HTMLElement {
  return h(
    'div',
    { class: 'cases' },
    h(
      'div',
      { class: 'assume' },
      h('p', { class: 'hint' }, 'Undecided inputs. Give one a value to see what follows:'),
      [...outcomes(list)].map(([input, values]) => inputSwitch(input, values, actions)),
    ),
    h(
      'ul',
      { class: 'case-list', 'aria-label': 'Cases' },
      list.map(({ when, status, code }) =>
        h(
          'li',
          {},
          badge(status),
          h(
            'span',
            {},
            when.map(({ input, is }, index) => [
              index > 0 ? ' and ' : 'when ',
              h('code', {}, input),
              ' is ',
              h('code', {}, is),
            ]),
          ),
          h('code', { class: 'code' }, code),
        ),
      ),
    ),
  );
}

/** The outcomes of an input as buttons. Where an outcome is many values, one of them is named and will be assumed. */
function inputSwitch(input: string, values: string[], { sample, assume, ask }: CaseActions): HTMLElement {
  const choices = values.flatMap((is) => {
    const value = sample(input, is);
    if (value === undefined) return [];
    // Of lists and maps the value is an expression already.
    const text = typeof value === 'string' && /^[[{]/.test(value) ? value : JSON.stringify(value);
    const isItself = text === is.trim() || is === 'empty';
    return [
      h(
        'button',
        { type: 'button', onclick: () => assume(input, is) },
        is,
        isItself ? null : [' ', h('span', { class: 'sample' }, `e.g. ${text}`)],
      ),
    ];
  });
  const variables = [
    ...new Set([...input.matchAll(/\bvar\.([\p{L}_][\p{L}\p{N}_-]*)/gu)].map(([, one = '']) => one)),
  ];
  return h(
    'div',
    { class: 'switch', role: 'group', 'aria-label': `Assume for ${input}` },
    h('code', { class: 'input' }, input),
    choices.length
      ? h('span', { class: 'segments' }, choices)
      : variables.length
        ? variables.map((variable) =>
            h(
              'button',
              { type: 'button', class: 'quiet', onclick: () => ask(variable) },
              `Give var.${variable} a value`,
            ),
          )
        : h('span', { class: 'hint' }, 'only known when it is applied'),
  );
}
