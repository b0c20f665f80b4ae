// 8. The element in sites that MkDocs really builds: its own themes and Material, with the settings people have, under
// a strict policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { judged, loadedOnce, serveStrictly, under, undisturbed, used, visit } from './sites.mjs';
import { launch } from './support.mjs';

const python = process.env.MKDOCS;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const SCRIPT = `import { enhance } from './element/element.js';
if (window.document$) window.document$.subscribe(() => enhance(document));
else enhance(document);
`;
const FENCED = ['fenced_code'];
const PYGMENTS = [...FENCED, 'codehilite'];
/** As the Material documentation recommends it, and with the name of the language in the markup. */
const MATERIAL = [
  'pymdownx.superfences',
  'pymdownx.details',
  { 'pymdownx.tabbed': { alternate_style: true } },
];
const named = {
  'pymdownx.highlight': { anchor_linenums: true, line_spans: '__span', pygments_lang_class: true },
};

let folder;
let browser;
const servers = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkdocs-'));
  const docs = join(folder, 'docs');
  await cp(here('mkdocs'), docs, { recursive: true });
  await mkdir(join(docs, 'element'));
  const scripts = (await readdir(here('../../pkg'))).filter((name) => name.endsWith('.js'));
  for (const name of [...scripts, 'wasm'])
    await cp(here(`../../pkg/${name}`), join(docs, 'element', name), { recursive: true });
  await writeFile(join(docs, 'check.js'), SCRIPT);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
  await rm(folder, { recursive: true });
});

/** Builds a site and opens it. MkDocs reads JSON as the YAML that it is. */
async function site(name, theme, extensions) {
  const out = join(folder, name);
  const server = await serveStrictly(`${out}/`);
  servers.push(server);
  const config = {
    site_name: 'Site',
    site_url: server.url,
    docs_dir: join(folder, 'docs'),
    site_dir: out,
    use_directory_urls: false,
    theme,
    markdown_extensions: extensions,
    extra_javascript: [{ path: 'check.js', type: 'module' }],
  };
  const path = join(folder, `${name}.yml`);
  await writeFile(path, JSON.stringify(config));
  execFileSync(python, ['-m', 'mkdocs', 'build', '--quiet', '--config-file', path], { stdio: 'ignore' });
  return visit(browser, server.url, '**/check.js');
}

for (const [name, theme, extensions] of [
  ['mkdocs', { name: 'mkdocs', highlightjs: false }, FENCED],
  ['mkdocs-pygments', { name: 'mkdocs', highlightjs: false }, PYGMENTS],
  ['readthedocs', { name: 'readthedocs', highlightjs: false }, PYGMENTS],
]) {
  test(`MkDocs, ${name}: blocks are found with and without their language named`, {
    skip: !python,
  }, async () => {
    const page = await site(name, theme, extensions);
    await judged(page);
    await used(page);
    undisturbed(page);
  });
}

for (const [name, highlight] of [
  ['material', { 'pymdownx.highlight': {} }],
  ['material-named', named],
]) {
  test(`MkDocs, ${name}: tabs, folds, line numbers, and going on without loading a page`, {
    skip: !python,
  }, async () => {
    const theme = { name: 'material', font: false, features: ['navigation.instant'] };
    const page = await site(name, theme, [...MATERIAL, highlight]);
    await judged(page);
    await used(page);
    await page.evaluate(() => {
      window.same = true;
    });
    await page.getByRole('link', { name: 'Widgets of the Material theme' }).first().click();
    await under(page, '"numbered"').getByText('Fail').waitFor();
    assert.equal(await page.evaluate(() => window.same), true, 'it is the same page');
    await under(page, '"first_tab"').getByText('Fail').waitFor();
    assert.equal(await under(page, '"second_tab"').textContent(), '…', 'not in view yet');
    await page.getByText('With', { exact: true }).click();
    await under(page, '"second_tab"').getByText('Pass').waitFor();
    await page.getByText('More', { exact: true }).click();
    await under(page, '"folded"').getByText('Fail').waitFor();
    assert.equal(await page.locator('ec2-profile-check').count(), 4, 'none for the column of numbers');
    loadedOnce(page);
    undisturbed(page);
  });
}
