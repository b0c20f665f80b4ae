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

/** The value to assume for an outcome told in words, or undefined when it is no one value. */
export function valueFor(is: string): { value: unknown } | undefined {
  const words = is.trim();
  try {
    return { value: JSON.parse(words) };
  } catch {
    // Not a literal: one of the engine's phrases.
  }
  if (/^not (empty|null)/.test(words) || /^(set|some|given)/.test(words)) return { value: 'example' };
  if (/^empty/.test(words)) return { value: '' };
  const other = /^not "(.*)"$/.exec(words) ?? /^(?:anything|any value) (?:else|but)/.exec(words);
  if (other) return { value: other[1] === 'other' ? 'another' : 'other' };
  return undefined;
}

/** Whether the page can assume a value for this input: only variables of the root module can be given. */
export function isVariable(input: string): boolean {
  return /^var\.[\p{L}_][\p{L}\p{N}_-]*$/u.test(input);
}

/** What the verdict depends on: a switch per input, and every case with its outcome. */
export function cases(list: Case[], assume: (input: string, is: string) => void): HTMLElement {
  const switches = [...outcomes(list)]
    .filter(([input]) => isVariable(input))
    .map(([input, values]) => inputSwitch(input, values, assume));
  return h(
    'div',
    { class: 'cases' },
    switches.length
      ? h('p', { class: 'hint' }, 'Undecided inputs. Give one a value to see what follows:')
      : null,
    switches,
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
function inputSwitch(
  input: string,
  values: string[],
  assume: (input: string, is: string) => void,
): HTMLElement {
  return h(
    'div',
    { class: 'switch', role: 'group', 'aria-label': `Assume for ${input}` },
    h('code', { class: 'input' }, input),
    h(
      'span',
      { class: 'segments' },
      values.map((is) => {
        const assumed = valueFor(is);
        if (!assumed) return null;
        const sample = JSON.stringify(assumed.value);
        const isLiteral = sample === is.trim() || is === 'empty';
        return h(
          'button',
          { type: 'button', onclick: () => assume(input, is) },
          is,
          isLiteral ? null : [' ', h('span', { class: 'sample' }, `e.g. ${sample}`)],
        );
      }),
    ),
  );
}
