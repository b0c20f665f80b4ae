// The only place that makes elements. Strings become text nodes, never markup, and there is no way past that.

type Child = Node | string | number | null | undefined | false | Child[];

interface Attributes {
  class?: string | undefined;
  [name: string]: string | number | boolean | null | undefined | ((event: never) => void);
}

function append(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(child instanceof Node ? child : String(child));
  }
}

function decorate(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** An HTML element. Attributes whose value is a function (`onclick`) are listeners; null and false leave one out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  decorate(element, attributes);
  append(element, children);
  return element;
}

/** An SVG element. */
export function svg(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  decorate(element, attributes);
  append(element, children);
  return element;
}

/** The element with this id, which index.html promises. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no #${id}`);
  return element as T;
}

/** Text of ours with `code` in backticks and blank lines between paragraphs, as elements. */
export function prose(text: string): HTMLElement[] {
  return text.split(/\n\s*\n/).map((paragraph) => h('p', {}, inline(paragraph)));
}

/** One paragraph of `prose`, without the element around it. */
export function inline(text: string): Child[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? h('code', {}, name(part, 28)) : part));
}

/** A sentence of the engine: `code` in backticks, and names from the input that may be long. */
export function sentence(text: string): Child[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? h('code', {}, name(part)) : name(part)));
}

/** A text with names from the input in it: from some length on they may break into lines at their punctuation. */
export function name(text: string, long = 20): Child[] {
  return text
    .split(/(\s+)/)
    .flatMap((word) =>
      word.length < long
        ? [word]
        : word.split(/(?<=[._/\-:])/).flatMap((part) => [part, document.createElement('wbr')]),
    );
}
