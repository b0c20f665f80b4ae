import type { Control } from 'ec2-profile-check';

// The examples, loaded when they are first asked for. A file is an example; so is a folder. What comes before
// the first dot of its name and the word after it (`aws_instance.fail`) say what it shows and how it has to end.

/** An example to load. */
export interface Example {
  id: string;
  group: string;
  title: string;
  files: Map<string, string>;
}

const sources = import.meta.glob<string>('../examples/**/*', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const GROUPS: Record<string, string> = {
  '1-control-page': "From the control's documentation",
  '2-subjects': 'Every subject, passing and failing',
  '4-modules': 'Real-world module calls',
  '5-inputs': 'Undecided inputs and proofs',
};

/** Pairs of examples, the trap and the way out of it, from the control's own texts. */
export function pitfallExamples(control: Control): Example[] {
  return control.pitfalls.flatMap(({ id, title, affected, mended }) => [
    pitfallExample(`pitfalls.${id}`, title, affected),
    pitfallExample(`pitfalls.${id}.mended`, `${title}: the way out`, mended),
  ]);
}

function pitfallExample(id: string, title: string, text: string): Example {
  return {
    id,
    group: 'Pitfalls, and the way out',
    title,
    files: new Map([['main.tf', text]]),
  };
}

/** All examples in order. The first line of each is a comment: its title. */
export const EXAMPLES: Example[] = Object.keys(sources)
  .sort()
  .reduce<Example[]>((list, path) => {
    const [, folder = '', name = ''] = /examples\/([^/]+)\/(.+)$/.exec(path) ?? [];
    const text = sources[path] ?? '';
    const slash = name.indexOf('/');
    const base = slash > 0 ? name.slice(0, slash) : name.replace(/\.(tf|json)$/, '');
    const id = `${folder.replace(/^\d+-/, '')}.${base}`;
    const file = slash > 0 ? name.slice(slash + 1) : 'main.tf';
    let example = list.find((one) => one.id === id);
    if (!example) {
      example = { id, group: GROUPS[folder] ?? folder, title: base, files: new Map() };
      list.push(example);
    }
    if (file === 'main.tf') example.title = /^#\s*(.+)/.exec(text)?.[1] ?? base;
    example.files.set(file, text);
    return list;
  }, []);
