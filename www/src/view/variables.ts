import type { InputVariable } from 'ec2-profile-check';
import { name as breakable, h, inline } from './dom';

/** How a value is written: as `-var` takes it, or chosen from a few. */
type Kind = 'bool' | 'string' | 'number' | 'other';

/** A choice in a variable's row. `value` means: the text in the field beside it. */
type Choice = 'unset' | 'true' | 'false' | 'null' | 'empty' | 'value';

function kindOf({ type }: InputVariable): Kind {
  if (type === undefined || type === 'any' || type === 'string') return 'string';
  return type === 'bool' || type === 'number' ? type : 'other';
}

/** The choice that a given value is. */
function choiceOf(kind: Kind, value: unknown): Choice {
  if (value === null) return 'null';
  if (kind === 'bool' && (value === true || value === 'true')) return 'true';
  if (kind === 'bool' && (value === false || value === 'false')) return 'false';
  if (kind === 'string' && value === '') return 'empty';
  return 'value';
}

/** A value as text, in the way in which it would be typed. */
const written = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What the field begins with, so that there is something to change. */
function begin({ default: fallback, given, type = '' }: InputVariable, kind: Kind): string {
  const known = given ?? fallback;
  if (known !== undefined && known !== 'null') {
    const text = kind === 'string' ? /^"([^"\\$%]+)"$/.exec(known)?.[1] : known;
    if (text !== undefined) return text;
  }
  if (kind === 'number') return '1';
  if (kind === 'string') return 'example';
  return /^(list|set|tuple)\b/.test(type) ? '[]' : '{}';
}

/** One member of a list, set or map of a simple type, as an expression. */
const MEMBERS: Record<string, string> = { string: '"example"', any: '"example"', number: '1', bool: 'true' };

/** A value of an outcome: the outcome itself when it is a literal, else one that stands for many. */
function sampleOf(variable: InputVariable, is: string): unknown {
  try {
    return JSON.parse(is);
  } catch {
    // Not a literal: one of the engine's phrases.
  }
  const kind = kindOf(variable);
  const type = variable.type?.replace(/\s+/g, '') ?? '';
  if (kind === 'string') {
    if (is === 'empty') return '';
    if (is === 'not empty' || is === 'not null') return 'example';
    const other = /^not "(.*)"$/.exec(is);
    return other ? (other[1] === 'other' ? 'another' : 'other') : undefined;
  }
  if (kind === 'number' && is === 'not null') return 1;
  const [, collection, member = ''] = /^(list|set|map)\((string|number|bool|any)\)$/.exec(type) ?? [];
  if (is === 'empty' && /^(list|set|map)\b/.test(type)) return type.startsWith('map') ? '{}' : '[]';
  if (is !== 'not empty' || !collection) return undefined;
  return collection === 'map' ? `{ example = ${MEMBERS[member]} }` : `[${MEMBERS[member]}]`;
}

/**
 * The variables of the root modules as a form, made from their blocks. A value counts as one given with `-var`:
 * plain text for a string, an expression for lists, maps and objects.
 */
export class Variables {
  #given = new Map<string, unknown>();
  #declared: InputVariable[] = [];
  #list = h('ul', { class: 'variable-list' });
  #summary = h('summary', {}, 'Variables');
  #clear = h(
    'button',
    { type: 'button', class: 'quiet', onclick: () => this.#clearAll() },
    'All back to their defaults',
  );
  #box = h(
    'details',
    { class: 'settings variables', hidden: true },
    this.#summary,
    h('p', { class: 'hint' }, inline('Values for this check, as with `-var` on the command line.')),
    this.#list,
    this.#clear,
  );

  constructor(
    host: HTMLElement,
    private changed: () => void,
  ) {
    host.append(this.#box);
  }

  /** The values given, by name. */
  get value(): Record<string, unknown> {
    return Object.fromEntries(this.#given);
  }

  /** Puts other values in place of all. */
  set(values: Record<string, unknown>): void {
    this.#given = new Map(Object.entries(values));
    if (this.#given.size > 0) this.#box.open = true;
    this.#render();
  }

  /** The blocks as they are now. */
  declare(variables: InputVariable[]): void {
    if (JSON.stringify(variables) === JSON.stringify(this.#declared)) return;
    this.#declared = variables;
    this.#render();
  }

  /** A value of an outcome that the engine tells in words, for an input that is a variable as a whole. */
  sample(input: string, is: string): unknown {
    const variable = this.#declared.find(({ name }) => input === `var.${name}`);
    return variable && sampleOf(variable, is.trim());
  }

  /** Gives an input a value of this outcome, and goes to its row. */
  assume(input: string, is: string): void {
    const value = this.sample(input, is);
    if (value === undefined) return;
    const name = input.replace(/^var\./, '');
    this.#give(name, value);
    this.#box.open = true;
    this.#row(name)?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  }

  /** Goes to the row of a variable. */
  ask(name: string): void {
    this.#box.open = true;
    const row = this.#row(name);
    (row?.querySelector<HTMLElement>('[data-choice=value]') ?? row?.querySelector('button'))?.focus();
  }

  #give(name: string, value: unknown): void {
    if (value === undefined) this.#given.delete(name);
    else this.#given.set(name, value);
    this.#render();
    this.changed();
  }

  #clearAll(): void {
    this.#given.clear();
    this.#render();
    this.changed();
    this.#summary.focus();
  }

  #row(name: string): HTMLElement | undefined {
    return [...this.#list.querySelectorAll<HTMLElement>('.variable')].find(
      (row) => row.dataset.variable === name,
    );
  }

  #render(): void {
    const names = new Set(this.#declared.map((variable) => variable.name));
    const strays = [...this.#given.keys()].filter((name) => !names.has(name));
    this.#box.hidden = names.size + strays.length === 0;
    this.#clear.hidden = this.#given.size === 0;
    this.#summary.replaceChildren(
      `Variables (${names.size})`,
      this.#given.size ? h('span', { class: 'set' }, `${this.#given.size} given`) : '',
    );
    const rows = [...names].map((name) => this.#declared.filter((variable) => variable.name === name));
    this.#list.replaceChildren(
      ...rows.map((same) => this.#variable(same)),
      ...strays.map((name) =>
        h(
          'li',
          { class: 'variable', 'data-variable': name },
          h('p', {}, h('code', {}, breakable(name)), ' is given, but not declared.'),
          h(
            'button',
            { type: 'button', class: 'quiet', onclick: () => this.#give(name, undefined) },
            'Take away',
          ),
        ),
      ),
    );
  }

  #variable(same: InputVariable[]): HTMLElement {
    const [first] = same;
    if (!first) return h('li');
    const { name, type, description, given, default: fallback, nullable } = first;
    const kind = kindOf(first);
    const current = this.#given.has(name) ? choiceOf(kind, this.#given.get(name)) : 'unset';
    const pick = (choice: Choice) => {
      const values = { unset: undefined, true: true, false: false, null: null, empty: '' };
      this.#give(name, choice === 'value' ? begin(first, kind) : values[choice]);
      const row = this.#row(name);
      const field = row?.querySelector<HTMLTextAreaElement>('textarea');
      if (choice === 'value' && field) {
        field.focus();
        field.select();
      } else row?.querySelector<HTMLElement>(`[data-choice=${choice}]`)?.focus();
    };
    const choices: [Choice, string][] = [
      ['unset', given === undefined ? (fallback === undefined ? 'undecided' : 'default') : 'from tfvars'],
    ];
    if (kind === 'bool') choices.push(['true', 'true'], ['false', 'false']);
    if (nullable) choices.push(['null', 'null']);
    if (kind === 'string') choices.push(['empty', 'empty']);
    if (kind !== 'bool') choices.push(['value', 'a value']);
    const roots = same.map(({ root }) => root).filter(Boolean);
    const standing = given ?? fallback;
    return h(
      'li',
      { class: 'variable', 'data-variable': name },
      h(
        'p',
        { class: 'declared' },
        h('code', { class: 'input' }, breakable(name)),
        type ? h('span', { class: 'type' }, breakable(type.replace(/\s+/g, ' ').slice(0, 200))) : null,
        roots.length ? h('span', { class: 'type' }, 'in ', breakable(roots.join(', '))) : null,
      ),
      description ? h('p', { class: 'hint' }, inline(description.slice(0, 400))) : null,
      h(
        'div',
        { class: 'segments', role: 'group', 'aria-label': `Value of var.${name}` },
        choices.map(([choice, label]) =>
          h(
            'button',
            {
              type: 'button',
              'data-choice': choice,
              'aria-pressed': String(choice === current),
              onclick: () => pick(choice),
            },
            label,
            choice === 'unset' && standing !== undefined
              ? [' ', h('code', {}, standing.replace(/\s+/g, ' ').slice(0, 60))]
              : null,
          ),
        ),
      ),
      current === 'value' ? this.#field(name, kind) : null,
    );
  }

  #field(name: string, kind: Kind): HTMLElement {
    const field = h('textarea', {
      rows: 1,
      spellcheck: 'false',
      autocapitalize: 'off',
      'aria-label': kind === 'other' ? `var.${name} as an expression` : `var.${name} as text`,
      oninput: () => {
        this.#given.set(name, field.value);
        this.changed();
      },
    });
    field.value = written(this.#given.get(name));
    return field;
  }
}
