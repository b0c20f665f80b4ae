import type { Evaluation } from 'ec2-profile-check';
import { h } from './dom';

const MAX_ENTRIES = 100;

/** A value as Terraform's console would print it: JSON, with strings, lists and objects on lines of their own. */
function printed(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? 'null';
}

/** Evaluates expressions in the pasted configuration, one after the other. */
export function console_(evaluate: (expression: string) => Promise<Evaluation>): HTMLElement {
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
      answer.textContent = result.known ? printed(result.value) : `(unknown: ${result.why})`;
      answer.classList.toggle('unknown', !result.known);
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
  return h(
    'details',
    { class: 'console' },
    h('summary', {}, 'Console'),
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
  );
}
