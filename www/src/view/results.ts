import type { Report, Result, Status } from 'ec2-profile-check';
import { firstToMend } from './banner';
import { type CardActions, card, cardKey } from './card';
import { h, sentence } from './dom';
import { icon, STATUS_ORDER, STATUS_WORD } from './status';
import type { Texts } from './texts';

/** From this many results on, a search field is worth its place. */
const MANY = 8;
/** So many cards are made at a time: thousands would hold up every keystroke. */
const AT_ONCE = 200;

/**
 * The list of subjects. Cards that say the same as before are left as they are, so that typing neither closes
 * what is open nor costs more than what changed.
 */
export class Results {
  #list = h('div', { class: 'cards' });
  #bar = h('div', { class: 'filters', role: 'group', 'aria-label': 'Show' });
  #search = h('input', {
    type: 'search',
    class: 'search',
    placeholder: 'Filter by address',
    'aria-label': 'Filter by address',
  });
  #diagnostics = h('ul', { class: 'diagnostics', 'aria-label': 'About the input' });
  #shown = new Map<string, { text: string; element: HTMLElement }>();
  #only: Status | null = null;
  #report: Report | null = null;
  /** What was opened or closed by hand, by card. */
  #wish = new Map<string, boolean>();
  #stale: Result[] = [];
  #limit = AT_ONCE;

  constructor(
    host: HTMLElement,
    private texts: Texts,
    private actions: CardActions,
  ) {
    host.append(this.#diagnostics, this.#bar, this.#search, this.#list);
    this.#search.addEventListener('input', () => {
      this.#limit = AT_ONCE;
      this.#render();
    });
    this.#list.addEventListener('click', (event) => {
      const summary = (event.target as Element).closest('summary');
      const details = summary?.parentElement;
      if (details instanceof HTMLDetailsElement && details.classList.contains('card')) {
        this.#wish.set(details.dataset.key ?? '', !details.open);
      }
    });
  }

  /** Shows a report. Subjects of a file that cannot be read at the moment stay, marked as of before. */
  show(report: Report): void {
    const broken = new Set(
      report.diagnostics
        .filter((one) => /syntax-error$/.test(one.code) && one.location)
        .map((one) => one.location?.file),
    );
    const here = new Set(report.results.map(cardKey));
    const before = [...(this.#report?.results ?? []), ...this.#stale];
    this.#stale = before.filter((result, index) => {
      const key = cardKey(result);
      return (
        broken.has(result.location.file) &&
        !here.has(key) &&
        before.findIndex((other) => cardKey(other) === key) === index
      );
    });
    this.#report = report;
    this.#render();
  }

  /** Forgets what was opened: these are other files. */
  reset(): void {
    this.#wish.clear();
    this.#stale = [];
    this.#only = null;
    this.#limit = AT_ONCE;
    this.#search.value = '';
  }

  #render(): void {
    const report = this.#report;
    if (!report) return;
    this.#renderDiagnostics(report);
    this.#renderFilters(report);
    const needle = this.#search.value.trim().toLowerCase();
    this.#search.hidden = report.results.length < MANY;
    const first =
      firstToMend(report.results) ?? (report.results.length === 1 ? report.results[0] : undefined);
    const roots = new Set(report.results.map((result) => result.root));
    const next = new Map<string, { text: string; element: HTMLElement }>();
    const nodes: HTMLElement[] = [];
    let root: string | null = null;
    const visible = report.results
      .filter(
        (result) =>
          (!this.#only || result.status === this.#only) &&
          (!needle || result.address.toLowerCase().includes(needle)),
      )
      .sort(
        (a, b) =>
          (a.root < b.root ? -1 : a.root > b.root ? 1 : 0) ||
          STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status),
      );
    for (const result of visible.slice(0, this.#limit)) {
      if (roots.size > 1 && result.root !== root) {
        root = result.root;
        nodes.push(h('h2', { class: 'root' }, root || 'top folder'));
      }
      const key = cardKey(result);
      const open = this.#wish.get(key) ?? result === first;
      const text = `${open}${JSON.stringify(result)}`;
      const kept = this.#shown.get(key);
      const element = kept?.text === text ? kept.element : card(result, open, this.texts, this.actions);
      next.set(key, { text, element });
      nodes.push(element);
    }
    const left = visible.length - this.#limit;
    if (left > 0) {
      nodes.push(
        h(
          'button',
          { type: 'button', class: 'quiet more', onclick: () => this.#more() },
          `Show ${Math.min(left, AT_ONCE)} more of ${left.toLocaleString('en')}`,
        ),
      );
    }
    for (const result of this.#stale) {
      const element = card(result, false, this.texts, this.actions);
      element.classList.add('stale');
      element.querySelector('summary')?.append(h('span', { class: 'as-of' }, 'as of before the error'));
      nodes.push(element);
    }
    if (visible.length === 0 && report.results.length > 0)
      nodes.push(h('p', { class: 'empty' }, 'No subject matches this filter.'));
    if (report.results.length === 0 && this.#stale.length === 0) {
      nodes.push(
        h(
          'p',
          { class: 'empty' },
          'Each subject gets a card here: verdict, reason, and its credential chain.',
        ),
      );
    }
    this.#shown = next;
    const focused = this.#list.querySelector<HTMLElement>(':focus');
    const key = focused?.closest<HTMLElement>('.card')?.dataset.key ?? '';
    replaceIfChanged(this.#list, nodes);
    // What had the focus was moved, or drawn anew: it stays with the subject, or with the list.
    if (focused && document.activeElement !== focused) {
      const summary = (next.get(key)?.element ?? this.#list).querySelector('summary');
      (focused.isConnected ? focused : summary)?.focus({ preventScroll: true });
    }
  }

  #more(): void {
    const next = this.#limit;
    this.#limit += AT_ONCE;
    this.#render();
    this.#list.querySelectorAll<HTMLElement>('.card > summary')[next]?.focus();
  }

  #renderDiagnostics(report: Report): void {
    const items = report.diagnostics.slice(0, 50).map((diagnostic) => {
      const { location } = diagnostic;
      return h(
        'li',
        { class: diagnostic.severity },
        icon(diagnostic.severity === 'error' ? 'error' : 'unknown'),
        h(
          'span',
          {},
          sentence(diagnostic.message),
          ' ',
          location
            ? h(
                'button',
                { type: 'button', class: 'place', onclick: () => this.actions.jump(location) },
                `${location.file}:${location.start.line}:${location.start.column}`,
              )
            : null,
        ),
      );
    });
    if (report.diagnostics.length > 50)
      items.push(h('li', { class: 'info' }, `and ${report.diagnostics.length - 50} more`));
    this.#diagnostics.replaceChildren(...items);
    this.#diagnostics.hidden = items.length === 0;
  }

  #renderFilters(report: Report): void {
    const counts = new Map<Status, number>();
    for (const { status } of report.results) counts.set(status, (counts.get(status) ?? 0) + 1);
    if (this.#only && !counts.has(this.#only)) this.#only = null;
    this.#bar.hidden = report.results.length < 2;
    const chip = (label: string, count: number, status: Status | null) =>
      h(
        'button',
        {
          type: 'button',
          class: `chip ${status ?? 'all'}`,
          'aria-pressed': String(this.#only === status),
          'data-status': status ?? 'all',
          onclick: () => {
            this.#only = status;
            this.#render();
            this.#bar.querySelector<HTMLElement>(`[data-status="${status ?? 'all'}"]`)?.focus();
          },
        },
        status ? icon(status) : null,
        label,
        h('span', { class: 'number' }, count.toLocaleString('en')),
      );
    this.#bar.replaceChildren(
      chip('All', report.results.length, null),
      ...STATUS_ORDER.filter((status) => counts.has(status)).map((status) =>
        chip(STATUS_WORD[status], counts.get(status) ?? 0, status),
      ),
    );
  }
}

function replaceIfChanged(parent: HTMLElement, nodes: HTMLElement[]): void {
  const same =
    parent.childElementCount === nodes.length &&
    nodes.every((node, index) => parent.children[index] === node);
  if (!same) parent.replaceChildren(...nodes);
}
