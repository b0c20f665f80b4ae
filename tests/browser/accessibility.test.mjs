// 9. Quality, continued: axe in every state, theme and width; keyboard, announcements, large type, chosen colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { BARE, checked, paste, playground, source, then, WHOLE } from './support.mjs';

const play = playground();
const PHONE = { width: 320, height: 700 };
const DESKTOP = { width: 1280, height: 860 };
const DEPENDS = `variable "attach" {
  type        = bool
  description = "Whether there is one."
}
variable "profile" {
  type    = string
  default = "web"
}
resource "aws_instance" "web" {
  ami                  = "ami-1"
  iam_instance_profile = var.attach ? var.profile : null
}
`;
const instances = (number, prefix) =>
  Array.from({ length: number }, (_, index) => BARE.replace('"web"', `"${prefix}${index}"`)).join('\n');
const open = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** What a reader may have before them. */
const STATES = {
  fail: async () => {},
  pass: (page) => paste(page, WHOLE),
  empty: (page) => paste(page, ' '),
  depends: (page) => paste(page, DEPENDS),
  'depends, decided': async (page) => {
    await paste(page, DEPENDS);
    await then(page, () =>
      page
        .getByRole('group', { name: 'Assume for var.attach' })
        .getByRole('button', { name: 'true' })
        .click(),
    );
    await then(page, () =>
      page
        .getByRole('group', { name: 'Value of var.profile' })
        .getByRole('button', { name: 'a value' })
        .click(),
    );
  },
  unknown: (page) =>
    paste(
      page,
      'data "aws_launch_template" "x" {}\nresource "aws_autoscaling_group" "web" {\n  launch_template {\n    id = data.aws_launch_template.x.id\n  }\n}\n',
    ),
  'not applicable': (page) => paste(page, BARE.replace('{', '{\n  count = 0')),
  suppressed: (page) => paste(page, `# ec2-profile-check:ignore it is a test\n${BARE}`),
  'syntax error': async (page) => {
    await paste(page, WHOLE + BARE.replaceAll('web', 'api'));
    await paste(page, `${WHOLE}\nresource "aws_instance" "api" {\n  a = = b\n}\n`);
  },
  'many results': (page) => paste(page, instances(12, 'instance_with_quite_a_long_name_number_')),
  'long names': (page) => paste(page, instances(1, 'very_long_name_without_end_'.repeat(8))),
  'everything open': async (page) => {
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.open = true;
    });
    await page.getByLabel('Expression to evaluate').fill('aws_iam_role.web.arn');
    await page.keyboard.press('Enter');
  },
  frameworks: async (page) => {
    await page.getByRole('tab', { name: 'Frameworks' }).click();
    await open(page, 'PCI DSS');
  },
  control: async (page) => {
    await page.getByRole('tab', { name: 'The control' }).click();
    await page.locator('#view-control details').evaluateAll((all) => {
      for (const details of all.slice(0, 12)) details.open = true;
    });
  },
  examples: (page) => open(page, 'Examples'),
  lessons: (page) => open(page, 'Lessons'),
  lesson: async (page) => {
    await open(page, 'Lessons');
    await then(page, () => page.getByRole('dialog').getByRole('button', { name: 'A role is not' }).click());
    await open(page, 'Hint');
  },
  preview: async (page) => {
    await page.getByRole('list', { name: 'Fixes' }).getByRole('button', { name: 'Preview' }).first().click();
    await page.getByRole('textbox', { name: 'Changes to main.tf' }).waitFor();
  },
  share: (page) => open(page, 'Share'),
  download: (page) => open(page, 'Download'),
  keys: (page) => open(page, 'Keys'),
  'a new file': (page) => open(page, 'New file'),
};

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds by these rules, or by all of the tags. The page has axe in it already. */
async function violations(page, rules) {
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS };
  return page.evaluate(async (only) => {
    const { violations: found } = await window.axe.run(document, {
      runOnly: only,
      resultTypes: ['violations'],
    });
    return found.map(({ id, nodes }) => [
      id,
      nodes.map((node) => `${node.html.slice(0, 140)} ${node.any[0]?.message ?? ''}`),
    ]);
  }, runOnly);
}

const names = Object.keys(STATES);
for (const half of [names.slice(0, names.length / 2), names.slice(names.length / 2)]) {
  test(`axe finds nothing, light and dark, on phone and desktop: ${half.join(', ')}`, async () => {
    const page = await play.page({ viewport: DESKTOP, reducedMotion: 'reduce' });
    for (const state of half) {
      await page.goto('about:blank');
      await page.setViewportSize(DESKTOP);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(play.url);
      await checked(page, 0);
      await STATES[state](page);
      await page.evaluate(axe.source);
      for (const viewport of [DESKTOP, PHONE]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: 'light' });
        assert.deepEqual(await violations(page), [], `${state}, ${viewport.width} wide, light`);
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.deepEqual(
          await violations(page, ['color-contrast']),
          [],
          `${state}, ${viewport.width} wide, dark`,
        );
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(wide <= 0, `${state}: the page is ${wide} px too wide for ${viewport.width}`);
      }
    }
  });
}

test('the verdict is announced when typing pauses, and applied fixes are', async () => {
  const page = await play.page();
  const voice = page.getByRole('status');
  await paste(page, WHOLE);
  await voice.getByText('usable instance profile').waitFor();
  await paste(page, BARE);
  await voice.getByText('fails: no usable').waitFor();
  await page.getByRole('list', { name: 'Fixes' }).getByRole('button', { name: 'Apply' }).first().click();
  await voice.getByText('Applied: ').waitFor();
  await voice.getByText('usable instance profile').waitFor();
});

/** The name of what has the focus, through shadow roots, and whether a ring is drawn around it. */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return { name: 'END', ring: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const name = (at.getAttribute('aria-label') ?? at.textContent ?? '').trim().slice(0, 60);
    return { name, ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 };
  });
}

test('every control is reached by Tab, in the order of the page, with a ring around it', async () => {
  const page = await play.page();
  const seen = [];
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    const { name, ring } = await focused(page);
    if (name === 'END') break;
    seen.push(name);
    if (name.startsWith('Terraform source')) await page.keyboard.press('Escape');
    else assert.ok(ring, `${name} shows that it has the focus`);
  }
  const order = [
    'Skip to the verdict',
    'Lessons',
    'Examples',
    'Share',
    'Download',
    'Keys',
    'Theme',
    'main.tf',
    'New file',
    'Rename',
    'Delete',
    'Open…',
    'Terraform source',
    'Console',
    'Wrap aws_iam_role.web',
    'Show me',
    'Check options',
    'Subjects',
    'Fail',
    'main.tf:25',
    'role-without-profile',
    'Instance',
    'Preview',
    'Apply',
    'Pitfalls',
    'How this value came about',
    'What other tools would say',
    'Framework requirements',
  ];
  let at = -1;
  for (const wanted of order) {
    at = seen.findIndex((name, index) => index > at && name.startsWith(wanted));
    assert.ok(at >= 0, `${wanted} is reached in its place: ${seen.join(' | ')}`);
  }
});

test('a whole visit by keyboard: skip, mend, undo, switch tabs and files, choose, close', async () => {
  const page = await play.page();
  const before = await source(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.match((await focused(page)).name, /^Wrap/, 'the skip link leads to the verdict');
  await then(page, () => page.keyboard.press('Enter'));
  await page.getByRole('heading', { name: /usable instance profile/ }).waitFor();
  await page.keyboard.press('F8');
  assert.match(await page.getByRole('alert').innerText(), /No problems/);
  await page.getByRole('textbox', { name: /^Terraform source/ }).focus();
  await then(page, () => page.keyboard.press('Control+z'));
  assert.equal(await source(page), before);
  await page.keyboard.press('F8');
  assert.match((await focused(page)).name, /^Terraform source/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal((await focused(page)).name, 'Console', 'Escape and Tab leave the editor');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  assert.match((await focused(page)).name, /^Terraform source/, 'Tab alone indents');
  assert.notEqual(await source(page), before);

  await page.getByRole('tab', { name: 'Subjects' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused(page)).name, 'Frameworks');
  await page.getByRole('tab', { name: /^main\.tf/ }).focus();
  await page.keyboard.press('F2');
  await page.getByRole('dialog', { name: 'Rename or move' }).waitFor();
  await page.keyboard.type('web');
  await then(page, () => page.keyboard.press('Enter'));
  await page.getByRole('tab', { name: /^web\.tf/ }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('a lesson by keyboard and by ear: chosen, helped with, solved, and on to the next', async () => {
  const page = await play.page();
  const { keyboard } = page;
  const voice = page.getByRole('status');
  const walk = async (key, name) => {
    const seen = [];
    for (let step = 0; step < 60; step++) {
      await keyboard.press(key);
      const at = await focused(page);
      seen.push(at.name);
      if (at.name.startsWith('Terraform source') && !name.startsWith('Terraform source'))
        await keyboard.press('Escape');
      if (at.name.startsWith(name)) return;
    }
    assert.fail(`${name} is not reached: ${seen.join(' | ')}`);
  };
  await walk('Tab', 'Lessons');
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Lessons' }).waitFor();
  await walk('Tab', 'A role is not a profile');
  await then(page, () => keyboard.press('Enter'));
  assert.equal((await focused(page)).name, 'A role is not a profile', 'the heading of the lesson');
  const lesson = page.getByRole('region', { name: 'Lesson' });
  const tree = await lesson.ariaSnapshot();
  assert.match(tree, /heading "A role is not a profile" \[level=2\]/);
  assert.match(tree, /button "Hint"/);
  await voice.getByText('The one subject here fails').waitFor();

  await walk('Tab', 'Hint');
  await keyboard.press('Enter');
  assert.equal((await focused(page)).name, 'Another hint');
  await walk('Shift+Tab', 'Terraform source');
  await keyboard.press('F8');
  await voice.getByText('Fail: aws_instance.app').waitFor();
  await keyboard.press('Shift+End');
  await keyboard.type('iam_instance_profile = aws_iam_instance_profile.app.name');
  await keyboard.press('Control+End');
  await keyboard.type('resource "aws_iam_instance_profile" "app" {\nrole = aws_iam_role.app.name\n}\n');
  await voice.getByText('Lesson solved. That was the first pitfall').waitFor();
  assert.match((await focused(page)).name, /^Terraform source/, 'the focus stays where the work is');

  await keyboard.press('Escape');
  await walk('Tab', 'Next lesson');
  await then(page, () => keyboard.press('Enter'));
  assert.equal((await focused(page)).name, 'A profile needs a role');
  for (const hint of ['Hint', 'Another hint']) {
    await walk('Tab', hint);
    await keyboard.press('Enter');
  }
  assert.equal((await focused(page)).name, 'Show the solution');
  await then(page, () => keyboard.press('Enter'));
  await page.waitForFunction(() => document.activeElement?.textContent === 'Next lesson');
  await walk('Shift+Tab', 'Leave');
  await keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'verdict', 'the focus is not lost');
});

test('a fix that is applied by key leaves the focus with the subject, and with the verdict', async () => {
  const page = await play.page();
  await paste(page, BARE + BARE.replaceAll('web', 'api'));
  const first = page.getByRole('group', { name: 'aws_instance.web', exact: true });
  await first.getByRole('button', { name: 'Apply' }).first().focus();
  await then(page, () => page.keyboard.press('Enter'));
  assert.match((await focused(page)).name, /^Pass\s*aws_instance\.web/);
  await page.locator('#banner').getByRole('button').first().focus();
  await then(page, () => page.keyboard.press('Enter'));
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'verdict');
});

test('with type twice as large nothing is cut off sideways, and nothing moves for those who ask for that', async () => {
  const page = await play.page({ reducedMotion: 'reduce' });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok((await wide()) <= 0);
  await page.setViewportSize({ width: 640, height: 430 });
  assert.ok((await wide()) <= 0);
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')
        .length,
  );
  assert.equal(moving, 0);
});

test('with colours of the reader what is chosen and what is broken is still told apart', async () => {
  const page = await play.page({ forcedColors: 'active' });
  await paste(page, DEPENDS);
  await page.getByText('Variables (2)').click();
  const row = page.getByRole('group', { name: 'Value of var.attach' });
  const ground = (locator) => locator.evaluate((one) => getComputedStyle(one).backgroundColor);
  assert.notEqual(
    await ground(row.getByRole('button', { pressed: true })),
    await ground(row.getByRole('button', { pressed: false }).first()),
  );
  const border = (locator) => locator.evaluate((one) => getComputedStyle(one).borderStyle);
  const nodes = page.getByRole('list', { name: 'Credential chain' }).getByRole('listitem').locator('> .node');
  assert.equal(await border(nodes.first()), 'dashed', 'the broken link');
});
