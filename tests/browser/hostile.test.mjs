// Markup in names, values, file names and archives: nothing is executed, nothing is requested, all of it is text.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { decodeShare, encodeShare } from '../../pkg/share.js';
import { button, checked, count, files, open, paste, playground } from './support.mjs';

const play = playground();
const IMG = '<img src=https://evil.example/x onerror=window.hacked=1>';
const SCRIPT = '</script><script>window.hacked=1</script>';
const hacked = (page) =>
  page.evaluate(
    () => window.hacked ?? document.querySelector('img[src*=evil], script:not([src])')?.outerHTML ?? null,
  );

const CONFIG = `variable "${'profile'}" {
  default     = "${IMG}"
  description = "${SCRIPT}"
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
  await page.getByText('Console', { exact: true }).click();
  for (const expression of ['var.profile', IMG, `"${SCRIPT}"`]) {
    await page.getByLabel('Expression to evaluate').fill(expression);
    await page.keyboard.press('Enter');
  }
  await page.waitForTimeout(200);
  await button(page, 'Download').click();
  await page.keyboard.press('Escape');
  assert.equal(await hacked(page), null);
});

/** Drops files on the page. */
async function drop(page, files) {
  await page.evaluate(
    (list) => {
      const data = new DataTransfer();
      for (const [name, bytes] of list) data.items.add(new File([new Uint8Array(bytes)], name));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    files.map(([name, bytes]) => [name, [...bytes]]),
  );
}

test('markup in file names stays text, and names that lead out are refused', async () => {
  const page = await play.page();
  const zip = zipSync({
    [`${IMG.replaceAll('/', '_')}.tf`]: strToU8('resource "aws_instance" "in_zip" {}\n'),
    '../../outside.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    '/absolute.tf': strToU8('resource "aws_instance" "absolute" {}\n'),
    'C:\\windows.tf': strToU8('resource "aws_instance" "windows" {}\n'),
    'a/../../outside.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    'a/./outside.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    '..\\outside.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    'outside\u202eft.tf': strToU8('resource "aws_instance" "outside" {}\n'),
    [`outside-${'x'.repeat(300)}.tf`]: strToU8('resource "aws_instance" "outside" {}\n'),
    'inner.zip': zipSync({ 'outside.tf': strToU8('resource "aws_instance" "outside" {}\n') }),
    'ok.tf': strToU8('resource "aws_instance" "ok" {}\n'),
  });
  const seen = await count(page);
  await drop(page, [['x.zip', zip]]);
  await checked(page, seen);
  const tabs = await files(page);
  assert.ok(tabs.includes('ok.tf'));
  assert.ok(!tabs.some((path) => /outside|absolute|windows/.test(path ?? '')), tabs.join(' '));
  assert.match(await page.getByRole('alert').innerText(), /outside\.tf: The name leads out/);
  assert.equal(await hacked(page), null);
});

test('archives that are bombs or no archives are refused', async () => {
  const page = await play.page();
  const bomb = zipSync({ 'big.tf': new Uint8Array(50_000_000) }, { level: 9 });
  for (const [name, bytes] of [
    ['bomb.zip', bomb],
    ['not.zip', strToU8('hello')],
  ]) {
    await drop(page, [[name, bytes]]);
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

test('of ten thousand files the first are taken, in one sentence', async () => {
  const page = await play.page();
  const entries = {};
  for (let index = 0; index < 10_000; index++)
    entries[`d${index % 50}/f${index}.tf`] = strToU8('locals {}\n');
  const seen = await count(page);
  await drop(page, [['many.zip', zipSync(entries, { level: 0 })]]);
  await checked(page, seen);
  const message = await page.getByRole('alert').innerText();
  assert.match(message, /^Only the first 500 files were taken; 9,500 more were left out\./);
  assert.equal(await page.getByRole('tablist', { name: 'Files' }).getByRole('tab').count(), 500);
});

test('what is no text is refused by name, whatever its name says', async () => {
  const page = await play.page();
  const binary = Uint8Array.from({ length: 300 }, (_, index) => 128 + (index % 128));
  await drop(page, [['program.tf', binary]]);
  await page.getByRole('alert').getByText('program.tf: The file is not UTF-8 text.').waitFor();
  assert.equal(await page.getByRole('tablist', { name: 'Files' }).getByRole('tab').count(), 1);
});

test('markup in every part of a link stays text', async () => {
  const path = `${IMG.replaceAll('/', '_')}.tf`;
  const code = await encodeShare({
    files: { [path]: CONFIG, 'b.tf': `# ${SCRIPT}` },
    active: path,
    options: { variables: { [IMG]: SCRIPT, profile: IMG }, allowedProfiles: [IMG], root: '', inputs: IMG },
  });
  const page = await play.page({ path: `#code=${code}` });
  await page.getByText('is given, but not declared').waitFor();
  assert.match(await page.locator('.variables').innerText(), /onerror=window\.hacked/);
  assert.match(await page.getByRole('tab', { selected: true }).first().innerText(), /onerror/);
  await page.getByRole('button', { name: 'Download' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'HTML page' }).click(),
  ]);
  const report = await page.context().newPage();
  const html = await readFile(await download.path(), 'utf8');
  await report.setContent(html);
  assert.equal(await hacked(report), null);
  assert.equal(await hacked(page), null);
  for (const fragment of [`framework=${IMG}`, `explain=${IMG}`, `example=${IMG}`, `lesson=${IMG}`, IMG]) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, encodeURI(fragment));
    await page.waitForTimeout(50);
  }
  assert.equal(await hacked(page), null);
});

/** Names that JavaScript gives a meaning to. `JSON.parse` makes them properties like others. */
const MEANING = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'];
const record = (entries) =>
  JSON.parse(`{${entries.map(([k, v]) => `${JSON.stringify(k)}:${JSON.stringify(v)}`)}}`);

test('names that mean something to JavaScript are names like others', async () => {
  const text = MEANING.map(
    (name) =>
      `variable "${name}" {\n  type = string\n}\nresource "aws_instance" "${name}" {\n  for_each = toset(["${name}"])\n  iam_instance_profile = var.${name}\n}\n`,
  ).join('');
  const files = record([['main.tf', text], ...MEANING.map((name) => [`${name}.tf`, `# ${name}\n`])]);
  const options = { variables: record(MEANING.map((name) => [name, `value of ${name}`])) };
  const page = await play.page({
    path: `#code=${await encodeShare({ files, active: '__proto__.tf', options })}`,
  });
  assert.match(await page.locator('#banner').innerText(), /All 7 subjects have a usable instance profile/);
  assert.equal(await page.getByRole('tab', { selected: true }).first().getAttribute('title'), '__proto__.tf');
  for (const name of MEANING) {
    await page.getByRole('group', { name: `aws_instance.${name}["${name}"]`, exact: true }).waitFor();
    await page.locator(`[data-variable="${name}"]`).waitFor({ state: 'attached' });
  }
  await page.locator('#assumptions details').evaluateAll((all) => {
    for (const details of all) details.open = true;
  });
  await page
    .getByRole('group', { name: 'Value of var.__proto__' })
    .getByRole('button', { name: 'empty' })
    .click();
  await page.locator('#banner.fail').waitFor();
  await button(page, 'Share').click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  const again = await decodeShare(new URL(link).hash.replace('#code=', ''));
  assert.equal(Object.getOwnPropertyDescriptor(again.options.variables, '__proto__')?.value, '');
  assert.equal(again.files.get('__proto__.tf'), '# __proto__\n');
  assert.equal(await page.evaluate(() => Object.keys(Object.prototype).length), 0);
});

test('markup in plans, states and documents of other kinds stays text', async () => {
  const page = await play.page();
  const resource = (name) => ({
    address: `aws_instance.${name}["${IMG}"]`,
    mode: 'managed',
    type: 'aws_instance',
    name,
    index: IMG,
    provider_name: SCRIPT,
    schema_version: 1,
    values: { ami: IMG, iam_instance_profile: SCRIPT, user_data: IMG, tags: record([[IMG, SCRIPT]]) },
  });
  const root_module = { resources: [resource('a'), resource(IMG)] };
  const documents = {
    'plan.json': {
      format_version: '1.2',
      terraform_version: IMG,
      planned_values: { root_module },
      resource_changes: [],
    },
    'state.json': { format_version: '1.0', terraform_version: SCRIPT, values: { root_module } },
    'instances.json': {
      Reservations: [
        {
          OwnerId: IMG,
          Instances: [{ InstanceId: IMG, State: { Name: SCRIPT }, IamInstanceProfile: { Arn: IMG } }],
        },
      ],
    },
    'main.tf.json': {
      resource: { aws_instance: record([[IMG, { iam_instance_profile: SCRIPT }]]) },
      '//': IMG,
    },
    'terraform.tfvars.json': record([[IMG, SCRIPT]]),
  };
  for (const [name, document] of Object.entries(documents)) {
    const seen = await count(page);
    await drop(page, [[name, strToU8(JSON.stringify(document))]]);
    await checked(page, seen);
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.open = true;
    });
    await page.waitForTimeout(100);
    await page.locator('.card .part').evaluateAll((all) => {
      for (const part of all) part.open = true;
    });
    assert.equal(await hacked(page), null, name);
  }
  assert.match(await page.locator('#view-subjects').innerText(), /onerror=window\.hacked/);
});

test('in the note of the frameworks, and in the copied Markdown, what comes from the input is code', async () => {
  const page = await play.page({
    path: '#framework=hipaa',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await paste(
    page,
    `resource "aws_instance" "a" {\n  for_each = toset(["${IMG}", "@admin", "https://evil.example", "\`\`x\`", "[a](b)"])\n}\n`,
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download a note for the file').click(),
  ]);
  const note = await readFile(await download.path(), 'utf8');
  for (const name of [IMG, '@admin', 'https://evil.example', '``x`', '[a](b)'])
    assert.ok(note.includes(name), name);
  const outside = note.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  assert.doesNotMatch(outside, /evil|@admin|onerror|\[a\]|``/);
  await button(page, 'Share').click();
  await button(page, 'Copy as Markdown').click();
  await page.getByText('Markdown copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^`main\.tf`\n\n```hcl\n[\s\S]*\n```$/);
});

test('what was put into the storage of the page by another hand does nothing', async () => {
  for (const kept of [
    IMG,
    '{"__proto__":{"hacked":1}}',
    '[null,{},["a"],"why-a-profile"]',
    '1e999',
    'x'.repeat(100_000),
  ]) {
    const context = await play.browser.newContext({ serviceWorkers: 'block' });
    await context.addInitScript((value) => {
      localStorage.setItem('lessons-done', value);
      localStorage.setItem('theme', value);
    }, kept);
    const page = await open(context, play.url);
    await button(page, 'Lessons').click();
    await page
      .getByRole('dialog', { name: 'Lessons' })
      .getByText(/[01] of 16 done in this browser/)
      .waitFor();
    assert.equal(await hacked(page), null);
    assert.deepEqual(page.trouble, []);
    await context.close();
  }
});

test('in the element too markup stays text: in the block, in the name of the file, opened and being edited', async () => {
  const page = await play.page({ path: 'demo/plain.html', wait: false });
  await page.evaluate(
    ([text, name]) => {
      const pre = document.createElement('pre');
      pre.dataset.file = name;
      pre.textContent = text;
      const element = document.createElement('ec2-profile-check');
      element.id = 'hostile';
      element.append(pre);
      document.body.prepend(element);
    },
    [CONFIG, `${IMG.replaceAll('/', '_')}.tf`],
  );
  const element = page.locator('#hostile');
  await element.locator('.bar:not([disabled])').click();
  await element.getByRole('button', { name: 'Edit' }).click();
  await element.getByRole('textbox').fill(`${CONFIG}\n# ${SCRIPT}`);
  await page.waitForTimeout(300);
  assert.match(await element.locator('.panel').innerText(), /onerror=window\.hacked/);
  assert.equal(await element.evaluate((one) => one.shadowRoot.querySelector('img, script, iframe')), null);
  assert.equal(await hacked(page), null);
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
