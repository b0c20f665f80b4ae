import type { Result } from 'ec2-profile-check';
import { h, name } from './dom';
import type { Texts } from './texts';

const WORD = { pass: 'Passes', fail: 'Fails', not_evaluated: 'Does not look' } as const;

/** Whether a tool and we say the same of a subject. */
function agrees(result: Result, verdict: keyof typeof WORD): boolean {
  if (verdict === 'not_evaluated')
    return result.status === 'not_applicable' || result.status === 'suppressed';
  return verdict === result.status;
}

/** What other tools would say of the same code, differing ones first. */
export function toolsTable(result: Result, texts: Texts): HTMLElement {
  const rows = Object.entries(result.toolVerdicts).sort(
    ([, a], [, b]) => Number(agrees(result, a.verdict)) - Number(agrees(result, b.verdict)),
  );
  return h(
    'div',
    { class: 'scroll-x', tabindex: '0', role: 'group', 'aria-label': 'Table of other tools' },
    h(
      'table',
      { class: 'tools' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Tool', 'Verdict', 'Why'].map((title) => h('th', { scope: 'col' }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(([slug, tool]) =>
          h(
            'tr',
            { class: agrees(result, tool.verdict) ? 'same' : 'differs' },
            h('th', { scope: 'row' }, texts.toolName(slug), h('code', {}, name(tool.id))),
            h('td', { class: `verdict ${tool.verdict}` }, WORD[tool.verdict]),
            h('td', {}, tool.why),
          ),
        ),
      ),
    ),
  );
}
