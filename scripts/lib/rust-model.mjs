// Reads the types of the Rust model, those that serde writes or whose names are told as words: enough of the language for plain data, and an error for anything else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, top } from './run.mjs';

/**
 * The structs and enums of some source files.
 * A struct is { name, doc, members: [{ name, doc, optional, flatten, type }] }; an enum { name, doc, values: [...] }.
 */
export function rustTypes(paths) {
  return paths.flatMap((path) => parse(path, readFileSync(join(top, path), 'utf8')));
}

function parse(path, text) {
  const types = [];
  let doc = [];
  let attributes = '';
  let open;
  for (const [index, line] of text.split('\n').entries()) {
    const fail = (what) => {
      throw new Stop(`${path}:${index + 1}: ${what}: ${line.trim()}`);
    };
    const trimmed = line.trim();
    if (trimmed === '#[cfg(test)]') break;
    if (trimmed.startsWith('///')) {
      doc.push(trimmed.slice(3).trim());
      continue;
    }
    if (trimmed.startsWith('#[')) {
      attributes += trimmed;
      continue;
    }
    const item = /^pub (struct|enum) (\w+)(?:<[^>]*>)? \{$/.exec(line);
    if (item) {
      const isData = /derive\([^)]*Serialize/.test(attributes) || text.includes(`json_words!(${item[2]} {`);
      open = { name: item[2], doc: doc.join(' '), rename: renaming(attributes), isData };
      if (item[1] === 'struct') open.members = [];
      else open.values = [];
    } else if (line === '}' && open) {
      if (open.isData) types.push(open);
      open = undefined;
    } else if (open?.isData && trimmed) {
      if (open.members)
        open.members.push(member(trimmed, attributes, doc.join(' '), open.rename) ?? fail('not a field'));
      else
        open.values.push(
          variant(trimmed, attributes, doc.join(' '), open.rename) ?? fail('not a plain variant'),
        );
    }
    doc = [];
    attributes = '';
  }
  return types;
}

function renaming(attributes) {
  return /rename_all = "([^"]+)"/.exec(attributes)?.[1] ?? 'none';
}

function member(line, attributes, doc, rename) {
  const field = /^pub (?:r#)?(\w+): (.+),$/.exec(line);
  if (!field) return undefined;
  return {
    name: /[( ]rename = "([^"]+)"/.exec(attributes)?.[1] ?? renamed(field[1], rename),
    doc,
    optional: attributes.includes('skip_serializing_if'),
    flatten: attributes.includes('flatten'),
    type: type(field[2]),
  };
}

function variant(line, attributes, doc, rename) {
  const name = /^(\w+),$/.exec(line)?.[1];
  if (!name) return undefined;
  const words = name.replace(/(?<=.)([A-Z])/g, '_$1').toLowerCase();
  return {
    value:
      /[( ]rename = "([^"]+)"/.exec(attributes)?.[1] ??
      (rename === 'kebab-case' ? words.replaceAll('_', '-') : words),
    doc,
  };
}

function renamed(name, rename) {
  return rename === 'camelCase' ? name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) : name;
}

/** { array: T } | { map: T } | { name } of a Rust type; references, what is shared and options are looked through. */
function type(text) {
  const bare = text.replace(/^&('\w+ )?/, '');
  const [, list] = /^(?:Vec<|\[)(.+)[>\]]$/.exec(bare) ?? [];
  if (list) return { array: type(list) };
  const [, map] = /^(?:BTreeMap|IndexMap|SortedMap)<String, (.+)>$/.exec(bare) ?? [];
  if (map) return { map: type(map) };
  const [, option] = /^(?:Option|Rc)<(.+)>$/.exec(bare) ?? [];
  if (option) return type(option);
  return { name: bare };
}
