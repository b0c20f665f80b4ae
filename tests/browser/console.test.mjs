// 4. The console evaluates expressions in the pasted configuration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paste, playground } from './support.mjs';

const play = playground();

async function ask(page, expression) {
  const log = page.getByRole('log', { name: 'Answers' });
  await page.getByLabel('Expression to evaluate').fill(expression);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => !document.querySelector('[role=log]')?.textContent?.endsWith('…'));
  const entry = await log.locator(':scope > *').last().innerText();
  return entry.slice(entry.indexOf('\n')).trim();
}

test('it answers as terraform console does: values, functions, unknowns with their cases, mistakes', async () => {
  const page = await play.page();
  await paste(
    page,
    'variable "env" {\n  type = string\n}\nvariable "on" {\n  type = bool\n}\nlocals {\n  names = ["b", "a"]\n}\n',
  );
  await page.getByText('Console', { exact: true }).click();
  // Recorded from terraform console 1.11 with the same configuration.
  assert.equal(await ask(page, 'sort(local.names)'), 'tolist([\n  "a",\n  "b",\n])');
  assert.equal(await ask(page, '{ a = 1 }'), '{\n  "a" = 1\n}');
  assert.equal(await ask(page, '1 + 2'), '3');
  assert.match(await ask(page, 'var.env'), /unknown: .*var\.env/);
  assert.match(await ask(page, 'var.on ? 1 : 2'), /var\.on is true: 1\n\s*var\.on is false: 2/);
  assert.match(await ask(page, '1 +'), /^error: .*ends too early/);
  assert.match(await ask(page, 'local.absent'), /^error: .*absent/);
  for (let back = 0; back < 3; back++) await page.keyboard.press('ArrowUp');
  assert.equal(await page.getByLabel('Expression to evaluate').inputValue(), 'var.on ? 1 : 2');
});

test('it follows the files and the variables given', async () => {
  const page = await play.page();
  await paste(page, 'variable "env" {\n  type    = string\n  default = "dev"\n}\n');
  await page.getByText('Console', { exact: true }).click();
  assert.equal(await ask(page, 'upper(var.env)'), '"DEV"');
  await page.getByText('Variables (1)').click();
  await page
    .getByRole('group', { name: 'Value of var.env' })
    .getByRole('button', { name: 'a value' })
    .click();
  await page.getByRole('textbox', { name: 'var.env as text' }).fill('prod');
  assert.equal(await ask(page, 'upper(var.env)'), '"PROD"');
});
