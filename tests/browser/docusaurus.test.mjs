// 8. The element in a site that Docusaurus really builds, from the package as it is installed, under a strict policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { judged, loadedOnce, serveStrictly, under, undisturbed, used, visit } from './sites.mjs';
import { launch } from './support.mjs';

/** A folder with Docusaurus in its node_modules. */
const installed = process.env.DOCUSAURUS;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const CONFIG = {
  title: 'Site',
  url: 'http://127.0.0.1',
  baseUrl: '/docs/play/',
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
  clientModules: ['./check.js'],
  themeConfig: { prism: { additionalLanguages: ['hcl'] } },
};

let folder;
let server;
let browser;
before(async () => {
  if (!installed) return;
  // Inside of the folder, so that Node finds Docusaurus from there.
  folder = await mkdtemp(join(installed, 'site-'));
  await cp(here('docusaurus'), join(folder, 'docs'), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  await cp(here('../../pkg'), join(folder, 'node_modules', 'ec2-profile-check'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await writeFile(join(folder, 'docusaurus.config.mjs'), `export default ${JSON.stringify(CONFIG)};`);
  await writeFile(join(folder, 'check.js'), await recipe());
  execFileSync('node', [join(installed, 'node_modules/@docusaurus/core/bin/docusaurus.mjs'), 'build'], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, DO_NOT_TRACK: '1' },
  });
  [server, browser] = await Promise.all([serveStrictly(join(folder, 'build/')), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** What the package's README tells to write into a file of clientModules. */
async function recipe() {
  const readme = await readFile(here('../../pkg/README.md'), 'utf8');
  const [line] = /^export const onRouteDidUpdate = .*$/m.exec(readme) ?? [];
  assert.ok(line, 'the README says how');
  return line;
}

/** The address of the part of the built site that holds the element. */
async function elementChunk() {
  const scripts = join(folder, 'build', 'assets', 'js');
  for (const name of await readdir(scripts)) {
    if (!name.endsWith('.js')) continue;
    if ((await readFile(join(scripts, name), 'utf8')).includes('no-ec2-profile-check')) return `**/${name}`;
  }
  assert.fail('the element is in none of the scripts');
}

test('Docusaurus: titles, line numbers, tabs, folds, and going on without loading a page', {
  skip: !installed,
}, async () => {
  const page = await visit(browser, server.url, await elementChunk());
  await judged(page);
  await used(page);
  await page.evaluate(() => {
    window.same = true;
  });
  await page.getByRole('link', { name: 'Widgets of the classic theme' }).first().click();
  await under(page, '"numbered"').getByText('Fail').waitFor();
  assert.equal(await page.evaluate(() => window.same), true, 'it is the same page');
  await under(page, '"first_tab"').getByText('Fail').waitFor();
  assert.equal(await page.locator('ec2-profile-check:visible').count(), 2);
  await page.getByRole('tab', { name: 'With', exact: true }).click();
  await under(page, '"second_tab"').getByText('Pass').waitFor();
  await page.getByText('More', { exact: true }).click();
  await under(page, '"folded"').getByText('Fail').waitFor();
  loadedOnce(page);
  await page.getByRole('link', { name: 'Instance profiles' }).first().click();
  await under(page, '"bare" {').getByText('Fail').waitFor();
  await page
    .getByRole('button', { name: /dark|light|mode/i })
    .first()
    .click();
  assert.equal(await page.locator('ec2-profile-check:visible').count(), 2, 'one for each block');
  undisturbed(page);
});
