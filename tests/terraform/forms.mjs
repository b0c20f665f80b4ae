// Other forms of the files that random-modules.mjs makes, which mean the same: JSON syntax, override files, modules in the
// place of downloads. It reads no more of the language than that script writes: an attribute a line.

const HEADER = /^\s*(\w+)((?: "[^"]*")*) \{$/;
const SINGLE = /^\s*(\w+)((?: "[^"]*")*) \{ (.*) \}$/;
const ATTRIBUTE = /^\s*([\w-]+)\s*= (.*)$/;

/** Blocks with their labels, attributes as they are written, and blocks. */
export function read(text) {
  const top = { attributes: [], blocks: [] };
  const open = [top];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const body = open.at(-1);
    if (line.trim() === '}') {
      open.pop();
      continue;
    }
    const single = SINGLE.exec(line);
    const [, kind, labels] = HEADER.exec(line) ?? single ?? [];
    if (kind === undefined) {
      const [, name, value] = ATTRIBUTE.exec(line) ?? [];
      if (name === undefined) throw new Error(`cannot read: ${line}`);
      body.attributes.push([name, value]);
      continue;
    }
    const block = {
      kind,
      labels: [...labels.matchAll(/"([^"]*)"/g)].map(([, label]) => label),
      attributes: single ? [ATTRIBUTE.exec(single[3]).slice(1)] : [],
      blocks: [],
    };
    body.blocks.push(block);
    if (!single) open.push(block);
  }
  return top.blocks;
}

/** The blocks in native syntax. */
export function native(blocks, indent = '') {
  return blocks
    .map(({ kind, labels, attributes, blocks }) => {
      const inner = attributes.map(([name, value]) => `${indent}  ${name} = ${value}\n`).join('');
      const header = [kind, ...labels.map((label) => `"${label}"`)].join(' ');
      return `${indent}${header} {\n${inner}${native(blocks, `${indent}  `)}${indent}}\n`;
    })
    .join('');
}

/** A literal as JSON has it. */
function literal(text) {
  return JSON.parse(text.replaceAll(/("[^"]*")|(\w+) =/g, (_, string, key) => string ?? `"${key}":`));
}

/** What JSON syntax does not take for an expression. */
const PLAIN = {
  variable: { type: String, default: literal, nullable: literal },
  module: { source: literal, version: literal },
  validation: { error_message: literal },
  precondition: { error_message: literal },
};

function bodyAsJson({ kind, attributes, blocks }) {
  const body = {};
  for (const [name, value] of attributes)
    body[name] = PLAIN[kind]?.[name]?.(value) ?? (PLAIN[kind]?.[name] ? null : `\${${value}}`);
  return Object.assign(body, blocksAsJson(blocks));
}

function blocksAsJson(blocks) {
  const body = {};
  for (const block of blocks) {
    let place = body;
    for (const label of [block.kind, ...block.labels].slice(0, -1)) {
      place[label] ??= {};
      place = place[label];
    }
    const name = [block.kind, ...block.labels].at(-1);
    const content = bodyAsJson(block);
    // Several blocks of a kind are a list; one may stand for itself.
    if (place[name] === undefined) place[name] = content;
    else place[name] = [place[name], content].flat();
  }
  return body;
}

/** The blocks in JSON syntax. */
export const json = (blocks) => `${JSON.stringify(blocksAsJson(blocks), null, 2)}\n`;

/** What an attribute may be before an override file sets it right. */
const JUNK = {
  count: '7',
  for_each: 'toset(["junk"])',
  source: '"./junk"',
  version: '"9.9.9"',
  type: 'any',
  nullable: 'true',
  default: '"junk"',
};

/**
 * Splits some blocks into one that is wrong and an override that sets it right; returns both files' blocks. `chosen` says
 * which: it gets the kind and the last label, so that what is checked and what is planned are split alike.
 */
export function override(blocks, chosen) {
  const base = [];
  const over = [];
  for (const block of blocks) {
    const nested = block.blocks.filter(({ kind }) => kind === 'dynamic' || kind === 'iam_instance_profile');
    if (!['variable', 'resource', 'module', 'output', 'locals'].includes(block.kind) || !chosen(block)) {
      base.push(block);
      continue;
    }
    // A default that is overridden is held against the type of the block it stands in.
    const attributes = block.attributes.map(([name]) => [name, JUNK[name] ?? '"junk"']);
    const kept = block.blocks.filter((inner) => !nested.includes(inner));
    const junk = nested.map(() => ({
      kind: 'iam_instance_profile',
      labels: [],
      attributes: [['name', '"junk"']],
      blocks: [],
    }));
    base.push({ ...block, attributes, blocks: [...kept, ...junk] });
    over.push({ ...block, blocks: nested });
  }
  return [base, over];
}
