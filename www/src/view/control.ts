import { byId, h, inline } from './dom';
import type { Texts } from './texts';

/** What the control view asks of the page. */
export interface ControlHooks {
  /** Puts a sample into the editor. */
  load(code: string): void;
}

function sample(code: string, label: string, hooks: ControlHooks): HTMLElement {
  return h(
    'figure',
    { class: 'sample' },
    h('pre', { tabindex: '0' }, h('code', {}, code)),
    h(
      'figcaption',
      {},
      h('button', { type: 'button', class: 'quiet', onclick: () => hooks.load(code) }, label),
    ),
  );
}

/** The control itself: why it is there, its pitfalls, how to get there, what auditors look for, its names elsewhere. */
export function controlView({ control }: Texts, hooks: ControlHooks): void {
  if (byId('view-control').firstChild) return;
  const section = (title: string, ...body: (HTMLElement | HTMLElement[])[]) =>
    h('section', {}, h('h2', {}, title), ...body);
  const { retrofit } = control;
  byId('view-control').replaceChildren(
    section(
      control.title,
      h('p', {}, inline(control.rationale)),
      h(
        'ul',
        {},
        control.checks.map((check) => h('li', {}, inline(check))),
      ),
    ),
    section(
      'Pitfalls',
      control.pitfalls.map(({ id, title, explanation, consequence, wayOut, affected, mended }) =>
        h(
          'details',
          { class: 'part', 'data-explain': id },
          h('summary', {}, title),
          h('p', {}, inline(explanation)),
          h('p', {}, inline(consequence)),
          h('p', {}, h('strong', {}, 'The way out: '), inline(wayOut)),
          affected ? sample(affected, 'Open the trap in the editor', hooks) : null,
          mended ? sample(mended, 'Open the mended one in the editor', hooks) : null,
        ),
      ),
    ),
    section(
      'Three ways to implement it',
      control.implementations.map(({ title, text, note, code }) =>
        h(
          'details',
          { class: 'part' },
          h('summary', {}, title),
          h('p', {}, inline(text)),
          note ? h('p', { class: 'hint' }, inline(note)) : null,
          sample(code, 'Open in the editor', hooks),
        ),
      ),
    ),
    section(
      'Instances that already run',
      h('p', {}, inline(retrofit.summary)),
      retrofit.steps.map(({ title, text, command }) =>
        h(
          'details',
          { class: 'part' },
          h('summary', {}, title),
          h('p', {}, inline(text)),
          h('pre', { tabindex: '0' }, h('code', {}, command)),
        ),
      ),
      [retrofit.propagation, retrofit.terraform, retrofit.cleanup].map((text) => h('p', {}, inline(text))),
    ),
    section(
      'Audit evidence',
      control.evidence.map(({ title, shows, auditorAsks, commands }) =>
        h(
          'details',
          { class: 'part' },
          h('summary', {}, title),
          h('p', {}, inline(shows)),
          h('p', {}, inline(auditorAsks)),
          commands.map((one) => [
            h('p', { class: 'hint' }, one.title),
            h('pre', { tabindex: '0' }, h('code', {}, one.command)),
          ]),
        ),
      ),
    ),
    section(
      'The same control elsewhere',
      control.tools.map(({ name, id, looksAt, judges }) =>
        h(
          'details',
          { class: 'part' },
          h('summary', {}, name, ' ', h('code', { class: 'code' }, id)),
          h('p', {}, inline(looksAt)),
          h('p', {}, inline(judges)),
        ),
      ),
    ),
    h(
      'details',
      { class: 'part codes' },
      h('summary', {}, `Every reason code (${control.codes.length})`),
      control.codes.map(({ code, title, explanation, consequence, wayOut }) =>
        h(
          'details',
          { class: 'part', 'data-explain': code },
          h('summary', {}, title, ' ', h('code', { class: 'code' }, code)),
          h('p', {}, inline(explanation)),
          h('p', {}, inline(consequence)),
          h('p', {}, inline(wayOut)),
        ),
      ),
    ),
    h('p', { class: 'hint' }, `Texts reviewed ${control.lastReviewed.ours}.`),
  );
}

/** Opens the explanation of a code or pitfall; false when there is none of that id. */
export function explain(id: string): boolean {
  const entry = [...byId('view-control').querySelectorAll<HTMLDetailsElement>('details[data-explain]')].find(
    (details) => details.dataset.explain === id,
  );
  if (!entry) return false;
  entry.open = true;
  for (let around = entry.parentElement; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
  }
  entry.scrollIntoView({ block: 'center' });
  entry.querySelector('summary')?.focus();
  return true;
}
