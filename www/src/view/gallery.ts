import type { Control } from 'ec2-profile-check';
import type { Answers } from '../engine/protocol';
import { type Example, EXAMPLES as own, pitfallExamples } from '../examples';
import { dialog } from './dialog';
import { h } from './dom';
import { badge, STATUS_ORDER } from './status';

/** How an example ends: the verdict that deserves attention first, and whether one that passes is a trap all the same. */
function outcome({ statuses, pitfalls }: Answers['judge']): HTMLElement | null {
  const status = STATUS_ORDER.find((one) => statuses.includes(one));
  if (!status) return null;
  const trap = status === 'pass' && pitfalls > 0;
  return h(
    'span',
    { class: 'outcome' },
    badge(status),
    trap ? h('span', { class: 'hint' }, 'but a pitfall') : null,
  );
}

/** The examples to choose from, by group, each with the engine's verdict on it. */
export async function gallery(
  control: Control,
  judge: (files: Example['files']) => Promise<Answers['judge']>,
  load: (example: Example) => void,
): Promise<void> {
  const examples = [...own, ...pitfallExamples(control)];
  const groups = [...new Set(examples.map((example) => example.group))];
  const box = dialog(
    'Examples',
    'gallery',
    ...groups.map((group) =>
      h(
        'section',
        {},
        h('h3', {}, group),
        h(
          'ul',
          {},
          examples
            .filter((example) => example.group === group)
            .map((example) =>
              h(
                'li',
                {},
                h(
                  'button',
                  {
                    type: 'button',
                    'data-example': example.id,
                    onclick: () => {
                      box.close();
                      load(example);
                    },
                  },
                  h('span', {}, example.title),
                ),
              ),
            ),
        ),
      ),
    ),
  );
  for (const example of examples) {
    if (!box.open) break;
    // Where the engine has no answer, the example is there all the same.
    const verdict = await judge(example.files).then(outcome, () => null);
    if (verdict) box.querySelector(`[data-example="${CSS.escape(example.id)}"]`)?.append(verdict);
  }
}
