import type { Fix, Location, Result, RunningInstances, Status } from 'ec2-profile-check';
import { type CaseActions, cases } from './cases';
import { chain } from './chain';
import { h, inline, name } from './dom';
import { badge, icon } from './status';
import type { Texts } from './texts';
import { toolsTable } from './tools';

/** What a card asks of the page. */
export interface CardActions extends CaseActions {
  jump(location: Location): void;
  preview(fix: Fix): void;
  apply(fix: Fix): void;
  showFramework(slug: string): void;
  /** Shows what a reason code means. */
  explain(code: string): void;
}

function place(location: Location, jump: CardActions['jump']): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'place', title: 'Go to the source', onclick: () => jump(location) },
    `${location.file}:${location.start.line}`,
  );
}

function part(title: string, open: boolean, ...body: HTMLElement[]): HTMLElement {
  return h('details', { class: 'part', open }, h('summary', {}, title), ...body);
}

function fixes(result: Result, actions: CardActions): HTMLElement {
  return h(
    'ul',
    { class: 'fixes', 'aria-label': 'Fixes' },
    result.fixes.map((fix) =>
      h(
        'li',
        {},
        h('span', { class: 'fix-title' }, fix.title),
        h(
          'span',
          { class: 'buttons' },
          h('button', { type: 'button', class: 'quiet', onclick: () => actions.preview(fix) }, 'Preview'),
          h('button', { type: 'button', class: 'primary', onclick: () => actions.apply(fix) }, 'Apply'),
        ),
      ),
    ),
  );
}

function trace(result: Result, jump: CardActions['jump']): HTMLElement {
  return h(
    'ol',
    { class: 'trace' },
    result.trace.map((step) =>
      h(
        'li',
        {},
        // A literal says all there is to say.
        h('code', { class: `expression ${step.expression === step.value ? 'itself' : ''}` }, step.expression),
        step.expression === step.value
          ? null
          : h(
              'span',
              { class: 'gives' },
              h('span', { 'aria-hidden': 'true' }, '= '),
              h('span', { class: 'sr-only' }, 'gives '),
              h('code', {}, step.value),
            ),
        step.location ? place(step.location, jump) : null,
      ),
    ),
  );
}

function pitfalls(result: Result, jump: CardActions['jump']): HTMLElement {
  return h(
    'ul',
    { class: 'pitfalls' },
    result.pitfalls.map((pitfall) =>
      h(
        'li',
        {},
        h(
          'p',
          { class: 'pitfall-title' },
          icon('error'),
          h('strong', {}, pitfall.title),
          pitfall.location ? place(pitfall.location, jump) : null,
        ),
        h('p', {}, inline(pitfall.explanation)),
      ),
    ),
  );
}

function body(result: Result, texts: Texts, actions: CardActions): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (result.suppression) {
    const { reason, by, location } = result.suppression;
    parts.push(
      h(
        'p',
        { class: 'suppression' },
        `Silenced by `,
        h('code', {}, by),
        `: ${reason} `,
        place(location, actions.jump),
      ),
    );
  }
  if (result.chain.length) {
    if (result.status === 'conditional')
      parts.push(h('p', { class: 'hint' }, 'Where it fails, the chain is:'));
    parts.push(chain(result.chain, actions.jump));
  }
  if (result.cases?.length) parts.push(cases(result.cases, actions));
  if (result.fixes.length) parts.push(fixes(result, actions));
  if (result.pitfalls.length)
    parts.push(part(`Pitfalls (${result.pitfalls.length})`, true, pitfalls(result, actions.jump)));
  if (result.running)
    parts.push(part('Instances that run already', false, ...running(result.running, result.status)));
  if (result.trace.length) parts.push(part('How this value came about', false, trace(result, actions.jump)));
  if (Object.keys(result.toolVerdicts).length)
    parts.push(part('What other tools would say', false, toolsTable(result, texts)));
  if (result.frameworks.length) {
    const list = result.frameworks.map(({ slug, requirements }) =>
      h(
        'li',
        {},
        h(
          'button',
          { type: 'button', class: 'text', onclick: () => actions.showFramework(slug) },
          texts.frameworkName(slug),
        ),
        ` ${requirements.join(', ')}`,
      ),
    );
    parts.push(part('Framework requirements', false, h('ul', { class: 'requirements' }, list)));
  }
  const about = texts.code(result.code);
  if (about)
    parts.push(
      part(`About: ${about.title}`, false, ...about.paragraphs.map((text) => h('p', {}, inline(text)))),
    );
  return parts;
}

/** How instances that run already come to a profile. */
function running({ command, note }: RunningInstances, status: Status): HTMLElement[] {
  return [
    status === 'conditional' ? h('p', { class: 'hint' }, 'For those that a failing case has started:') : null,
    h('pre', { class: 'command', tabindex: '0' }, h('code', {}, command)),
    h('p', {}, inline(note)),
  ].filter((one) => one !== null);
}

/** Whether this result's key in a list is the same as before: it can be left as it is on screen. */
export function cardKey(result: Result): string {
  return `${result.root}\u0000${result.address}`;
}

/** One subject: closed it shows verdict, address and reason; its body is built when it is first opened. */
export function card(result: Result, open: boolean, texts: Texts, actions: CardActions): HTMLElement {
  const inside = h('div', { class: 'card-body' });
  const fill = () => {
    if (!inside.firstChild) inside.append(...body(result, texts, actions));
  };
  if (open) fill();
  const details = h(
    'details',
    {
      class: `card ${result.status}`,
      open,
      'aria-label': result.address,
      'data-key': cardKey(result),
      'data-code': result.code,
    },
    h(
      'summary',
      {},
      badge(result.status),
      h('span', { class: 'address' }, name(result.address)),
      h('span', { class: 'message' }, name(result.message)),
    ),
    h(
      'p',
      { class: 'meta' },
      h('span', {}, result.resourceType),
      place(result.location, actions.jump),
      h(
        'a',
        {
          class: 'code',
          href: `#explain=${result.code}`,
          title: 'What this code means',
          onclick: (event: MouseEvent) => {
            event.preventDefault();
            actions.explain(result.code);
          },
        },
        result.code,
      ),
    ),
    inside,
  );
  details.addEventListener('toggle', () => details.open && fill());
  return details;
}
