// 9. What is long, wide or much at three widths: nothing leaves its box, and what was asked for is in sight.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paste, playground } from './support.mjs';

const play = playground();
const WIDTHS = {
  desktop: { width: 1360, height: 850 },
  tablet: { width: 820, height: 1000 },
  phone: { width: 390, height: 844 },
};
const NAME = 'r'.repeat(90);
const LONG = `resource "aws_iam_role" "${NAME}" {
  assume_role_policy = "{}"
}
variable "${NAME}" {
  type        = string
  description = "${'d'.repeat(200)}"
}
resource "aws_instance" "${'long_name_'.repeat(20)}" {
  for_each             = toset(["${'k'.repeat(90)}"])
  iam_instance_profile = aws_iam_role.${NAME}.name
}
resource "aws_instance" "open" {
  iam_instance_profile = var.${NAME}
}
`;

/** Elements that reach out of the page, a pane or a card, and are not scrolled in a box of their own. */
function outside(page) {
  return page.evaluate(() => {
    const found = [];
    for (const box of document.querySelectorAll('body, .pane, .banner, .card, dialog[open]')) {
      const { right, width } = box.getBoundingClientRect();
      if (width === 0) continue;
      const limit = Math.min(right, document.documentElement.clientWidth) + 1;
      for (const element of box.querySelectorAll('*')) {
        if (element.closest('.scroll-x, pre, .tabs, .sr-only, svg') || !element.checkVisibility()) continue;
        const place = element.getBoundingClientRect();
        if (place.width > 0 && place.right > limit)
          found.push(`${element.tagName} ${element.className} by ${Math.round(place.right - limit)} px`);
      }
    }
    return [...new Set(found)];
  });
}

async function unfold(page) {
  await page.locator('.card').evaluateAll((all) => {
    for (const one of all) one.open = true;
  });
  await page.locator('.card .part').first().waitFor({ state: 'attached' });
  await page.locator('.card .part, .settings, #assumptions details').evaluateAll((all) => {
    for (const one of all) one.open = true;
  });
}

for (const [device, viewport] of Object.entries(WIDTHS)) {
  test(`long names stay inside of their boxes, everything unfolded: ${device}`, async () => {
    const page = await play.page({ viewport });
    await paste(page, LONG);
    await unfold(page);
    assert.deepEqual(await outside(page), []);
    await page
      .getByRole('list', { name: 'Fixes' })
      .first()
      .getByRole('button', { name: 'Preview' })
      .first()
      .click();
    await page.locator('dialog .cm-changedLine').first().waitFor();
    assert.deepEqual(await outside(page), []);
    await page.keyboard.press('Escape');
    for (const view of ['Frameworks', 'The control']) {
      await page.getByRole('tab', { name: view }).click();
      assert.deepEqual(await outside(page), [], view);
    }
  });

  test(`a link to a framework or an explanation shows it: ${device}`, async () => {
    for (const [path, place] of [
      ['#explain=role-without-profile', '[data-explain=role-without-profile] > summary'],
      ['#explain=profile-null', '[data-explain=profile-null] > summary'],
      ['#framework=hipaa', '#view-frameworks .chip[aria-pressed=true]'],
    ]) {
      const page = await play.page({ viewport, path });
      const shown = page.locator(place).first();
      await shown.waitFor();
      await page.waitForTimeout(200);
      const { y } = await shown.boundingBox();
      assert.ok(y >= 0 && y < viewport.height - 20, `${path} is at ${Math.round(y)} px`);
    }
  });
}
