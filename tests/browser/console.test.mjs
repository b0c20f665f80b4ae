// 4. The console evaluates expressions in the pasted configuration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paste, playground } from './support.mjs';

const play = playground();

async function ask(page, expression) {
  await page.getByLabel('Expression to evaluate').fill(expression);
  await page.keyboard.press('Enter');
  const answer = page.locator('.console-log .answer').last();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.console-log .answer')].every((one) => one.textContent !== '…'),
  );
  return answer.innerText();
}

test('values, functions, unknowns and mistakes', async () => {
  const page = await play.page();
  await paste(page, 'variable "env" {}\nlocals {\n  names = ["b", "a"]\n}\n');
  await page.click('.console > summary');
  assert.deepEqual(JSON.parse(await ask(page, 'sort(local.names)')), ['a', 'b']);
  assert.equal(await ask(page, '1 + 2'), '3');
  assert.match(await ask(page, 'var.env'), /unknown/);
  assert.match(await ask(page, '1 +'), /./);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.getByLabel('Expression to evaluate').inputValue(), 'var.env');
});
