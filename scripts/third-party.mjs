// Writes pkg/THIRD-PARTY.md: what is linked into the wasm, under which licences, with the notices they ask to keep.
// With --check it fails when the file is not up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main, output, Stop, top } from './lib/run.mjs';

const FILE = join(top, 'pkg', 'THIRD-PARTY.md');
/** Of several licences offered, the first of these is taken: ours if possible, for its text is there already. */
const PREFERRED = ['Apache-2.0', 'MIT', 'Zlib', 'Unicode-3.0'];

/** Data made from a crate whose code is not in the module. */
const TABLES = [
  {
    title:
      'Table of the codes that Hong Kong added to Big5, from the Encoding Standard by way of encoding_rs',
    crate: 'encoding_rs',
    file: 'LICENSE-WHATWG',
  },
];

await main(() => {
  const text = notices();
  if (!process.argv.includes('--check')) return writeFileSync(FILE, text);
  if (existsSync(FILE) && readFileSync(FILE, 'utf8').replaceAll('\r\n', '\n') === text) return undefined;
  throw new Stop('pkg/THIRD-PARTY.md is not up to date; run: node scripts/third-party.mjs');
});

function notices() {
  const metadata = dependencies('--filter-platform', 'wasm32-unknown-unknown');
  const crates = linked(metadata).map((crate) => ({ ...crate, taken: licences(crate.license) }));
  const rows = crates.map(
    ({ name, version, license, taken, repository }) =>
      `| [${name}](${repository}) | ${version} | ${license} | ${taken.join(', ')} |`,
  );
  const others = crates.filter(({ taken }) => taken.some((id) => id !== 'Apache-2.0'));
  const texts = others.map((crate) => `## ${crate.name}\n\n\`\`\`text\n${licenceText(crate)}\n\`\`\`\n`);
  return [
    '# Third-party code in the module',
    '',
    'Made by `node scripts/third-party.mjs` from Cargo.lock. The Apache License 2.0 is the one in LICENSE.',
    '',
    '| crate | version | offered under | taken under |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...texts,
    ...TABLES.map(
      ({ title, crate, file }) => `## ${title}\n\n\`\`\`text\n${tableLicence(crate, file)}\n\`\`\`\n`,
    ),
  ].join('\n');
}

function dependencies(...filter) {
  const args = ['metadata', '--format-version', '1', '--locked', ...filter];
  const printed = output('cargo', args, { maxBuffer: 1 << 28 });
  if (!printed) throw new Stop('cargo metadata failed');
  return JSON.parse(printed);
}

function tableLicence(crate, file) {
  const { manifest_path } = dependencies().packages.find(({ name }) => name === crate);
  return readFileSync(join(dirname(manifest_path), file), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim();
}

/** The crates whose code is in the module: neither macros nor what only builds. */
function linked({ packages, resolve }) {
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (crate) => crate.targets.some(({ kind }) => kind.includes('proc-macro'));
  const found = new Set();
  const waiting = [resolve.root];
  while (waiting.length > 0) {
    for (const { pkg, dep_kinds } of nodes.get(waiting.pop()).deps) {
      const normal = dep_kinds.some(({ kind }) => kind === null);
      if (!normal || found.has(pkg) || isMacro(byId.get(pkg))) continue;
      found.add(pkg);
      waiting.push(pkg);
    }
  }
  const crates = [...found].map((id) => byId.get(id));
  return crates.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

/** One of each set of alternatives: `(MIT OR Apache-2.0) AND Unicode-3.0` gives Apache-2.0 and Unicode-3.0. */
function licences(expression) {
  return expression.split(' AND ').map((part) => {
    const offered = part.replace(/[()]/g, '').split(/ OR |\s*\/\s*/);
    const taken = PREFERRED.find((id) => offered.includes(id));
    if (!taken) throw new Stop(`none of these licences is known: ${expression}`);
    return taken;
  });
}

/** The licence as it lies beside the code; where it was left out, the names it would have had. */
function licenceText({ authors, manifest_path, taken }) {
  const folder = dirname(manifest_path);
  const wanted = taken.filter((id) => id !== 'Apache-2.0').map((id) => id.split('-')[0].toLowerCase());
  const files = readdirSync(folder).filter((file) => /^(un)?licen[sc]e/i.test(file));
  const fitting = files.filter((file) => wanted.some((id) => file.toLowerCase().includes(id)));
  const chosen = fitting.length > 0 ? fitting : files.filter((file) => !/apache/i.test(file));
  if (chosen.length === 0)
    return `${taken.join(', ')}; no file beside the code. Authors: ${authors.join(', ')}`;
  const text = chosen.sort().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n'));
  return text
    .join('\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
