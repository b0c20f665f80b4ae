import type { Report } from 'ec2-profile-check';
import { byId, h, inline } from './dom';
import { download } from './download';
import { STATUS_ORDER, STATUS_WORD } from './status';
import type { Texts } from './texts';

/** The framework view: what the control means in each of the chosen frameworks, and a note to take along. */
export class Frameworks {
  #chosen: string[] = [];
  #host = byId('view-frameworks');

  constructor(
    private texts: Texts,
    private report: () => Report | null,
    private changed: (slugs: string[]) => void,
  ) {
    this.#render();
  }

  get chosen(): string[] {
    return this.#chosen;
  }

  /** Chooses frameworks; slugs that there are not are left out. */
  choose(slugs: string[]): void {
    const known = new Set(this.texts.control.frameworks.map((one) => one.slug));
    this.#chosen = slugs.filter((slug) => known.has(slug));
    this.#render();
  }

  #toggle(slug: string): void {
    this.#chosen = this.#chosen.includes(slug)
      ? this.#chosen.filter((one) => one !== slug)
      : [...this.#chosen, slug];
    this.#render();
    this.#host.querySelector<HTMLElement>(`[data-slug="${slug}"]`)?.focus();
    this.changed(this.#chosen);
  }

  #render(): void {
    const { frameworks } = this.texts.control;
    const chips = frameworks.map(({ slug, name }) =>
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          'aria-pressed': String(this.#chosen.includes(slug)),
          'data-slug': slug,
          onclick: () => this.#toggle(slug),
        },
        name,
      ),
    );
    const chosen = frameworks.filter(({ slug }) => this.#chosen.includes(slug));
    this.#host.replaceChildren(
      h('p', { class: 'hint' }, 'Choose the frameworks you answer to.'),
      h('div', { class: 'filters', role: 'group', 'aria-label': 'Frameworks' }, chips),
      ...chosen.map((framework) =>
        h(
          'article',
          { class: 'framework' },
          h('h2', {}, framework.name, ' ', h('span', { class: 'version' }, framework.version)),
          h(
            'ul',
            { class: 'requirement-list' },
            framework.requirements.map(({ id, title }) =>
              h('li', {}, h('code', {}, id), h('span', {}, title)),
            ),
          ),
          h('p', {}, inline(framework.interpretation.text)),
          framework.auditorAsks
            ? h(
                'div',
                { class: 'asks' },
                h('h3', {}, 'What an auditor asks for'),
                h('p', {}, inline(framework.auditorAsks)),
              )
            : null,
          framework.differences.length
            ? h(
                'details',
                { class: 'part' },
                h('summary', {}, 'Where sources differ'),
                h(
                  'ul',
                  {},
                  framework.differences.map((one) =>
                    h('li', {}, h('code', {}, one.about), ' ', inline(one.text)),
                  ),
                ),
              )
            : null,
        ),
      ),
      chosen.length
        ? h(
            'p',
            { class: 'buttons' },
            h(
              'button',
              { type: 'button', class: 'primary', onclick: () => this.#export() },
              'Download a note for the file',
            ),
          )
        : h(
            'p',
            { class: 'empty' },
            'Nothing chosen yet. Each choice shows the requirements this control counts for, what it means there, and what to have ready.',
          ),
    );
  }

  #export(): void {
    download('instance-profile-frameworks.md', 'text/markdown', this.note() ?? '');
  }

  /** The chosen frameworks and the state of the configuration, as Markdown; null when none is chosen. */
  note(): string | null {
    if (this.#chosen.length === 0) return null;
    const lines = [`# ${this.texts.control.title}`, ''];
    const report = this.report();
    if (report) {
      const { results } = report;
      const counts = STATUS_ORDER.map(
        (status) =>
          [STATUS_WORD[status], results.filter((result) => result.status === status).length] as const,
      );
      lines.push(
        `${results.length} subjects: ${
          counts
            .filter(([, n]) => n > 0)
            .map(([word, n]) => `${word.toLowerCase()} ${n}`)
            .join(', ') || 'none'
        }.`,
        '',
      );
      for (const result of results)
        lines.push(
          `- ${STATUS_WORD[result.status]}: ${code(result.address)} (${code(`${result.location.file}:${result.location.start.line}`)})`,
        );
      lines.push('');
    }
    for (const { slug, name, version, requirements, interpretation, auditorAsks } of this.texts.control
      .frameworks) {
      if (!this.#chosen.includes(slug)) continue;
      lines.push(
        `## ${name} ${version}`,
        '',
        ...requirements.map(({ id, title }) => `- ${id}: ${title}`),
        '',
        interpretation.text,
        '',
      );
      if (auditorAsks) lines.push('What an auditor asks for:', '', auditorAsks, '');
    }
    return lines.join('\n');
  }
}

/** A name from the input as code, in which nothing links, mentions or marks up. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text.replace(/[\r\n]+/g, ' ')}${pad}${fence}`;
}
