// 7. Share links, downloads and print.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { decodeShare, encodeShare } from '../../pkg/share.js';
import { BARE, button, count, headline, paste, playground, source, WHOLE } from './support.mjs';

const play = playground();
const link = (content) =>
  `1.${deflateRawSync(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64url')}`;

test('a link carries files, active file and options, and is not rewritten before an edit', async () => {
  const sender = await play.page();
  await paste(sender, WHOLE);
  await button(sender, 'Share').click();
  const address = await sender.getByLabel('Link').inputValue();
  const receiver = await play.page({ path: new URL(address).hash });
  assert.equal(await source(receiver), WHOLE);
  assert.equal(receiver.url(), address);
  await receiver.locator('#editor .cm-content').click();
  await receiver.keyboard.type('# edited');
  await receiver.waitForFunction(() => !location.hash.includes('code='));
});

test('the fragment is what Node makes of it as well', async () => {
  const code = await encodeShare({
    files: { 'a.tf': 'ünï', 'b.tf': '' },
    active: 'b.tf',
    options: { inputs: 'any' },
  });
  const { files, active, options } = await decodeShare(code);
  assert.deepEqual(
    [...files],
    [
      ['a.tf', 'ünï'],
      ['b.tf', ''],
    ],
  );
  assert.equal(active, 'b.tf');
  assert.deepEqual(options, { inputs: 'any' });
});

test('damaged and hostile links give a friendly message, and the page goes on', async () => {
  const hostile = {
    'cut off': link({ f: { 'main.tf': BARE } }).slice(0, -9),
    'no base64': '1.%%%%',
    'another version': '7.abc',
    nonsense: 'nonsense',
    'not an object': link('[1,2]'),
    'files of the wrong type': link({ f: { 'main.tf': 7 } }),
    'a bomb': `1.${deflateRawSync(Buffer.alloc(60_000_000, 97), { level: 9 }).toString('base64url')}`,
    'a path that leads out': link({ f: { '../../etc/passwd.tf': 'x' } }),
    'an absolute path': link({ f: { '/etc/x.tf': 'x' } }),
    'too many files': link({
      f: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}.tf`, ''])),
    }),
  };
  const page = await play.page({ path: `#code=${hostile['cut off']}` });
  await page.locator('.notice.shown.trouble').waitFor();
  assert.match(await headline(page), /fails/, 'the page begins as without a link');
  for (const [name, code] of Object.entries(hostile)) {
    await page.evaluate((hash) => {
      document.getElementById('notice')?.replaceChildren();
      location.hash = hash;
    }, `code=${code}`);
    await page
      .waitForFunction(() => /\w{4}/.test(document.getElementById('notice')?.textContent ?? ''), null, {
        timeout: 10_000,
      })
      .catch(() => assert.fail(`${name}: no message`));
    assert.match(await page.getByRole('alert').getAttribute('class'), /trouble/, name);
    await paste(page, `${BARE}# ${name}\n`);
    assert.match(await headline(page), /fails/, name);
  }
});

test('names like __proto__ are names', async () => {
  const page = await play.page({
    path: `#code=${link('{"f":{"__proto__":"","constructor":"","main.tf":"variable \\"x\\" {}"},"o":{"variables":{"__proto__":{"polluted":1}}}}')}`,
    wait: false,
  });
  await page.waitForFunction(() => Number(document.documentElement.dataset.checked ?? 0) > 0);
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
});

const FILES = [
  'report.html',
  'report.md',
  'report.json',
  'report.sarif',
  'report.xml',
  'gl-code-quality.json',
  'annotations.txt',
  'oscal-results.json',
  'findings.asff.json',
  'report.txt',
];

/** Chooses an entry of the download dialog by its file name, and gives what is saved. */
async function save(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Download' }).getByRole('button', { name }).click(),
  ]);
  assert.equal(download.suggestedFilename(), name);
  return readFile(await download.path());
}

test('the report is downloaded in each format', async () => {
  let page;
  for (const [index, name] of FILES.entries()) {
    // Chromium lets a page save ten files in a row.
    if (index % 8 === 0) {
      page = await play.page();
      await button(page, 'Download').click();
    }
    const text = (await save(page, name)).toString();
    assert.match(text, /aws_instance\.web/, name);
    if (/json$|sarif$/.test(name)) JSON.parse(text);
  }
});

test('the files are downloaded as a zip, and everything with the note as another', async () => {
  const page = await play.page({ path: '#framework=hipaa' });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  assert.deepEqual(Object.keys(unzipSync(await save(page, 'terraform.zip'))), ['main.tf']);
  const all = unzipSync(await save(page, 'instance-profiles.zip'));
  assert.deepEqual(Object.keys(all).sort(), [...FILES, 'frameworks.md', 'terraform/main.tf'].sort());
  assert.match(strFromU8(all['frameworks.md']), /## HIPAA/);
});

test('on paper there is the verdict, without the tools', async () => {
  const page = await play.page();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation', { name: 'Playground' }).isVisible(), false);
  assert.equal(await page.getByRole('region', { name: 'Terraform' }).isVisible(), false);
  assert.equal(await page.locator('#banner').isVisible(), true);
  assert.equal(await page.locator('.card .chain').first().isVisible(), true);
  assert.ok((await page.pdf()).length > 10_000);
  const open = await play.page({ path: '#example=inputs.02-two-conditions.conditional' });
  await open.emulateMedia({ media: 'print' });
  await open.getByRole('list', { name: 'Cases' }).waitFor();
  assert.equal(
    await open.getByRole('group', { name: 'Assume for var.create', exact: true }).isVisible(),
    false,
  );
  const framework = await play.page({ path: '#framework=hipaa' });
  await framework.emulateMedia({ media: 'print' });
  await framework.getByText('What an auditor asks for').waitFor();
  assert.equal(await framework.getByText('Choose the frameworks').isVisible(), false);
});

test('on paper what the check was told stands beside the verdict, and a dark page is printed light', async () => {
  const page = await play.page({
    path: `#code=${link({ f: { 'main.tf': 'variable "x" {\n  default = 1\n}\n' }, o: { variables: { x: 2 }, inputs: 'any' } })}`,
  });
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  const ink = () => page.evaluate(() => getComputedStyle(document.documentElement).color);
  const onScreen = await ink();
  assert.equal(await page.getByText('Checked with var.x = 2').isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  await page.getByText('Checked with var.x = 2, inputs = "any".').waitFor();
  assert.notEqual(await ink(), onScreen);
});

test('an embedded page shows editor and verdict only, and tells its height', async () => {
  const page = await play.page({ path: '?embed=1' });
  assert.equal(await page.locator('.top').isVisible(), false);
  assert.equal(await page.locator('#banner').isVisible(), true);
  const seen = page.evaluate(
    () => new Promise((resolve) => window.addEventListener('message', (event) => resolve(event.data.type))),
  );
  const before = await count(page);
  await paste(page, WHOLE);
  assert.ok((await count(page)) > before);
  assert.equal(await seen, 'ec2-profile-check:height');
});
