// 6. Lessons: broken at first, done by their solution and not by a shortcut; progress stays in the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../pkg/node.js';
import { lessons } from './data.mjs';
import { paste, playground, source, then } from './support.mjs';

const play = playground();
const LESSONS = await lessons();
const panel = (page) => page.getByRole('region', { name: 'Lesson' });

/** Waits until the lesson has judged the last report, and says whether it counts as done. */
async function isSolved(page) {
  await page.waitForFunction(() => {
    const { checked, judged } = document.documentElement.dataset;
    return checked === judged;
  });
  return (await panel(page).getByText('Done.', { exact: true }).count()) > 0;
}

test('each lesson is unsolved as it begins, has hints, and is solved by its solution', async () => {
  assert.ok(LESSONS.length >= 12);
  const page = await play.page({ path: `#lesson=${LESSONS[0].id}` });
  for (const [index, { id, closing }] of LESSONS.entries()) {
    const lesson = panel(page);
    await lesson.getByText(`Lesson ${index + 1} of`).waitFor();
    assert.equal(await isSolved(page), false, `${id} is unsolved`);
    let hints = 0;
    const hint = lesson.getByRole('button', { name: /hint/i });
    while (await hint.count()) {
      await hint.click();
      hints++;
    }
    assert.ok(hints >= 2, `${id} has hints`);
    assert.equal(await lesson.getByRole('listitem').count(), hints);
    await then(page, () => lesson.getByRole('button', { name: 'Show the solution' }).click());
    assert.ok(await isSolved(page), `${id} is solved by its solution`);
    assert.ok((await lesson.innerText()).includes(closing.replaceAll('`', '')), `${id} has a closing remark`);
    if (index + 1 < LESSONS.length) await lesson.getByRole('button', { name: 'Next lesson' }).click();
  }
  const kept = await page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(Object.keys(kept), ['lessons-done'], 'only progress is kept');
  assert.deepEqual(JSON.parse(kept['lessons-done']).sort(), LESSONS.map(({ id }) => id).sort());
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  const list = page.getByRole('dialog', { name: 'Lessons' });
  assert.equal(await list.getByRole('button', { name: 'done' }).count(), LESSONS.length);
});

/** What a learner might try instead of the lesson, beside what is tried on each. A pair: what is replaced, by what. */
const SHORTCUTS = {
  'why-a-profile': [['instance_type = "t4g.small"\n', 'iam_instance_profile = "made-up"\n']],
  'role-is-not-a-profile': [['aws_iam_role.app.name\n}\n', '"made-up"\n}\n']],
  'a-profile-needs-a-role': [['aws_iam_instance_profile.worker.name', '"made-up"']],
  'a-role-without-policies': [['aws_iam_instance_profile.stub.name', '"made-up"']],
  'null-and-empty': [['local.profile', 'null']],
  'keys-in-user-data': [['export AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_ACCESS_KEY']],
  'ssh-or-session-manager': [
    [
      'vpc_security_group_ids',
      'iam_instance_profile = aws_iam_instance_profile.bastion.name\n  vpc_security_group_ids',
    ],
  ],
  'a-name-not-an-arn': [['aws_iam_instance_profile.web.arn', '"made-up"']],
  'launch-templates': [['instance_type = "t4g.small"\n', 'iam_instance_profile {\n    name = ""\n  }\n']],
  'instance-from-a-template': [
    ['resource "aws_instance" "box" {', 'resource "aws_instance" "box" {\n  iam_instance_profile = ""'],
  ],
  'mixed-instances': [
    ['launch_template_id = aws_launch_template.intel.id', 'launch_template_id = aws_launch_template.arm.id'],
  ],
  'spot-requests': [
    ['instance_type = "c7g.large"\n', 'instance_type = "c7g.large"\n  iam_instance_profile = "made-up"\n'],
  ],
  fleets: [[/ {2}launch_specification \{[^}]*"c7g\.xlarge"[^}]*\}\n/, '']],
  'public-modules': [
    [
      'subnet_id     = "subnet-0abc1234"\n',
      'subnet_id     = "subnet-0abc1234"\n  create_iam_instance_profile = true\n',
    ],
    [
      'subnet_id     = "subnet-0abc1234"\n',
      'subnet_id     = "subnet-0abc1234"\n  iam_instance_profile = "made-up"\n',
    ],
  ],
  'it-depends': [['type = bool\n', 'type = bool\n  default = true\n']],
  proof: [
    ['iam_instance_profile = var.profile', 'iam_instance_profile = "web"'],
    ['default = "web"\n', 'default = "web"\n  nullable = false\n'],
  ],
};

test('no lesson is solved by a shortcut: deleting, creating none, silencing, going around', async () => {
  const page = await play.page({ path: `#lesson=${LESSONS[0].id}` });
  assert.deepEqual(Object.keys(SHORTCUTS).sort(), LESSONS.map(({ id }) => id).sort());
  for (const [index, { id, files, subject }] of LESSONS.entries()) {
    const { 'main.tf': text } = files;
    const head = new RegExp(`^${subject} \\{\n`, 'm');
    assert.match(text, head, id);
    const block = new RegExp(`^${subject} \\{\n(?:.*\n)*?\\}\n`, 'm');
    const tries = {
      'nothing left': '# nothing\n',
      'the subject deleted': text.replace(block, ''),
      'the subject not created': text.replace(head, (line) => `${line}  count = 0\n`),
      'the subject silenced': text.replace(head, (line) => `# ec2-profile-check:ignore a lesson\n${line}`),
    };
    for (const [number, [what, by]] of SHORTCUTS[id].entries()) {
      const at = text.replace(what, () => by);
      assert.notEqual(at, text, `${id}: shortcut ${number} changes something`);
      tries[`shortcut ${number}`] = at;
    }
    for (const [name, at] of Object.entries(tries)) {
      await paste(page, at);
      assert.equal(await isSolved(page), false, `${id}: ${name}`);
    }
    if (index + 1 < LESSONS.length)
      await then(page, () => panel(page).getByRole('button', { name: 'Skip' }).click());
  }
});

test('a lesson does not count with other options or values, and says so', async () => {
  const page = await play.page({ path: '#lesson=proof' });
  await panel(page).waitFor();
  await page.getByText('Check options').click();
  await then(page, () => page.getByLabel('Prove it for every caller').uncheck());
  assert.equal(await isSolved(page), false, 'it passes with the defaults, but that is not the lesson');
  await panel(page).getByText('so it does not count').waitFor();
  await then(page, () => panel(page).getByRole('button', { name: 'Put them back' }).click());
  await isSolved(page);
  assert.equal(await page.getByLabel('Prove it for every caller').isChecked(), true);
  assert.equal(await panel(page).getByText('so it does not count').count(), 0);
});

test('a solution by hand counts as well, and starting over brings the broken one back', async () => {
  const page = await play.page({ path: '#lesson=why-a-profile' });
  await panel(page).waitFor();
  const broken = await source(page);
  await page.locator('#editor .cm-line', { hasText: 't4g.small' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('\niam_instance_profile = aws_iam_instance_profile.web.name');
  await panel(page).getByText('Done.', { exact: true }).waitFor();
  await page.getByRole('status').getByText('Lesson solved').waitFor();
  await then(page, () => panel(page).getByRole('button', { name: 'Start over' }).click());
  assert.equal(await source(page), broken);
});

test('each of the four pitfalls of the control is met in a lesson, told by its number, explained, and gone in the end', async () => {
  const four = {
    first: 'role-without-profile',
    second: 'stub-profile',
    third: 'launch-template-override',
    fourth: 'spot-and-fleet',
  };
  // What the control says of each, in the words of the lessons: what is wrong, and what follows from it.
  const said = {
    first: [/EC2 takes a profile, and the profile holds the role/, /Terraform makes only what you declare/],
    second: [
      /no policy is attached to the role, so every call of the software is refused/,
      /the control passes it/i,
    ],
    third: [
      /not the profile: that comes from the base template/,
      /if the base has none, no override can add one/,
    ],
    fourth: [
      /silently does not send it/,
      /Each has to carry a profile/,
      /`iam_fleet_role`, is for the fleet service/,
    ],
  };
  const shows = (files, id) =>
    check(files).results.some(({ pitfalls }) => pitfalls.some((pitfall) => pitfall.id === id));
  for (const [number, id] of Object.entries(four)) {
    const told = LESSONS.filter(({ closing }) => closing.includes(`${number} pitfall`));
    assert.ok(told.length > 0, `${id} is told`);
    const texts = told.map(({ intro, goal, closing }) => `${intro} ${goal} ${closing}`).join(' ');
    for (const fact of said[number]) assert.match(texts, fact, id);
    for (const { id: lesson, files, solution } of told) {
      assert.ok(shows(files, id), `${lesson} begins with ${id}`);
      assert.ok(!shows({ ...files, ...solution }, id), `${lesson} ends without ${id}`);
    }
  }
});
