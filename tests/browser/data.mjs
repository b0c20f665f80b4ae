// The playground's examples and lessons, read from their folders, and the kinds of subjects.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const www = fileURLToPath(new URL('../../www/', import.meta.url));

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = {};
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
    files[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return files;
}

/** The resource types that are judged. */
export async function subjects() {
  const table = await readFile(new URL('../../src/control/subject.rs', import.meta.url), 'utf8');
  const always = table.slice(table.indexOf('const SUBJECTS'), table.indexOf('const SERVICES'));
  return [...always.matchAll(/"(aws_\w+)"/g)].map(([, type]) => type);
}

/** Every example with the outcome in its name. */
export async function examples() {
  const found = [];
  for (const group of (await readdir(`${www}examples`)).sort()) {
    for (const entry of (await readdir(`${www}examples/${group}`, { withFileTypes: true })).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const path = `${www}examples/${group}/${entry.name}`;
      found.push({
        id: `${group}/${entry.name}`,
        outcome: /\.(pass|fail|conditional|unknown)(\.tf)?$/.exec(entry.name)?.[1],
        files: entry.isDirectory() ? await filesBelow(path) : { 'main.tf': await readFile(path, 'utf8') },
      });
    }
  }
  return found;
}

/** The lessons in order: id, files, solution, closing remark, and the block that its first condition is about. */
export async function lessons() {
  const found = [];
  for (const name of (await readdir(`${www}lessons`)).sort()) {
    const all = await filesBelow(`${www}lessons/${name}`);
    const { done, intro, goal, closing } = JSON.parse(all['lesson.json']);
    const address = done.find((condition) => condition.address).address.split('.');
    const files = Object.fromEntries(Object.entries(all).filter(([path]) => /^[^/]+\.tf$/.test(path)));
    const subject =
      address[0] === 'module' ? `module "${address[1]}"` : `resource "${address[0]}" "${address[1]}"`;
    const solution = Object.fromEntries(
      Object.entries(all)
        .filter(([path]) => path.startsWith('solution/'))
        .map(([path, text]) => [path.slice('solution/'.length), text]),
    );
    found.push({ id: name.replace(/^\d+-/, ''), files, solution, intro, goal, closing, subject });
  }
  return found;
}
