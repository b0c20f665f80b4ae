// 2. The verdict at a glance: banner, cards, chain, trace, tools, cases, fixes; many results and broken text.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { control } from '../../pkg/node.js';
import { encodeShare } from '../../pkg/share.js';
import { BARE, button, card, headline, paste, playground, source, then, WHOLE } from './support.mjs';

const play = playground();

test('the banner says what is the case and what to do first', async () => {
  const page = await play.page();
  await paste(page, WHOLE + BARE.replaceAll('web', 'api'));
  assert.match(await headline(page), /1 of \d+ subjects fails/);
  assert.match(await page.locator('#banner .advice').innerText(), /aws_instance\.api/);
  await button(page, 'Show me').click();
  assert.ok(await page.locator('#editor .cm-flash').first().innerText());
  await paste(page, ' ');
  assert.match(await headline(page), /Nothing to check yet/);
  await paste(page, 'variable "x" {}\n');
  assert.match(await headline(page), /No EC2 subject/);
});

test('the chain is a list whose nodes lead to their source, and a broken link is drawn broken', async () => {
  const page = await play.page();
  await paste(page, WHOLE);
  const whole = card(page, 'aws_instance.web');
  await whole.locator('summary').first().click();
  if (!(await whole.evaluate((element) => element.open))) await whole.locator('summary').first().click();
  const kinds = await whole.locator('.chain .kind').allInnerTexts();
  assert.deepEqual(kinds, ['Instance', 'Instance profile', 'Role', 'Policies']);
  const chain = whole.getByRole('list', { name: 'Credential chain' });
  for (const [kind, line] of [
    [/^Instance aws_instance/, 'resource "aws_instance" "web"'],
    [/^Instance profile/, 'resource "aws_iam_instance_profile" "web"'],
    [/^Role/, 'resource "aws_iam_role" "web"'],
  ]) {
    await chain.getByRole('button', { name: kind }).click();
    await page.locator('#editor .cm-activeLine', { hasText: line }).waitFor();
  }
  await paste(page, BARE);
  assert.ok((await card(page, 'aws_instance.web').locator('.chain .link.broken').count()) > 0);
  assert.ok(
    (await card(page, 'aws_instance.web').locator('.chain .connector.broken, .chain .link.missing').count()) >
      0,
  );
});

test('every node of a chain leads to its source, by mouse and by key, in whatever file or module it is', async () => {
  const root = new URL('../cases/reference/places-of-the-chain/', import.meta.url);
  const names = ['main.tf', 'instances.tf', 'modules/access/main.tf', 'modules/access/policies.tf'];
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, root), 'utf8')])),
  );
  const { results } = JSON.parse(await readFile(new URL('expected.json', root), 'utf8'));
  const page = await play.page({ path: `#code=${await encodeShare({ files })}` });
  await page.locator('.card').evaluateAll((all) => {
    for (const one of all) one.open = true;
  });
  const seen = new Set();
  for (const [address, { places }] of Object.entries(results)) {
    const nodes = card(page, address)
      .getByRole('list', { name: 'Credential chain' })
      .getByRole('listitem')
      .getByRole('button');
    assert.equal(await nodes.count(), places.length, address);
    for (const [index, place] of places.entries()) {
      const node = nodes.nth(index);
      seen.add(await node.locator('.kind').innerText());
      const [file, line] = place.split(':');
      const text = files[file].split('\n')[line - 1];
      for (const act of ['click', 'press']) {
        await page.getByRole('tab', { name: file === 'main.tf' ? /^instances/ : /^main/ }).click();
        if (act === 'click') await node.click();
        else await node.press('Enter');
        await page.locator('#editor .cm-activeLine').getByText(text, { exact: true }).waitFor();
        assert.equal(
          await page
            .getByRole('tablist', { name: 'Files' })
            .getByRole('tab', { selected: true })
            .getAttribute('title'),
          file,
        );
        assert.ok(
          await page
            .locator('#editor .cm-content')
            .evaluate((one) => one.getRootNode().activeElement === one),
        );
      }
    }
  }
  assert.deepEqual([...seen].sort(), ['Instance', 'Instance profile', 'Launch template', 'Policies', 'Role']);
});

test('how a value came about is told step by step', async () => {
  const page = await play.page();
  await paste(
    page,
    'locals {\n  profile = null\n}\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = local.profile\n}\n',
  );
  const it = card(page, 'aws_instance.web');
  await it.locator('summary', { hasText: 'How this value came about' }).click();
  assert.match(await it.locator('.trace').innerText(), /local\.profile/);
  assert.match(await it.locator('.trace').innerText(), /null/);
});

test('what runs already without a profile is told how to get one, where every case fails and where one does', async () => {
  const page = await play.page();
  const [{ command }] = control().retrofit.steps.filter(({ command }) => / associate-iam/.test(command));
  const instance = (value) =>
    `variable "attach" {\n  type = bool\n}\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = ${value}\n}\n`;
  const it = card(page, 'aws_instance.web');
  const advice = it.getByText('Instances that run already');
  for (const [value, only] of [
    ['null', 0],
    ['var.attach ? "web" : null', 1],
  ]) {
    await paste(page, instance(value));
    await advice.click();
    assert.ok(await it.getByText(command).isVisible(), value);
    assert.ok(await it.getByText(/about a minute until credentials show up/).isVisible(), value);
    assert.equal(await page.getByText('For those that a failing case has started:').count(), only, value);
  }
  await paste(page, instance('"web"'));
  assert.equal(await advice.count(), 0, 'nothing to retrofit');
});

test('other tools stand in a table, with the reason where they differ', async () => {
  const page = await play.page();
  const it = card(page, 'aws_instance.web');
  await it.locator('summary', { hasText: 'What other tools would say' }).click();
  const rows = it.getByRole('table').getByRole('row');
  assert.ok((await rows.count()) >= 4);
  assert.match(await it.getByRole('table').innerText(), /CKV2_AWS_41/);
  assert.ok((await it.locator('.tools tr.differs').count()) >= 1);
});

test('a switch decides an undecided input, and the verdict follows', async () => {
  const page = await play.page();
  await paste(
    page,
    'variable "attach" {\n  type = bool\n}\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = var.attach ? "web" : null\n}\n',
  );
  assert.match(await headline(page), /depends? on inputs/);
  const it = card(page, 'aws_instance.web');
  assert.ok((await it.getByRole('list', { name: 'Cases' }).getByRole('listitem').count()) >= 2);
  const choices = it.getByRole('group', { name: 'Assume for var.attach' });
  await then(page, () => choices.getByRole('button', { name: 'false' }).click());
  assert.match(await headline(page), /fails/);
  const row = page.getByRole('group', { name: 'Value of var.attach' });
  assert.equal(await row.getByRole('button', { name: 'false', pressed: true }).count(), 1);
  await then(page, () => row.getByRole('button', { name: 'true' }).click());
  assert.match(await headline(page), /has a usable/);
  await then(page, () => row.getByRole('button', { name: 'undecided' }).click());
  assert.match(await headline(page), /depends? on inputs/);
});

test('an outcome that is many values names the one it takes, and that can be changed', async () => {
  const page = await play.page();
  await paste(
    page,
    'variable "profile" {\n  type = string\n}\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = var.profile\n}\n',
  );
  const choices = card(page, 'aws_instance.web').getByRole('group', { name: 'Assume for var.profile' });
  await then(page, () => choices.getByRole('button', { name: 'not empty e.g. "example"' }).click());
  assert.match(await headline(page), /has a usable/);
  const field = page.getByRole('textbox', { name: 'var.profile as text' });
  assert.equal(await field.inputValue(), 'example');
  await then(page, () => field.fill('billing'));
  assert.match(await card(page, 'aws_instance.web').innerText(), /"billing"/);
});

test('lists get a member; parts of objects lead to the form; what only AWS knows says so', async () => {
  const page = await play.page();
  const instance = (name, value) =>
    `resource "aws_instance" "${name}" {\n  ami                  = "ami-1"\n  iam_instance_profile = ${value}\n}\n`;
  await paste(
    page,
    `variable "names" {
  type = list(string)
}
variable "settings" {
  type = object({ attach = bool })
}
data "aws_region" "here" {}
${instance('listed', 'length(var.names) > 0 ? var.names[0] : null')}
${instance('set', 'var.settings.attach ? "web" : null')}
${instance('placed', 'data.aws_region.here.name == "eu-west-1" ? "web" : null')}`,
  );
  for (const name of ['listed', 'set', 'placed']) {
    const it = card(page, `aws_instance.${name}`);
    if (!(await it.getByRole('list', { name: 'Cases' }).isVisible()))
      await it.getByText('Depends', { exact: true }).click();
  }
  const names = card(page, 'aws_instance.listed').getByRole('group', {
    name: 'Assume for var.names',
    exact: true,
  });
  await then(page, () => names.getByRole('button', { name: 'not empty e.g. ["example"]' }).click());
  assert.equal(
    await page.getByRole('textbox', { name: 'var.names as an expression' }).inputValue(),
    '["example"]',
  );
  await card(page, 'aws_instance.listed').getByText('Pass').first().waitFor();
  const set = card(page, 'aws_instance.set');
  await set.getByRole('button', { name: 'Give var.settings a value' }).click();
  await then(page, () => page.keyboard.press('Enter'));
  const field = page.getByRole('textbox', { name: 'var.settings as an expression' });
  await then(page, () => field.fill('{ attach = true }'));
  await set.getByText('Pass').first().waitFor();
  await card(page, 'aws_instance.placed').getByText('only known when it is applied').waitFor();
});

test('the variables make a form: type, default and description, any value, and back', async () => {
  const page = await play.page();
  await paste(
    page,
    `variable "profile" {
  type        = string
  default     = "web"
  description = "What the instance runs with."
}
variable "sizes" {
  type     = map(number)
  default  = {}
  nullable = false
}
resource "aws_instance" "web" {
  for_each             = var.sizes
  ami                  = "ami-1"
  iam_instance_profile = var.profile
}
`,
  );
  await page.getByText('Variables (2)').click();
  const rows = page.locator('.variables').getByRole('listitem');
  assert.match(
    await rows.first().innerText(),
    /profile\s+string\s+What the instance runs with\.\s+default\s+"web"/,
  );
  const profile = page.getByRole('group', { name: 'Value of var.profile' });
  const sizes = page.getByRole('group', { name: 'Value of var.sizes' });
  assert.equal(await sizes.getByRole('button', { name: 'null' }).count(), 0, 'null is no value of it');
  await then(page, () => sizes.getByRole('button', { name: 'a value' }).click());
  await then(page, () =>
    page.getByRole('textbox', { name: 'var.sizes as an expression' }).fill('{ a = 1, b = 2 }'),
  );
  assert.match(await headline(page), /All 2 subjects have/);
  await then(page, () => profile.getByRole('button', { name: 'null' }).click());
  assert.match(await headline(page), /2 of 2 subjects fail/);

  await page.getByRole('button', { name: 'Share' }).click();
  const address = await page.getByLabel('Link').inputValue();
  const receiver = await play.page({ path: new URL(address).hash });
  assert.match(await headline(receiver), /2 of 2 subjects fail/, 'the link carries the values');
  await receiver.getByText('2 given').waitFor();
  await then(receiver, () => receiver.getByRole('button', { name: 'All back to their defaults' }).click());
  assert.match(await headline(receiver), /Nothing here launches/);
});

test('options of the check: every caller, templates, allowed profiles', async () => {
  const page = await play.page();
  await paste(
    page,
    'variable "profile" {\n  default = "web"\n}\nresource "aws_instance" "web" {\n  ami = "ami-1"\n  iam_instance_profile = var.profile\n}\n',
  );
  assert.match(await headline(page), /has a usable/);
  await page.getByText('Check options').click();
  await then(page, () => page.getByLabel('Prove it for every caller').check());
  assert.match(await headline(page), /depends? on inputs/);
  await then(page, () => page.getByLabel('Prove it for every caller').uncheck());
  await page.getByLabel('Allowed profiles').fill('other');
  await then(page, () => page.keyboard.press('Tab'));
  assert.match(await headline(page), /fails/);
});

test('two hundred results stay quick, filtered and readable', async () => {
  const page = await play.page();
  const text = Array.from({ length: 200 }, (_, index) =>
    (index % 2 ? WHOLE.slice(WHOLE.indexOf('resource "aws_instance"')) : BARE)
      .replace('"web" {', `"instance_with_quite_a_long_name_number_${index}" {`)
      .replace('aws_iam_instance_profile.web.name', '"web"'),
  ).join('\n');
  await paste(page, text);
  assert.equal(await page.locator('.card').count(), 200);
  assert.equal(await page.locator('.card[open]').count(), 1, 'only the first is open');
  await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Fail' }).click();
  assert.equal(await page.locator('.card').count(), 100);
  await page.getByLabel('Filter by address').fill('number_42');
  assert.equal(await page.locator('.card').count(), 1);
  const overflow = await page
    .locator('.pane.verdict')
    .evaluate((pane) => pane.scrollWidth - pane.clientWidth);
  assert.ok(overflow <= 0, `the pane overflows by ${overflow} px`);
});

test('of thousands the first are shown, and the others on demand', async () => {
  const page = await play.page();
  const text = Array.from(
    { length: 450 },
    (_, index) => `resource "aws_instance" "i${index}" {\n  count = 0\n}\n`,
  );
  await paste(page, text.join(''));
  assert.equal(await page.locator('.card').count(), 200);
  await page.getByRole('button', { name: 'Show 200 more of 250' }).click();
  assert.equal(await page.locator('.card').count(), 400);
  await page.getByRole('button', { name: 'Show 50 more of 50' }).click();
  assert.equal(await page.locator('.card').count(), 450);
  assert.equal(await page.getByRole('button', { name: /^Show \d+ more/ }).count(), 0);
});

test('while a block cannot be read, its last verdict stays, marked as of before', async () => {
  const page = await play.page();
  await paste(page, `${WHOLE}\n${BARE.replaceAll('web', 'api')}`);
  await paste(page, `${WHOLE}\nresource "aws_instance" "api {\n  ami = "x"\n}\n`);
  assert.match(await page.getByRole('list', { name: 'About the input' }).innerText(), /main\.tf:\d+/);
  assert.equal(
    await card(page, 'aws_instance.web')
      .getByText(/^(Pass|Fail|Depends|Unknown)$/)
      .first()
      .innerText(),
    'Pass',
  );
  const stale = page.locator('.card.stale', { hasText: 'aws_instance.api' });
  assert.match(await stale.innerText(), /as of before/);
});

test('what was opened stays open while typing goes on', async () => {
  const page = await play.page();
  await paste(page, WHOLE + BARE.replaceAll('web', 'api'));
  const it = card(page, 'aws_instance.web');
  await it.locator('summary').first().click();
  assert.equal(await it.evaluate((element) => element.open), true);
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Control+Home');
  await then(page, () => page.keyboard.type('# a comment\n'));
  await page.waitForTimeout(200);
  assert.equal(await it.evaluate((element) => element.open), true);
  assert.match(await source(page), /^# a comment/);
});
