import { h } from '../view/dom';
import { icon } from '../view/status';
import type { Tabs } from '../view/tabs';
import type { Intake } from './intake';

/** The buttons beside the tabs, and the page as a place to drop files; `room` says for how many there is place. */
export function listenForFiles(
  tools: HTMLElement,
  overlay: HTMLElement,
  tabs: Tabs,
  room: () => number,
  take: (intake: Intake) => void,
): void {
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    'aria-label': 'Open files',
    accept: '.tf,.tofu,.tfvars,.json,.zip,.tftpl,.tpl,.sh,.yaml,.yml,.txt',
    onchange: async () => {
      const chosen = [...(picker.files ?? [])];
      picker.value = '';
      const { fromFiles } = await import('./intake');
      take(await fromFiles(chosen, room()));
    },
  });
  const button = (label: string, shape: 'add' | 'rename' | 'delete', run: () => void) =>
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': label,
        title: label,
        'data-name': `${shape}-file`,
        onclick: run,
      },
      icon(shape),
    );
  tools.replaceChildren(
    button('New file', 'add', () => tabs.add()),
    button('Rename or move the file', 'rename', () => tabs.rename()),
    button('Delete the file', 'delete', () => tabs.remove()),
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-name': 'open', onclick: () => picker.click() },
      'Open…',
    ),
    picker,
  );
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  let over: ReturnType<typeof setTimeout> | undefined;
  const away = () => {
    clearTimeout(over);
    overlay.hidden = true;
  };
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    overlay.hidden = false;
    // It comes again and again while files are over the page; a drag that is given up may end without a word.
    clearTimeout(over);
    over = setTimeout(away, 1000);
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) away();
  });
  document.addEventListener(
    'drop',
    async (event) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.stopPropagation();
      away();
      // What was dropped is there for as long as the event lasts.
      const { items, files } = event.dataTransfer;
      const entries = [...items].map((item) => item.webkitGetAsEntry?.() ?? null);
      const list = [...files];
      const { fromDrop } = await import('./intake');
      take(await fromDrop(entries, list, room()));
    },
    // Before the editor sees it, which would insert the file as text at the cursor.
    { capture: true },
  );
}
