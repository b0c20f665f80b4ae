// 1. What is dragged in from the disk: folders, archives, single files, as Chromium hands them over.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { BARE, button, card, files, headline, paste, playground, source, then, WHOLE } from './support.mjs';

const play = playground();
let disk;
before(async () => {
  disk = await mkdtemp(join(tmpdir(), 'dragged-'));
});
after(() => rm(disk, { recursive: true }));

/** Writes files below the test's folder; returns the path of the first part of their names. */
async function write(contents) {
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(disk, path)), { recursive: true });
    await writeFile(join(disk, path), content);
  }
  return join(disk, Object.keys(contents)[0].split('/')[0]);
}

/** Drags paths of the disk over the page as far as `until`. The browser reads them itself, folders too. */
async function drag(page, paths, until = 'drop') {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', until])
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await session.detach();
}

const said = (page) => page.getByRole('alert').innerText();
const CALL = `module "web" {
  source  = "./modules/web"
  profile = aws_iam_instance_profile.web.name
}
`;
const PROFILE = WHOLE.slice(0, WHOLE.indexOf('resource "aws_instance"'));
const MODULE = `variable "profile" {}
resource "aws_instance" "web" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = var.profile
}
`;

test('a folder is the root module: its modules are judged, what is no input is left out and said', async () => {
  const page = await play.page();
  const folder = await write({
    'stack/main.tf': CALL,
    'stack/iam.tf': PROFILE,
    'stack/modules/web/main.tf': MODULE,
    'stack/.git/hooks/sample.tf': 'never read',
    'stack/.terraform/providers/registry/aws/readme.json': '{}',
    'stack/logo.png': 'no text',
    'stack/LICENSE': 'no input',
  });
  await then(page, () => drag(page, [folder]));
  assert.deepEqual(await files(page), ['main.tf', 'iam.tf', 'modules/web/main.tf']);
  assert.equal(await said(page), '2 files of other kinds left out.');
  assert.match(await headline(page), /2 subjects have/);
  await card(page, 'module.web.aws_instance.web').getByText('Pass', { exact: true }).waitFor();
});

test('a folder of more files than the browser lists at a time, nested deep, is read whole', async () => {
  const page = await play.page();
  const many = Object.fromEntries(
    Array.from({ length: 230 }, (_, index) => [`many/f${String(index).padStart(3, '0')}.tf`, 'locals {}\n']),
  );
  const folder = await write({ ...many, 'many/a/b/c/d/e/f/main.tf': BARE });
  await then(page, () => drag(page, [folder]));
  const paths = await files(page);
  assert.equal(paths.length, 231);
  assert.ok(paths.includes('a/b/c/d/e/f/main.tf'));
  assert.match(await headline(page), /fails/);
});

test('a folder that contains itself comes to an end', async () => {
  const page = await play.page();
  const folder = await write({ 'loop/main.tf': BARE });
  await symlink(folder, join(folder, 'again'));
  await then(page, () => drag(page, [folder]));
  assert.ok((await files(page)).includes('main.tf'));
  assert.match(await headline(page), /fails?/);
});

test('an archive, several files at once, and several folders', async () => {
  const page = await play.page();
  await paste(page, ' ');
  const archive = await write({
    'repo.zip': zipSync({
      'repo/main.tf': strToU8(BARE),
      'repo/modules/a/main.tf': strToU8('variable "x" {}\n'),
      'repo/.git/config.tf': strToU8('never read'),
    }),
  });
  await then(page, () => drag(page, [archive]));
  assert.deepEqual(await files(page), ['main.tf', 'modules/a/main.tf']);

  await paste(page, ' ');
  const one = await write({ 'one.tf': BARE });
  const two = await write({ 'two.tfvars': 'x = 1\n' });
  await then(page, () => drag(page, [one, two]));
  assert.deepEqual(await files(page), ['main.tf', 'one.tf', 'two.tfvars', 'modules/a/main.tf']);

  const left = await write({ 'left/main.tf': BARE });
  const right = await write({ 'right/main.tf': WHOLE });
  await then(page, () => drag(page, [left, right]));
  const both = ['left/main.tf', 'right/main.tf'];
  assert.deepEqual(
    (await files(page)).filter((path) => both.includes(path)),
    both,
  );
});

test('files take the place of an untouched sample, and are added to what somebody wrote', async () => {
  const page = await play.page({ path: '#example=modules.01-ec2-instance.fail' });
  const sample = await source(page);
  const server = await write({ 'server.tf': BARE });
  await then(page, () => drag(page, [server]));
  assert.deepEqual(await files(page), ['server.tf']);
  await page.locator('#editor .cm-content').click();
  await then(page, () => page.keyboard.press('Control+z'));
  assert.deepEqual(await files(page), ['main.tf']);
  assert.equal(await source(page), sample);
  await paste(page, WHOLE.replaceAll('web', 'mine'));
  await then(page, () => drag(page, [server]));
  assert.deepEqual(await files(page), ['main.tf', 'server.tf']);
});

test('while files are over the page it says where they may go, and no longer when they leave', async () => {
  const page = await play.page();
  const before = await source(page);
  const file = await write({ 'over.tf': BARE });
  const place = page.getByText('Drop files, a folder or a zip');
  await drag(page, [file], 'dragOver');
  assert.ok(await place.isVisible());
  await drag(page, [file], 'dragCancel');
  await place.waitFor({ state: 'hidden' });
  assert.equal(await source(page), before);
});

test('an empty folder, and a folder without Terraform, say so and change nothing', async () => {
  const page = await play.page();
  const before = await files(page);
  await mkdir(join(disk, 'empty'));
  await drag(page, [join(disk, 'empty')]);
  await page.getByRole('alert').getByText('There was no Terraform file in it.').waitFor();
  await drag(page, [await write({ 'pictures/a.png': 'x', 'pictures/b.png': 'x' })]);
  await page.getByRole('alert').getByText('2 files of other kinds left out.').waitFor();
  assert.deepEqual(await files(page), before);
});

test('files chosen in the dialog do the same', async () => {
  const page = await play.page();
  const chosen = await write({ 'chosen.tf': WHOLE });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Open…').click()]);
  await then(page, () => chooser.setFiles([chosen]));
  assert.deepEqual(await files(page), ['chosen.tf']);
  assert.match(await headline(page), /usable instance profile/);
});
