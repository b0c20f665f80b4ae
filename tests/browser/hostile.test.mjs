// Markup in names, values, file names and archives: nothing is executed, nothing is requested, all of it is text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { checked, count, paste, playground } from './support.mjs';

const play = playground();
const IMG = '<img src=https://evil.example/x onerror=window.hacked=1>';
const SCRIPT = '</script><script>window.hacked=1</script>';
const hacked = (page) =>
  page.evaluate(
    () => window.hacked ?? document.querySelector('img[src*=evil], script:not([src])')?.outerHTML ?? null,
  );

const CONFIG = `variable "${'profile'}" {
  default = "${IMG}"
}
resource "aws_instance" "a" {
  ami                  = "${IMG}"
  iam_instance_profile = "${SCRIPT}"
  user_data            = "export AWS_SECRET_ACCESS_KEY=${IMG}"
}
resource "aws_instance" "b" {
  for_each             = toset(["${IMG}", "javascript:alert(1)"])
  iam_instance_profile = each.key == "x" ? null : null
}
resource "aws_instance" "${IMG.replaceAll('"', '')}" {
  iam_instance_profile = aws_iam_role.${'r'}.name
}
# ec2-profile-check:ignore ${SCRIPT}
resource "aws_instance" "c" {}
module "m" {
  source = "${IMG}"
}
`;

test('markup in names and values stays text in cards, banner, hover, console and reports', async () => {
  const page = await play.page();
  await paste(page, CONFIG);
  await page.locator('.card').evaluateAll((all) => {
    for (const card of all) card.open = true;
  });
  await page.waitForTimeout(100);
  await page.locator('.card .part').evaluateAll((all) => {
    for (const part of all) part.open = true;
  });
  assert.match(await page.locator('#view-subjects').innerText(), /onerror=window\.hacked/);
  await page.locator('#editor .mark').first().hover();
  await page.click('.console > summary');
  for (const expression of ['var.profile', IMG, `"${SCRIPT}"`]) {
    await page.getByLabel('Expression to evaluate').fill(expression);
    await page.keyboard.press('Enter');
  }
  await page.waitForTimeout(200);
  await page.click('[data-name=download]');
  await page.keyboard.press('Escape');
  assert.equal(await hacked(page), null);
});

test('markup in file names stays text, and names that lead out are refused', async () => {
  const page = await play.page();
  const zip = zipSync({
    [`${IMG.replaceAll('/', '_')}.tf`]: strToU8('resource "aws_instance" "in_zip" {}\n'),
    '../../outside.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    '/absolute.tf': strToU8('resource "aws_instance" "absolute" {}\n'),
    'C:\\windows.tf': strToU8('resource "aws_instance" "windows" {}\n'),
    'ok.tf': strToU8('resource "aws_instance" "ok" {}\n'),
  });
  const seen = await count(page);
  await page.evaluate(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'x.zip'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    [...zip],
  );
  await checked(page, seen);
  const tabs = await page.locator('#tabs .tab').evaluateAll((all) => all.map((tab) => tab.dataset.path));
  assert.ok(tabs.includes('ok.tf'));
  assert.ok(!tabs.some((path) => /outside|absolute|windows/.test(path ?? '')), tabs.join(' '));
  assert.match(await page.locator('#notice').innerText(), /outside\.tf: The name leads out/);
  assert.equal(await hacked(page), null);
});

test('archives that are bombs or no archives are refused', async () => {
  const page = await play.page();
  const bomb = zipSync({ 'big.tf': new Uint8Array(50_000_000) }, { level: 9 });
  for (const [name, bytes] of [
    ['bomb.zip', bomb],
    ['not.zip', strToU8('hello')],
  ]) {
    await page.evaluate(
      ([file, list]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(list)], file));
        document.body.dispatchEvent(
          new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
        );
      },
      [name, [...bytes]],
    );
    await page.waitForFunction(
      (file) =>
        /too large|not a zip|no Terraform/.test(document.getElementById('notice')?.textContent ?? '') && file,
      name,
    );
    await page.evaluate(() => {
      document.getElementById('notice').textContent = '';
    });
  }
  assert.equal(await page.locator('#tabs .tab').count(), 1);
});

test('text of every kind is taken as it is', async () => {
  const page = await play.page();
  for (const text of [
    '\u0000\u0001\u202e',
    '{'.repeat(5000),
    '"${'.repeat(2000),
    `<<EOT\n${'x'.repeat(100_000)}`,
    '\ud800',
    '/*'.repeat(3000),
  ]) {
    await paste(page, text);
  }
  assert.equal(await hacked(page), null);
});
