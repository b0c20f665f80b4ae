// 5. Examples: each loads, and ends as its name says.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { check, control } from '../../pkg/node.js';
import { examples, subjects } from './data.mjs';
import { button, headline, playground, source, then } from './support.mjs';

const play = playground();

test('every example ends as its name says', async () => {
  const all = await examples();
  assert.ok(all.length >= 35, `${all.length} examples`);
  for (const { id, outcome, files } of all) {
    const { summary, diagnostics } = check(files);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
      id,
    );
    const worst = ['fail', 'conditional', 'unknown', 'pass'].find((status) => summary[status] > 0);
    assert.equal(worst, outcome, id);
  }
});

test('every subject has a passing and a failing one, and every pitfall a pair', async () => {
  const names = await readdir(new URL('../../www/examples/2-subjects/', import.meta.url));
  const types = await subjects();
  assert.ok(types.includes('aws_instance'));
  for (const subject of types) {
    for (const outcome of ['pass', 'fail'])
      assert.ok(
        names.some((name) => name.endsWith(`-${subject}.${outcome}.tf`)),
        `${subject} ${outcome}`,
      );
  }
  for (const { id, affected, mended } of control().pitfalls) {
    const shown = (text) => {
      const { results } = check({ 'main.tf': text });
      return { pitfalls: results.flatMap((result) => result.pitfalls.map((pitfall) => pitfall.id)), results };
    };
    assert.ok(shown(affected).pitfalls.includes(id), `${id}: the trap is told by its name`);
    const { pitfalls, results } = shown(mended);
    assert.deepEqual(pitfalls, [], `${id}: the mended one has none`);
    assert.ok(
      results.every(({ status }) => status === 'pass'),
      `${id}: the mended one passes`,
    );
  }
});

test('the gallery loads an example and the address names it', async () => {
  const page = await play.page();
  await button(page, 'Examples').click();
  await then(page, () =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: 'aws_autoscaling_group whose template has one Pass' })
      .click(),
  );
  assert.match(await headline(page), /usable instance profile/);
  assert.match(page.url(), /#example=subjects\.05-aws_autoscaling_group\.pass/);
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset.checked);
  await page.locator('.card', { hasText: 'aws_autoscaling_group.web' }).waitFor();
});

test('every entry of the gallery carries the verdict on it, pitfalls too, and the files on screen stay', async () => {
  const page = await play.page();
  const before = await source(page);
  await button(page, 'Examples').click();
  const entries = page.getByRole('dialog', { name: 'Examples' }).getByRole('listitem').getByRole('button');
  const all = (await examples()).length + 2 * control().pitfalls.length;
  // The gallery is loaded when it is asked for.
  await entries.first().waitFor();
  assert.equal(await entries.count(), all);
  await page.waitForFunction((n) => document.querySelectorAll('.gallery .outcome .badge').length === n, all);
  const words = { pass: 'Pass', fail: 'Fail', conditional: 'Depends', unknown: 'Unknown' };
  for (const { title, affected, mended } of control().pitfalls) {
    for (const [name, text] of [
      [title, affected],
      [`${title}: the way out`, mended],
    ]) {
      const { summary, results } = check({ 'main.tf': text });
      const worst = ['fail', 'conditional', 'unknown', 'pass'].find((status) => summary[status] > 0);
      const trap = worst === 'pass' && results.some((result) => result.pitfalls.length > 0);
      const told = `${name} ${words[worst]}${trap ? ' but a pitfall' : ''}`;
      assert.equal(await entries.and(page.getByRole('button', { name: told, exact: true })).count(), 1, told);
    }
  }
  await page.keyboard.press('Escape');
  assert.equal(await source(page), before);
});
