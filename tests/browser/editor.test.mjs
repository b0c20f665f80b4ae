// 1. The editor: files, marks, problems by key, fixes, undo across files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strToU8 } from 'fflate';
import {
  BARE,
  button,
  card,
  files,
  fixes,
  headline,
  paste,
  playground,
  source,
  then,
  WHOLE,
} from './support.mjs';

const play = playground();

async function drop(page, files) {
  await page.evaluate(
    (list) => {
      const data = new DataTransfer();
      for (const [name, bytes] of list) data.items.add(new File([new Uint8Array(bytes)], name));
      const target = document.querySelector('#editor');
      target?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    files.map(([name, content]) => [name, [...(typeof content === 'string' ? strToU8(content) : content)]]),
  );
}

test('the verdict follows what is typed, and marks stand at their lines', async () => {
  const page = await play.page();
  await paste(page, BARE);
  assert.match(await headline(page), /fails/);
  assert.equal(await page.locator('#editor .mark.fail').count(), 1);
  assert.ok((await page.locator('#editor .cm-lintRange-error').count()) > 0);
  await paste(page, WHOLE);
  assert.match(await headline(page), /usable instance profile/);
  assert.equal(await page.locator('#editor .mark.fail').count(), 0);
});

test('hovering a squiggle shows the reason and offers the fix', async () => {
  const page = await play.page();
  await page.locator('#editor .cm-lintRange-error').first().hover();
  const tip = page.locator('#editor .cm-tooltip .cm-diagnostic-error');
  await tip.waitFor();
  assert.match(await tip.innerText(), /aws_instance\.web/);
  await then(page, () => tip.locator('.cm-diagnosticAction').first().click());
  assert.match(await headline(page), /usable instance profile/);
});

test('a mark beside the line says the same when it is hovered or tapped: reason, pitfall, fix', async () => {
  const page = await play.page();
  const mark = page.locator('#editor .mark.fail');
  await mark.hover();
  const told = page.locator('#editor .cm-tooltip').getByRole('listitem');
  await told.first().waitFor();
  assert.match(await told.first().innerText(), /points iam_instance_profile at the role/);
  assert.match(await told.nth(1).innerText(), /A role is not a profile/);
  await page.locator('#editor .cm-line').first().hover();
  await told.first().waitFor({ state: 'detached' });
  await mark.click();
  await then(page, () => told.getByRole('button', { name: /^Wrap aws_iam_role\.web/ }).click());
  assert.match(await headline(page), /usable instance profile/);
  await page.locator('#editor .mark.pass').last().hover();
  assert.match(await told.first().innerText(), /^Pass: /);
});

test('nothing that is done to the text asks for what the policy refuses', async () => {
  const page = await play.page();
  const { keyboard } = page;
  const press = async (...keys) => {
    for (const key of keys) await keyboard.press(key);
  };
  await page.locator('#editor .cm-content').click();
  await press('Control+Home', 'ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await keyboard.type('over three lines');
  await press('Control+z', 'Control+Home', 'Shift+End');
  await keyboard.type('over one');
  await press('Control+End', 'Control+Shift+Home');
  await keyboard.insertText('several\nlines {\n  in = "place of all"\n}\n');
  assert.equal(await source(page), 'several\nlines {\n  in = "place of all"\n}\n');
  await press('Control+Home', 'ArrowRight');
  await keyboard.insertText('a\n"b\n');
  await press('Control+a', 'Delete');
  await keyboard.type('resource "aws_instance" "a" {\ncount = 1\n}');
  await press('Home', 'Backspace', 'ArrowUp', 'End', 'Delete', 'Control+a', 'Control+x', 'Control+v');
  // An input method writes over a selection.
  await press('Control+Home', 'Shift+ArrowDown');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: '蚊' });
  assert.match(await source(page), /^蚊/);
  await press('Control+f');
  await page.getByRole('textbox', { name: 'Find' }).fill('count');
  await press('Enter', 'Escape');
});

test('files are added, renamed into folders and deleted, and undo goes through all of it', async () => {
  const page = await play.page();
  await button(page, 'New file').click();
  await page.getByLabel('File name').fill('modules/net/../x.tf');
  await page.keyboard.press('Enter');
  assert.match(await page.getByRole('dialog').getByRole('alert').innerText(), /leads out/);
  await page.getByLabel('File name').fill('variables.tf');
  await then(page, () => page.keyboard.press('Enter'));
  assert.deepEqual(await files(page), ['main.tf', 'variables.tf']);
  await button(page, 'Rename or move the file').click();
  await page.getByLabel('File name').fill('modules/net/main.tf');
  await then(page, () => page.keyboard.press('Enter'));
  assert.deepEqual(await files(page), ['main.tf', 'modules/net/main.tf']);
  await then(page, () => button(page, 'Delete the file').click());
  assert.deepEqual(await files(page), ['main.tf']);
  await page.locator('#editor .cm-content').click();
  for (const expected of [['main.tf', 'modules/net/main.tf'], ['main.tf', 'variables.tf'], ['main.tf']]) {
    await then(page, () => page.keyboard.press('Control+z'));
    assert.deepEqual(await files(page), expected);
  }
  await then(page, () => page.keyboard.press('Control+y'));
  assert.deepEqual(await files(page), ['main.tf', 'variables.tf']);
});

test('a new file is written at once, and a long path keeps its name in sight', async () => {
  const page = await play.page();
  await button(page, 'New file').click();
  const path = 'modules/network/with/a/very/long/path/security-groups.tf';
  await page.getByLabel('File name').fill(path);
  await page.keyboard.press('Enter');
  await then(page, () => page.keyboard.type('# here'));
  assert.equal(await source(page), '# here');
  const tab = page.getByRole('tablist', { name: 'Files' }).getByRole('tab', { selected: true });
  assert.equal(await tab.getAttribute('title'), path);
  const cut = await tab.getByText('security-groups.tf').evaluate((one) => one.scrollWidth - one.clientWidth);
  assert.ok(cut <= 0, `the name is cut by ${cut} px`);
});

test('a fix over two files is one step back', async () => {
  const page = await play.page();
  const before = await source(page);
  await then(page, () => fixes(page, 'Apply').first().click());
  assert.notEqual(await source(page), before);
  assert.equal(
    await card(page, 'aws_instance.web')
      .getByText(/^(Pass|Fail|Depends|Unknown)$/)
      .first()
      .innerText(),
    'Pass',
  );
  await page.locator('#editor .cm-content').click();
  await then(page, () => page.keyboard.press('Control+z'));
  assert.equal(await source(page), before);
});

test('a fix is previewed as a diff, and applied from there', async () => {
  const page = await play.page();
  await fixes(page, 'Preview').first().click();
  await page.locator('dialog .diff .cm-changedLine').first().waitFor();
  await then(page, () => page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click());
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.match(await headline(page), /usable instance profile/);
});

test('F8 goes to the next problem, through files and around', async () => {
  const page = await play.page();
  await paste(page, BARE);
  await then(page, () => drop(page, [['other.tf', BARE.replaceAll('web', 'api')]]));
  const at = () =>
    page
      .getByRole('tablist', { name: 'Files' })
      .getByRole('tab', { selected: true })
      .getAttribute('data-path');
  await page.getByRole('tab', { name: /^main\.tf/ }).click();
  await page.locator('#editor .cm-content').click({ position: { x: 200, y: 300 } });
  await page.keyboard.press('F8');
  assert.equal(await at(), 'other.tf');
  await page.keyboard.press('F8');
  assert.equal(await at(), 'main.tf');
  await page.keyboard.press('Shift+F8');
  assert.equal(await at(), 'other.tf');
  await page.waitForFunction(() =>
    /Fail: aws_instance/.test(document.getElementById('live')?.textContent ?? ''),
  );
});

test('text is found in the file, and in the next one', async () => {
  const page = await play.page();
  await button(page, 'New file').click();
  await page.getByLabel('File name').fill('other.tf');
  await then(page, () => page.keyboard.press('Enter'));
  await page.getByRole('tab', { name: /^main\.tf/ }).click();
  const text = page.getByRole('textbox', { name: /^Terraform source/ });
  const field = page.getByRole('textbox', { name: 'Find' });
  for (const path of ['main.tf', 'other.tf']) {
    await page.getByRole('tab', { name: path }).click();
    await text.focus();
    await page.keyboard.press('Control+f');
    await field.waitFor();
    await page.keyboard.type('sts:Assume');
    assert.equal(await page.locator('#editor .cm-searchMatch').count(), path === 'main.tf' ? 1 : 0, path);
    await page.keyboard.press('Escape');
    assert.equal(await field.count(), 0);
  }
});

test('Escape and then Tab leave the editor', async () => {
  const page = await play.page();
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'editor');
});

test('plan JSON is opened and judged', async () => {
  const page = await play.page();
  await paste(page, ' ');
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_instance.planned',
            mode: 'managed',
            type: 'aws_instance',
            name: 'planned',
            provider_name: 'registry.terraform.io/hashicorp/aws',
            schema_version: 1,
            values: { ami: 'ami-1', instance_type: 't3.micro', iam_instance_profile: null },
          },
        ],
      },
    },
    resource_changes: [
      {
        address: 'aws_instance.planned',
        mode: 'managed',
        type: 'aws_instance',
        name: 'planned',
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: {
          actions: ['create'],
          before: null,
          after: { ami: 'ami-1', instance_type: 't3.micro', iam_instance_profile: null },
          after_unknown: {},
        },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_instance.planned',
            mode: 'managed',
            type: 'aws_instance',
            name: 'planned',
            expressions: { ami: { constant_value: 'ami-1' } },
          },
        ],
      },
    },
  };
  await then(page, () => drop(page, [['plan.json', JSON.stringify(plan, null, 2)]]));
  assert.equal(
    await card(page, 'aws_instance.planned')
      .getByText(/^(Pass|Fail|Depends|Unknown)$/)
      .first()
      .innerText(),
    'Fail',
  );
});

test('state JSON is opened and judged; a raw state file is told how to become that', async () => {
  const page = await play.page();
  await paste(page, ' ');
  const values = { ami: 'ami-1', instance_type: 't3.micro', iam_instance_profile: 'web' };
  const resource = {
    address: 'aws_instance.kept',
    mode: 'managed',
    type: 'aws_instance',
    name: 'kept',
    provider_name: 'registry.terraform.io/hashicorp/aws',
    schema_version: 1,
    values,
  };
  const state = {
    format_version: '1.0',
    terraform_version: '1.11.0',
    values: { root_module: { resources: [resource] } },
  };
  await then(page, () => drop(page, [['state.json', JSON.stringify(state)]]));
  await card(page, 'aws_instance.kept').getByText('Pass', { exact: true }).waitFor();
  await drop(page, [['terraform.tfstate', '{"version":4}']]);
  await page.getByRole('alert').getByText('terraform show -json').waitFor();
});

test('valid Terraform keeps its colours: nested calls, templates in heredocs, and what follows', async () => {
  const page = await play.page();
  await paste(
    page,
    `locals {\n  a = { b = { c = f(g(x.y)), d = [for k, v in var.m : "\${k}-\${upper("\${v}")}" if v != null] } }\n  t = <<-EOT\n    \${join(",", ["}", "EOT"])} %{ if true }yes%{ endif }\n  EOT\n}\nresource "aws_instance" "after" {}\n`,
  );
  const line = page.locator('#editor .cm-line', { hasText: 'resource "aws_instance" "after"' });
  assert.equal(await line.locator('span', { hasText: /^resource$/ }).count(), 1, 'a keyword of its own');
  assert.equal(await line.locator('span', { hasText: /^"after"$/ }).count(), 1, 'a string of its own');
});
