// Writes pkg/model.d.ts, pkg/formats.js and pkg/report.schema.json from the Rust types, so that none can drift.
//
//   node scripts/build-types.mjs           writes them
//   node scripts/build-types.mjs --check   fails where they would change
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVIDENCE, FORMATS, NAMES, REPORT, rename } from './lib/model-types.mjs';
import { main, Stop, top } from './lib/run.mjs';
import { rustTypes } from './lib/rust-model.mjs';

const CONTROL = ['texts', 'codes', 'frameworks', 'tools'].map((name) => `src/control/knowledge/${name}.rs`);

const CONTROL_NAMES = { Tool: 'OtherTool' };
const PRIMITIVES = {
  String: 'string',
  bool: 'boolean',
  u32: 'number',
  u64: 'number',
  usize: 'number',
  Instant: 'string',
};
const NUMBERS = new Set(['u32', 'u64', 'usize']);

await main(() => {
  const report = rename(rustTypes(REPORT), NAMES);
  const evidence = rename(rustTypes(EVIDENCE), NAMES);
  const control = rename(rustTypes(CONTROL), CONTROL_NAMES).filter((type) => type.name !== 'ToolsFile');
  const formats = rustTypes(FORMATS);
  write('pkg/model.d.ts', declarations([...report, ...evidence, ...flattened(control), ...formats]));
  write('pkg/formats.js', lists(formats));
  write('pkg/report.schema.json', schema(report, 'Report', 'A report of ec2-profile-check.'));
});

function write(path, text) {
  const file = join(top, path);
  if (!process.argv.includes('--check')) return writeFileSync(file, text);
  if (readFileSync(file, 'utf8') !== text)
    throw new Stop(`${path} is stale; run: node scripts/build-types.mjs`);
}

/** Puts the members of a flattened struct in its place. */
function flattened(types) {
  const find = (name) => types.find((type) => type.name === name);
  return types.map((type) => {
    const members = type.members?.flatMap((member) =>
      member.flatten ? find(member.type.name).members : [member],
    );
    return { ...type, ...(members && { members }) };
  });
}

function declarations(types) {
  const lines = ['// Generated from the Rust types by scripts/build-types.mjs.', ''];
  const text = (type) => {
    if (type.array) return `${text(type.array)}[]`;
    if (type.map) return `Record<string, ${text(type.map)}>`;
    return PRIMITIVES[type.name] ?? type.name;
  };
  for (const { name, doc, members, values } of types) {
    lines.push(`/** ${doc} */`);
    if (values) {
      lines.push(`export type ${name} =`);
      for (const { value, doc } of values) lines.push(`  /** ${doc} */`, `  | '${value}'`);
      lines.push('  ;', '');
      continue;
    }
    lines.push(`export interface ${name} {`);
    for (const { name, doc, optional, type } of members) {
      const shape = name === 'schemaVersion' ? '1' : text(type);
      lines.push(`  /** ${doc} */`, `  ${name}${optional ? '?' : ''}: ${shape};`);
    }
    lines.push('}', '');
  }
  return lines.join('\n').replaceAll('\n  ;\n', ';\n');
}

/** A list of the names of each kind of formats: `FORMATS` of `Format`. */
function lists(types) {
  const list = ({ name, doc, values }) => {
    const constant = `${name.replace(/(?<=.)([A-Z])/g, '_$1').toUpperCase()}S`;
    const names = values.map(({ value }) => `  '${value}',\n`).join('');
    return `/** ${doc.replace('An output format', 'Output formats')} */\nexport const ${constant} = Object.freeze([\n${names}]);\n`;
  };
  return `// Generated from the Rust types by scripts/build-types.mjs.\n\n${types.map(list).join('\n')}`;
}

function schema(types, root, description) {
  const shape = (type) => {
    if (type.array) return { type: 'array', items: shape(type.array) };
    if (type.map) return { type: 'object', additionalProperties: shape(type.map) };
    if (NUMBERS.has(type.name)) return { type: 'integer', minimum: 0 };
    if (PRIMITIVES[type.name]) return { type: PRIMITIVES[type.name] };
    return { $ref: `#/$defs/${type.name}` };
  };
  const definitions = types.map(({ name, doc, members, values }) => {
    if (values) return [name, { description: doc, enum: values.map(({ value }) => value) }];
    const properties = members.map(({ name, doc, type }) => [
      name,
      name === 'schemaVersion' ? { description: doc, const: 1 } : { description: doc, ...shape(type) },
    ]);
    const required = members.filter((member) => !member.optional).map((member) => member.name);
    return [
      name,
      {
        description: doc,
        type: 'object',
        properties: Object.fromEntries(properties),
        required,
        additionalProperties: false,
      },
    ];
  });
  const top = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: root,
    description,
    $ref: `#/$defs/${root}`,
  };
  return `${JSON.stringify({ ...top, $defs: Object.fromEntries(definitions) }, null, 2)}\n`;
}
