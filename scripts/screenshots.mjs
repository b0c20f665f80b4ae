// Takes the pictures of the docs from the running playground: `node scripts/screenshots.mjs`, after `npm run build`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, open, serve } from '../tests/browser/support.mjs';

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
  { name: 'lesson', viewport: DESKTOP, colorScheme: 'light', path: '#lesson=mixed-instances' },
  { name: 'frameworks', viewport: DESKTOP, colorScheme: 'dark', path: '#framework=hipaa,nist80053' },
  {
    name: 'fix-preview',
    viewport: DESKTOP,
    colorScheme: 'light',
    act: async (page) => {
      await page.locator('.fixes .quiet').first().click();
      await page.locator('dialog .cm-changedLine').first().waitFor();
    },
  },
];

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
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
  await context.close();
}
const page = await browser.newPage({ viewport: { width: 820, height: 620 } });
await page.goto(`${server.url}demo/plain.html`);
await page.locator('ec2-profile-check .bar:not([disabled])').first().click();
await page.screenshot({ path: join(OUT, 'element.png') });
console.log('docs/images/element.png');
await browser.close();
await server.close();
