import type { Control } from 'ec2-profile-check';
import type { Example } from '../examples';
import { dialog } from './dialog';
import { h } from './dom';
import { badge } from './status';

/** The examples to choose from, by group. */
export async function gallery(control: Control, load: (example: Example) => void): Promise<void> {
  const { EXAMPLES: own, pitfallExamples } = await import('../examples');
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
                  example.outcome ? badge(example.outcome) : null,
                ),
              ),
            ),
        ),
      ),
    ),
  );
}
