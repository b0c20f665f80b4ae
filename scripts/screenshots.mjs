// Takes the pictures of the docs from the running playground: `node scripts/screenshots.mjs`, after `npm run build`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixes, launch, open, serve } from '../tests/browser/support.mjs';

const OUT = fileURLToPath(new URL('../docs/images/', import.meta.url));
const DESKTOP = { width: 1360, height: 850 };
const TABLET = { width: 820, height: 1000 };
const PHONE = { width: 390, height: 844 };

/** Name of the picture, what the page is opened with, and what is done before the picture is taken. */
const PICTURES = [
  { name: 'playground', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'playground-dark', viewport: DESKTOP, colorScheme: 'dark' },
  {
    name: 'playground-tablet',
    viewport: TABLET,
    colorScheme: 'light',
    path: '#example=modules.02-ec2-instance-for-each.fail',
  },
  { name: 'playground-phone', viewport: PHONE, colorScheme: 'dark' },
  {
    name: 'cases',
    viewport: DESKTOP,
    colorScheme: 'light',
    path: '#example=inputs.01-required-variable.conditional',
  },
  {
    name: 'variables',
    viewport: DESKTOP,
    colorScheme: 'light',
    path: '#example=inputs.02-two-conditions.conditional',
    act: async (page) => {
      const choices = page.getByRole('group', { name: /^Assume for/ });
      await choices.first().getByRole('button').first().click();
      await page.waitForTimeout(500);
    },
  },
  { name: 'lesson', viewport: DESKTOP, colorScheme: 'light', path: '#lesson=mixed-instances' },
  { name: 'frameworks', viewport: DESKTOP, colorScheme: 'dark', path: '#framework=hipaa,nist80053' },
  {
    name: 'fix-preview',
    viewport: DESKTOP,
    colorScheme: 'light',
    act: async (page) => {
      await fixes(page, 'Preview').first().click();
      await page.locator('dialog .cm-changedLine').first().waitFor();
    },
  },
];

/** WebP, a third of what PNG takes: they are kept in the repository. */
async function take(page, name) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await writeFile(join(OUT, `${name}.webp`), Buffer.from(data, 'base64'));
  console.log(`docs/images/${name}.webp`);
}

await mkdir(OUT, { recursive: true });
const [server, browser] = await Promise.all([serve(), launch()]);
for (const { name, viewport, colorScheme, path = '', act } of PICTURES) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  });
  const page = await open(context, server.url + path);
  await act?.(page);
  await page.waitForTimeout(300);
  await take(page, name);
  await context.close();
}
const page = await browser.newPage({ viewport: { width: 820, height: 620 } });
await page.goto(`${server.url}demo/plain.html`);
await page.locator('ec2-profile-check .bar:not([disabled])').first().click();
await take(page, 'element');
await browser.close();
await server.close();
