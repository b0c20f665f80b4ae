// <ec2-profile-check>: a verdict under a block of Terraform in documentation.
//
// The engine is loaded when the first element comes into view, once for the page. Everything is drawn into a
// shadow root with a constructed style sheet, so a strict content security policy needs `wasm-unsafe-eval` and
// nothing else. Whatever comes from the page's code blocks is put in as text.

const WORDS = {
  pass: 'Pass',
  fail: 'Fail',
  conditional: 'Depends',
  unknown: 'Unknown',
  not_applicable: 'Not applicable',
  suppressed: 'Suppressed',
};
const SIGNS = {
  pass: '✓',
  fail: '✕',
  conditional: '◐',
  unknown: '?',
  not_applicable: '–',
  suppressed: '⊘',
};
const KINDS = {
  instance: 'Instance',
  launch_template: 'Launch template',
  profile: 'Instance profile',
  role: 'Role',
  policies: 'Policies',
};
const ORDER = ['fail', 'conditional', 'unknown', 'pass', 'suppressed', 'not_applicable'];

const STYLE = `
:host { display: block; margin: 0.75em 0; direction: ltr; font: 0.9em/1.5 var(--epc-font, system-ui, sans-serif); color: var(--epc-ink, light-dark(#1b2220, #e7ebe8));
  --paper: var(--epc-paper, light-dark(#fff, #1a1f1e)); --line: var(--epc-line, light-dark(#c9cec8, #4a5450));
  --muted: var(--epc-muted, light-dark(#56605c, #a5afaa)); --accent: var(--epc-accent, light-dark(#14605a, #6cc5b9));
  --mono: var(--epc-mono, ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace);
  --pass: var(--epc-pass, light-dark(#1b7340, #6fcf92)); --fail: var(--epc-fail, light-dark(#b3261e, #ff8f85));
  --conditional: var(--epc-conditional, light-dark(#8a5300, #f0b45a)); --unknown: var(--epc-unknown, light-dark(#4a4fa8, #a9adff)); }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.frame { border: 1px solid var(--line); border-radius: var(--epc-radius, 8px); background: var(--paper); overflow: hidden; container-type: inline-size; }
.bar { display: flex; align-items: center; gap: 4px 10px; width: 100%; min-height: 38px; padding: 6px 12px; border: 0; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
.bar:disabled { cursor: default; }
.badge { display: inline-flex; gap: 0.4em; font-weight: 650; white-space: nowrap; }
.sign { display: inline-block; min-width: 1em; text-align: center; }
.headline { flex: 1; min-width: 0; overflow-wrap: anywhere; }
/* Closed it is as high before the verdict as after it, so that nothing on the page moves. */
.bar[aria-expanded="false"] .headline { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
@container (max-width: 559px) { .bar[aria-expanded="false"] .headline { white-space: normal; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; height: 3em; align-content: center; } }
.turn { color: var(--muted); }
.bar[aria-expanded="true"] .turn { rotate: 180deg; }
.pass > .badge, .bar .badge.pass, .badge.pass, .ok .kind { color: var(--pass); }
.badge.fail, .broken .kind, .broken .why { color: var(--fail); }
.badge.conditional { color: var(--conditional); }
.badge.unknown, .unknown .kind { color: var(--unknown); }
.badge.not_applicable, .badge.suppressed, .badge.idle { color: var(--muted); }
.panel { border-top: 1px solid var(--line); padding: 10px 12px 12px; }
ul, ol { list-style: none; margin: 0; padding: 0; }
p { margin: 4px 0; overflow-wrap: anywhere; }
.subject + .subject { border-top: 1px solid var(--line); margin-top: 10px; padding-top: 8px; }
.address, code, pre, textarea { font-family: var(--mono); font-size: 0.85em; }
.address { overflow-wrap: anywhere; font-weight: 600; }
.title { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; }
.chain { display: flex; flex-wrap: wrap; gap: 6px 4px; margin: 8px 0; }
.chain li { display: flex; flex-direction: column; position: relative; border: 1.5px solid var(--line); border-radius: 7px; padding: 4px 9px; max-width: 100%; margin-inline-end: 22px; }
.chain li:last-child { margin-inline-end: 0; }
.chain li:not(:last-child)::after { content: "→"; position: absolute; inset-inline-end: -20px; top: calc(50% - 0.75em); color: var(--muted); }
.chain li.ok { border-color: var(--pass); }
.chain li.broken { border: 2px dashed var(--fail); }
.chain li:has(+ .broken)::after, .chain li.broken:has(+ .missing)::after { content: "✕"; color: var(--fail); font-weight: 700; }
.chain li.missing { border-style: dashed; color: var(--muted); }
.chain li.unknown { border-style: dotted; border-color: var(--unknown); }
.kind { font-size: 0.8em; font-weight: 650; color: var(--muted); }
.name { font-family: var(--mono); font-size: 0.82em; overflow-wrap: anywhere; }
.why { font-size: 0.82em; overflow-wrap: anywhere; }
@container (max-width: 559px) {
  .chain { flex-direction: column; gap: 24px; }
  .chain li { margin-inline-end: 0; }
  .chain li:not(:last-child):not(:has(+ .broken)):not(.broken:has(+ .missing))::after { content: "↓"; }
  .chain li:not(:last-child)::after { inset-inline-end: auto; inset-inline-start: 50%; top: auto; bottom: -24px; }
}
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
.actions > * { font: inherit; font-size: 0.92em; min-height: 30px; padding: 3px 11px; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--accent); cursor: pointer; text-decoration: none; }
.running { margin-top: 10px; }
summary { cursor: pointer; }
.running pre { margin: 4px 0; overflow-x: auto; }
textarea { display: block; width: 100%; min-height: 12em; margin-top: 8px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit; resize: vertical; tab-size: 2; }
label { display: block; color: var(--muted); font-size: 0.85em; margin-top: 10px; }
.own code, .running code { font-size: inherit; }
.own { margin: 0; padding: 10px 12px; overflow-x: auto; border-bottom: 1px solid var(--line); }
:focus-visible { outline: 2px solid light-dark(#0b6bcb, #7ab8ff); outline-offset: -2px; }
`;

/**
 * A block with one of these words probably has something to judge: the place of its verdict is held from the start,
 * and the page does not move when it comes. Whether there is something the engine says.
 */
const PROBABLE =
  /\baws_(instance|spot_|launch_|autoscaling_group|ec2_fleet|iam_instance_profile)|\b(ec2-instance|autoscaling|compliance\.tf)\b/;

let sheet;
let engine;
let observer;
let defaultPlayground;

/** The engine, loaded once for the page. */
function loadEngine() {
  engine ??= import('./index.js');
  return engine;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** What is in a highlighted block and no code: numbers, buttons, callouts, and lines shown as taken out. */
const NO_CODE =
  'button, [aria-hidden="true"], [style*="user-select"], .linenos, .lineno, .linenumber, .line-number, .line-numbers-rows, .ln, .lnt, .conum, .conum + b, .diff.remove, .ec-line.del';

/** The code of a highlighted block; lines end in a line break, in `<br>` or with their element. */
function textOf(block) {
  let text = '';
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(NO_CODE)) return;
    if (node.tagName === 'BR') text += '\n';
    for (const child of node.childNodes) walk(child);
    if (node.matches('.token-line, .ec-line, tr') && !text.endsWith('\n')) text += '\n';
  };
  walk(block.querySelector('code') ?? block);
  return text.replace(/\u00a0/g, ' ').replace(/^\n/, '');
}

/** The verdict on the Terraform in or before it. See the package's README for attributes, parts and properties. */
export class Ec2ProfileCheck extends HTMLElement {
  /** A code block elsewhere on the page to judge, in place of the content. */
  block = null;
  /** Whether to stay hidden where there is nothing to judge: how `enhance` marks blocks that it found itself. */
  quiet = false;
  /** Options of the check. */
  options = {};
  #files = null;
  #given = false;
  #original = null;
  #report = null;
  #open = false;
  #editing = false;
  #timer;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
    }
    root.adoptedStyleSheets = [sheet];
    if (!this.block) {
      const content = new MutationObserver(() => this.#follow());
      content.observe(this, { childList: true, characterData: true, subtree: true });
    }
    if (this.quiet) this.hidden = !PROBABLE.test(Object.values(this.files).join('\n'));
    this.#draw();
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          observer.unobserve(entry.target);
          const target = entry.target instanceof Ec2ProfileCheck ? entry.target : watched.get(entry.target);
          target?.check();
        }
      },
      { rootMargin: '200px' },
    );
    // A hidden element is never in view: its code block is watched instead.
    const target = this.hidden && this.block ? this.block : this;
    if (target !== this) watched.set(target, this);
    observer.observe(target);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** The report of the last check, or null. */
  get report() {
    return this.#report;
  }

  /** The files being judged: path to text. Setting them judges again. */
  get files() {
    this.#files ??= this.#read();
    return this.#files;
  }

  set files(files) {
    this.#given = true;
    this.#files = { ...files };
    void this.check();
  }

  /** Judges the files. Resolves with the report, or null when the engine could not be loaded. */
  async check() {
    try {
      const { check } = await loadEngine();
      this.#report = check(this.files, this.options);
    } catch (error) {
      this.#report = null;
      // The next call tries again.
      engine = undefined;
      if (this.quiet) this.hidden = true;
      this.#draw(`The check could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
    if (this.quiet) this.hidden = this.#report.results.length === 0;
    this.#draw();
    this.dispatchEvent(new CustomEvent('verdict', { detail: this.#report, bubbles: true, composed: true }));
    return this.#report;
  }

  /** Frameworks fill the element when it is there already, and change what it holds; highlighters leave the text. */
  #follow() {
    if (this.#given || this.#editing) return;
    const known = JSON.stringify(this.#files);
    this.#files = this.#read();
    if (JSON.stringify(this.#files) === known) return;
    if (this.#report) void this.check();
    else this.#draw();
  }

  #read() {
    const blocks = this.block ? [this.block] : [...this.querySelectorAll('pre')];
    const files = {};
    if (blocks.length === 0) files['main.tf'] = this.textContent.trim();
    for (const block of blocks) {
      const given = block.dataset.file ?? block.closest('[data-file]')?.dataset.file;
      let name = given ?? 'main.tf';
      for (let n = 2; name in files; n++) name = `main-${n}.tf`;
      files[name] = textOf(block);
    }
    return files;
  }

  #verdict() {
    const report = this.#report;
    if (!report) return { status: 'idle', word: '…', headline: 'Checked when it comes into view' };
    const status = ORDER.find((one) => report.results.some((result) => result.status === one));
    const error = report.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
    if (!status) {
      return {
        status: error ? 'fail' : 'idle',
        word: error ? 'Not readable' : 'Nothing to judge',
        headline: error?.message ?? '',
      };
    }
    const of = report.results.filter((result) => result.status === status);
    const count = report.results.length > 1 ? `${of.length} of ${report.results.length}: ` : '';
    // The one with the longest chain has the most to tell: of an instance and its profile, the instance.
    const told = of.reduce((best, one) => (one.chain.length > best.chain.length ? one : best));
    return { status, word: WORDS[status], headline: count + told.message };
  }

  #draw(trouble) {
    const root = this.shadowRoot;
    if (!root) return;
    const { status, word, headline } = trouble
      ? { status: 'idle', word: 'Not checked', headline: trouble }
      : this.#verdict();
    const focused = root.activeElement?.getAttribute('data-name');
    const area = root.activeElement instanceof HTMLTextAreaElement ? root.activeElement : null;
    // While the reader types, the text field stays: only what is around it is drawn anew.
    const own = !this.block && !this.querySelector('pre') && !this.#editing;
    const bar = make(
      'button',
      {
        type: 'button',
        class: 'bar',
        part: 'bar',
        'data-name': 'bar',
        'aria-expanded': String(this.#open),
        click: () => this.#toggle(),
      },
      make(
        'span',
        { class: `badge ${status}`, part: `badge ${status}` },
        make('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[status] ?? ''),
        word,
      ),
      make('span', { class: 'headline', part: 'headline' }, headline),
      make('span', { class: 'turn', 'aria-hidden': 'true' }, '▾'),
    );
    bar.disabled = !this.#report;
    const panel = this.#open ? this.#panel(area) : null;
    const frame = make(
      'div',
      { class: 'frame', part: 'frame', lang: 'en' },
      own
        ? make(
            'pre',
            { class: 'own', part: 'code', tabindex: '0' },
            make('code', {}, Object.values(this.files)[0] ?? ''),
          )
        : null,
      bar,
      panel,
    );
    root.replaceChildren(...(own || this.block ? [] : [make('slot')]), frame);
    if (area) {
      const { selectionStart, selectionEnd } = area;
      area.focus();
      area.setSelectionRange(selectionStart, selectionEnd);
    } else if (focused) root.querySelector(`[data-name="${focused}"]`)?.focus();
  }

  #toggle() {
    this.#open = !this.#open;
    this.#draw();
  }

  #panel(area) {
    const results = this.#report?.results ?? [];
    const diagnostics = this.#report?.diagnostics ?? [];
    const playground = this.getAttribute('playground') ?? defaultPlayground;
    return make(
      'div',
      { class: 'panel', part: 'panel' },
      ...diagnostics
        .slice(0, 5)
        .map(({ message, location }) =>
          make('p', {}, location ? `${location.file}:${location.start.line}: ${message}` : message),
        ),
      make('ul', {}, ...results.slice(0, 50).map((result) => subject(result, results.length > 1))),
      results.length > 50 ? make('p', {}, `and ${results.length - 50} more`) : null,
      running(results, this.shadowRoot?.querySelector('.running')?.open),
      ...(this.#editing ? this.#fields(area) : []),
      make(
        'div',
        { class: 'actions', part: 'actions' },
        this.#editing
          ? make(
              'button',
              { type: 'button', 'data-name': 'edit', click: () => this.#revert() },
              'Back to the original',
            )
          : make('button', { type: 'button', 'data-name': 'edit', click: () => this.#edit() }, 'Edit'),
        playground
          ? make(
              'a',
              {
                href: playground,
                'data-name': 'playground',
                target: '_blank',
                rel: 'noopener',
                click: (event) => this.#openIn(event, playground),
              },
              'Open in the playground',
            )
          : null,
      ),
    );
  }

  #fields(area) {
    return Object.entries(this.files).flatMap(([path, text]) => {
      const id = `file-${path}`;
      if (area?.id === id) return [make('label', { for: id }, path), area];
      const field = make('textarea', {
        id,
        part: 'editor',
        spellcheck: 'false',
        autocapitalize: 'off',
        rows: String(Math.min(30, text.split('\n').length + 1)),
        input: () => {
          this.#files = { ...this.files, [path]: field.value };
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => this.check(), 100);
        },
      });
      field.value = text;
      return [make('label', { for: id }, path), field];
    });
  }

  #edit() {
    this.#original = { ...this.files };
    this.#editing = true;
    this.#draw();
    this.shadowRoot?.querySelector('textarea')?.focus();
  }

  #revert() {
    this.#editing = false;
    this.#files = this.#original;
    void this.check();
  }

  async #openIn(event, playground) {
    event.preventDefault();
    const { encodeShare } = await import('./share.js');
    const code = await encodeShare({ files: this.files, options: this.options });
    window.open(`${playground.replace(/#.*$/, '')}#code=${code}`, '_blank', 'noopener');
  }
}

/** Elements by the block that stands in for them while they are hidden. */
const watched = new WeakMap();

/** One result; where it is the only one, the bar has said its verdict and reason already. */
function subject(result, several) {
  return make(
    'li',
    { class: 'subject', part: 'subject' },
    several ? title(result) : null,
    several ? make('p', {}, result.message) : null,
    result.chain.length
      ? make(
          'ol',
          { class: 'chain', part: 'chain', 'aria-label': 'Credential chain' },
          ...[...result.chain, ...unreached(result.chain)].map(link),
        )
      : null,
    ...result.pitfalls.map((pitfall) =>
      make(
        'p',
        { class: 'pitfall', part: 'pitfall' },
        make('strong', {}, `${pitfall.title}. `),
        pitfall.explanation,
      ),
    ),
  );
}

/** How instances that run already come to a profile: said once, it is the same for all. */
function running(results, open) {
  const advice = results.find((result) => result.running)?.running;
  if (!advice) return null;
  return make(
    'details',
    { class: 'running', part: 'running', open },
    make('summary', {}, 'Instances that run already'),
    make('pre', { tabindex: '0' }, make('code', {}, advice.command)),
    make('p', {}, advice.note),
  );
}

/** The links that a broken chain never gets to. */
function unreached(chain) {
  if (!chain.some((one) => one.status === 'broken')) return [];
  const order = ['profile', 'role', 'policies'];
  const last = Math.max(-1, ...chain.map((one) => order.indexOf(one.kind)));
  return order.slice(last + 1).map((kind) => ({ kind, address: 'not reached', status: 'missing' }));
}

function title(result) {
  return make(
    'div',
    { class: 'title' },
    make(
      'span',
      { class: `badge ${result.status}` },
      make('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[result.status]),
      WORDS[result.status],
    ),
    make('span', { class: 'address' }, result.address),
  );
}

function link({ kind, address, value, status, reason }) {
  // Policies have no address; their value is how many there are.
  const count = Number(value ?? 0);
  const policies = count > 0 ? `${count} attached` : 'none attached here';
  return make(
    'li',
    { class: status, part: `link ${status}` },
    make('span', { class: 'kind' }, KINDS[kind] ?? kind),
    make('span', { class: 'name' }, address || (kind === 'policies' ? policies : 'none')),
    reason ? make('span', { class: 'why' }, reason) : null,
  );
}

const LANGUAGES = ['hcl', 'terraform', 'tf'];
const HCL_CODE = LANGUAGES.map((language) => `code.language-${language}`).join(', ');
const HCL_BLOCKS = LANGUAGES.flatMap((language) => [
  `pre.language-${language}`,
  `.language-${language} pre`,
  `.highlight-${language} pre`,
  `.highlight-source-${language} pre`,
  `pre[data-language="${language}"]`,
]).join(', ');

/** What says the language of a block, on it or around it. */
const NAMES_LANGUAGE =
  ':is(pre, code, div, figure):is([class*="language-"], [class*="highlight-"], [data-language])';
/** A text whose first line that is no comment begins a block of Terraform. */
const TERRAFORM =
  /^(?:[ \t]*(?:(?:#|\/\/)[^\n]*)?\n)*(?:resource|module|data|variable|locals|provider|terraform|output)\b[^\n]*\{/;

/**
 * Whether a block holds Terraform to judge. Where no language is named, as MkDocs leaves it out by default, its text
 * tells.
 */
function isTerraform(block) {
  if (block.closest('.linenos, .linenodiv, pre pre')) return false;
  if (block.matches(HCL_BLOCKS) || block.querySelector(HCL_CODE)) return true;
  if (block.closest(NAMES_LANGUAGE) || block.querySelector(NAMES_LANGUAGE)) return false;
  const text = textOf(block);
  return TERRAFORM.test(text) && PROBABLE.test(text);
}

const WIDGET =
  'div:is([class*="codeBlockContainer"], [class*="language-"], [class*="highlight-"], .highlight, .highlighter-rouge, .codehilite, .expressive-code, .gatsby-highlight, .listingblock, .literal-block-wrapper, .nextra-code), .highlighttable, figure';

/** The whole that a site generator makes of a block, with its title, buttons and numbers, but no text of the page. */
function widgetOf(block) {
  let whole = block;
  for (let around = block; around && !around.querySelector('p, li, h2, h3'); ) {
    whole = around;
    around = around.parentElement?.closest(WIDGET);
  }
  return whole;
}

const enhanced = new WeakSet();

/**
 * Puts a verdict under every HCL block of a page that has something to judge; blocks inside of
 * `.no-ec2-profile-check` are left alone. The blocks stay where they are, so frameworks that own them do not
 * mind. Call it again after a navigation without a page load.
 */
export function enhance(root = document, { playground } = {}) {
  if (playground) defaultPlayground = playground;
  let count = 0;
  for (const block of root.querySelectorAll('pre')) {
    if (enhanced.has(block) || block.closest('ec2-profile-check, .no-ec2-profile-check')) continue;
    if (!isTerraform(block)) continue;
    enhanced.add(block);
    const element = new Ec2ProfileCheck();
    element.block = block;
    element.quiet = true;
    const whole = widgetOf(block);
    // The tabs of VitePress count what stands beside the block.
    if (whole.matches('.vp-code-group *')) whole.append(element);
    else whole.after(element);
    count++;
  }
  return count;
}

if (!customElements.get('ec2-profile-check')) customElements.define('ec2-profile-check', Ec2ProfileCheck);
