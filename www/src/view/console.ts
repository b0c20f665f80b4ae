import type { Evaluation } from 'ec2-profile-check';
import { h } from './dom';

const MAX_ENTRIES = 100;

/** An answer as Terraform's console prints it; for an unknown one why, and what it is in each case. */
function printed(evaluation: Evaluation): string {
  if (evaluation.known) return evaluation.text;
  const { error, why, location, cases = [] } = evaluation;
  const place = location?.file ? ` (${location.file}:${location.start.line})` : '';
  return [
    `${error ? 'error' : 'unknown'}: ${why}${place}`,
    ...cases.map(
      ({ when, text }) => `  ${when.map(({ input, is }) => `${input} is ${is}`).join(', ')}: ${text}`,
    ),
  ].join('\n');
}

/** Evaluates expressions in the pasted configuration, one after the other: the answers, and the field for the next. */
export function console_(evaluate: (expression: string) => Promise<Evaluation>): HTMLElement[] {
  const log = h('div', { class: 'console-log', role: 'log', 'aria-label': 'Answers', tabindex: '0' });
  const input = h('input', {
    type: 'text',
    id: 'console-input',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    placeholder: 'aws_instance.web.iam_instance_profile, or upper("abc")',
    'aria-label': 'Expression to evaluate',
  });
  const history: string[] = [];
  let at = 0;

  const ask = async () => {
    const expression = input.value.trim();
    if (!expression) return;
    if (history.at(-1) !== expression) history.push(expression);
    at = history.length;
    input.value = '';
    const answer = h('pre', { class: 'answer' }, '…');
    log.append(
      h(
        'div',
        { class: 'entry' },
        h('pre', { class: 'question' }, h('span', { 'aria-hidden': 'true' }, '> '), expression),
        answer,
      ),
    );
    while (log.childElementCount > MAX_ENTRIES) log.firstElementChild?.remove();
    try {
      const result = await evaluate(expression);
      answer.textContent = printed(result);
      if (!result.known) answer.classList.add(result.error ? 'failed' : 'unknown');
    } catch (error) {
      answer.textContent = error instanceof Error ? error.message : String(error);
      answer.classList.add('failed');
    }
    log.scrollTop = log.scrollHeight;
  };
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    at = Math.min(history.length, Math.max(0, at + (event.key === 'ArrowUp' ? -1 : 1)));
    input.value = history[at] ?? '';
    event.preventDefault();
  });
  return [
    log,
    h(
      'form',
      {
        onsubmit: (event: Event) => {
          event.preventDefault();
          void ask();
        },
      },
      h('span', { class: 'prompt', 'aria-hidden': 'true' }, '>'),
      input,
      h('button', { type: 'submit', class: 'quiet' }, 'Evaluate'),
    ),
  ];
}
