import type { Example } from '../examples';
import { dialog } from './dialog';
import { h } from './dom';
import { badge } from './status';

/** The examples to choose from, by group. */
export async function gallery(load: (example: Example) => void): Promise<void> {
  const { EXAMPLES } = await import('../examples');
  const groups = [...new Set(EXAMPLES.map((example) => example.group))];
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
          EXAMPLES.filter((example) => example.group === group).map((example) =>
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
