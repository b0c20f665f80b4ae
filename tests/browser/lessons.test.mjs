// 6. Lessons: broken at first, done by their solution, judged by the engine; progress stays in the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lessonIds } from './data.mjs';
import { count, playground, source, then } from './support.mjs';

const play = playground();

test('each lesson is unsolved as it begins, has hints, and is solved by its solution', async () => {
  const ids = await lessonIds();
  assert.ok(ids.length >= 12);
  const page = await play.page({ path: `#lesson=${ids[0]}` });
  for (const [index, id] of ids.entries()) {
    const lesson = page.locator('.lesson');
    await page.locator('.lesson .step', { hasText: `Lesson ${index + 1} of` }).waitFor();
    await page.waitForTimeout(150);
    assert.equal(await page.locator('.lesson.solved').count(), 0, `${id} is unsolved`);
    let hints = 0;
    while (await lesson.locator('button', { hasText: /hint/i }).count()) {
      await lesson.locator('button', { hasText: /hint/i }).click();
      hints++;
    }
    assert.ok(hints >= 2, `${id} has hints`);
    const seen = await count(page);
    await lesson.locator('button', { hasText: 'Show the solution' }).click();
    await page
      .locator('.lesson.solved')
      .waitFor({ timeout: 5000 })
      .catch(async () => {
        const results = await page.locator('.card summary').allInnerTexts();
        assert.fail(
          `${id} is not solved by its solution: ${JSON.stringify(results)} after ${(await count(page)) - seen}`,
        );
      });
    if (index + 1 < ids.length) await lesson.locator('button', { hasText: 'Next lesson' }).click();
  }
  const kept = await page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(Object.keys(kept), ['lessons-done'], 'only progress is kept');
  assert.deepEqual(JSON.parse(kept['lessons-done']).sort(), [...ids].sort());
  await page.click('[data-name=lessons]');
  assert.equal(await page.locator('.lesson-list .done').count(), ids.length);
});

test('a solution by hand counts as well, and starting over brings the broken one back', async () => {
  const page = await play.page({ path: '#lesson=why-a-profile' });
  await page.locator('.lesson').waitFor();
  const broken = await source(page);
  await page.locator('#editor .cm-line', { hasText: 't4g.small' }).click();
  await page.keyboard.press('End');
  await then(page, () => page.keyboard.type('\niam_instance_profile = aws_iam_instance_profile.web.name'));
  await page.locator('.lesson.solved').waitFor();
  await then(page, () => page.locator('.lesson button', { hasText: 'Start over' }).click());
  assert.equal(await source(page), broken);
});
