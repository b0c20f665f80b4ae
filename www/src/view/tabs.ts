import { pathProblem } from '../workspace/paths';
import type { Workspace } from '../workspace/workspace';
import { WorkspaceError } from '../workspace/workspace';
import { dialog, notice } from './dialog';
import { h } from './dom';

/**
 * Asks for a file name until it is one that can be taken, or the reader gives up. What `done` gives back is called
 * when the dialog is gone.
 */
function askName(title: string, value: string, done: (name: string) => undefined | (() => void)): void {
  const input = h('input', {
    type: 'text',
    value,
    spellcheck: 'false',
    autocapitalize: 'off',
    'aria-label': 'File name',
    'aria-describedby': 'name-problem',
  });
  const problem = h('p', { class: 'problem', id: 'name-problem', role: 'alert' });
  const form = h(
    'form',
    {
      class: 'name-form',
      onsubmit: (event: Event) => {
        event.preventDefault();
        const name = input.value.trim();
        const wrong = pathProblem(name);
        if (wrong) {
          problem.textContent = wrong;
          return;
        }
        try {
          const next = done(name);
          box.close();
          next?.();
        } catch (error) {
          problem.textContent = error instanceof WorkspaceError ? error.message : String(error);
        }
      },
    },
    h('p', { class: 'hint' }, 'A slash makes folders: ', h('code', {}, 'modules/web/main.tf'), '.'),
    input,
    problem,
    h('div', { class: 'buttons' }, h('button', { type: 'submit', class: 'primary' }, 'Done')),
  );
  const box = dialog(title, 'narrow', form);
  input.focus();
  input.setSelectionRange(
    value.lastIndexOf('/') + 1,
    value.lastIndexOf('.') > 0 ? value.lastIndexOf('.') : value.length,
  );
}

/** The files as tabs, with what can be done to them. */
export class Tabs {
  constructor(
    private host: HTMLElement,
    private workspace: Workspace,
    private focusEditor: () => void,
  ) {
    host.addEventListener('keydown', (event) => this.#key(event));
    workspace.subscribe(() => this.render());
    this.render();
  }

  /** Draws the tabs; `problemsIn` says how many problems a file has. */
  render(problemsIn: ReadonlyMap<string, number> = this.#counts): void {
    this.#counts = problemsIn;
    const { active, paths } = this.workspace;
    const focused = this.host.contains(document.activeElement);
    this.host.replaceChildren(
      ...paths.map((path) => {
        const count = problemsIn.get(path) ?? 0;
        const folder = path.lastIndexOf('/') + 1;
        return h(
          'button',
          {
            type: 'button',
            role: 'tab',
            class: 'tab',
            'aria-selected': String(path === active),
            'aria-controls': 'editor',
            tabindex: path === active ? 0 : -1,
            title: path,
            'data-path': path,
            onclick: () => this.workspace.show(path),
            ondblclick: () => this.rename(),
          },
          folder ? h('span', { class: 'folder' }, path.slice(0, folder)) : null,
          h('span', { class: 'file' }, path.slice(folder)),
          count
            ? h(
                'span',
                { class: 'count' },
                count.toLocaleString('en'),
                h('span', { class: 'sr-only' }, count === 1 ? ' problem' : ' problems'),
              )
            : null,
        );
      }),
    );
    const selected = this.host.querySelector<HTMLElement>('[aria-selected="true"]');
    if (focused) selected?.focus();
    selected?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  #counts: ReadonlyMap<string, number> = new Map();

  add(): void {
    askName('New file', 'new.tf', (name) => {
      this.workspace.create(name);
      return this.focusEditor;
    });
  }

  rename(): void {
    const { active } = this.workspace;
    askName('Rename or move', active, (name) => {
      this.workspace.rename(active, name);
      return undefined;
    });
  }

  remove(): void {
    const { active } = this.workspace;
    this.workspace.remove(active);
    notice(`${active} deleted. Undo brings it back.`);
  }

  #key(event: KeyboardEvent): void {
    const { active, paths } = this.workspace;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = paths[(paths.indexOf(active) + step + paths.length) % paths.length];
      if (next) this.workspace.show(next);
    } else if (event.key === 'F2') this.rename();
    else if (event.key === 'Delete') this.remove();
    else return;
    event.preventDefault();
  }
}
