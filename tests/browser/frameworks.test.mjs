// 3. Frameworks: ids, interpretation, what an auditor asks for, a note to take along, deep links.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { button, playground } from './support.mjs';

const play = playground();

test('a deep link shows its framework with requirements and interpretation', async () => {
  const page = await play.page({ path: '#framework=hipaa' });
  const article = page.getByRole('article');
  await article.waitFor();
  assert.equal(await article.count(), 1);
  assert.match(await article.innerText(), /164\.312\(a\)\(1\)/);
  assert.match(await article.innerText(), /What an auditor asks for/);
});

test('all ten can be chosen, the choice is in the address, and the note has them', async () => {
  const page = await play.page();
  await page.getByRole('tab', { name: 'Frameworks' }).click();
  const chips = page.getByRole('group', { name: 'Frameworks' }).getByRole('button');
  await chips.nth(9).waitFor();
  assert.equal(await chips.count(), 10);
  await button(page, 'PCI DSS').click();
  await button(page, 'NIST SP 800-53').click();
  assert.match(page.url(), /#framework=pcidss,nist80053$/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download a note' }).click(),
  ]);
  const note = await readFile(await download.path(), 'utf8');
  assert.match(note, /## PCI DSS 4\.0/);
  assert.match(note, /- 8\.3\.4: /);
  assert.match(note, /- AC-3: /);
  assert.match(note, /- Fail: `aws_instance\.web`/);
});

test('a framework that there is not is left out', async () => {
  const page = await play.page({ path: '#framework=hipaa,%3Cimg%20src=x%3E,nonsense' });
  await page.getByRole('article').waitFor();
  assert.equal(await page.getByRole('article').count(), 1);
});

test('codes and pitfalls have a link of their own', async () => {
  const page = await play.page({ path: '#explain=stub-profile' });
  const entry = page.locator('[data-explain=stub-profile]');
  await entry.waitFor();
  assert.equal(await entry.evaluate((element) => element.open), true);
});
