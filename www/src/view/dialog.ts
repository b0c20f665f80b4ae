import { byId, h } from './dom';
import { icon } from './status';

/** A modal dialog with a title and a way out; it leaves the document when it is closed. */
export function dialog(
  title: string,
  className: string,
  ...body: (Node | string | null)[]
): HTMLDialogElement {
  const close = () => element.close();
  const element: HTMLDialogElement = h(
    'dialog',
    { class: `dialog ${className}`, 'aria-label': title },
    h(
      'header',
      {},
      h('h2', {}, title),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: close },
        icon('close'),
      ),
    ),
    h('div', { class: 'dialog-body' }, ...body),
  );
  // What may have to be scrolled must be reached by key; a button inside is reached anyway.
  const content = element.querySelector<HTMLElement>('.dialog-body');
  if (content && !content.querySelector('button, input, textarea')) content.tabIndex = 0;
  element.addEventListener('close', () => element.remove());
  // A click on the dialog itself, not on what is in it, is a click beside it.
  element.addEventListener('click', (event) => event.target === element && close());
  document.body.append(element);
  element.showModal();
  return element;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** A short notice at the edge of the page, read out as well. */
export function notice(text: string, tone: 'info' | 'trouble' = 'info'): void {
  const place = byId('notice');
  place.textContent = text;
  place.className = `notice shown ${tone}`;
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove('shown'), tone === 'trouble' ? 9000 : 4000);
}

/** Reads a text out to those who listen; nothing is shown. */
export function announce(text: string): void {
  const region = byId('live');
  if (region.textContent !== text) region.textContent = text;
}
