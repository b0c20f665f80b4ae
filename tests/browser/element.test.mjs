// 8. The element for documentation sites, on the three demo pages, with a strict content security policy.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { examples, subjects } from './data.mjs';
import { DIST, launch, serve } from './support.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([serve(), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function demo(name, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 900, height: 700 },
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  page.trouble = [];
  page.wasm = 0;
  page.on('pageerror', (error) => page.trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && page.trouble.push(message.text()));
  page.on('request', (request) => {
    if (/_bg-.*\.wasm$/.test(request.url())) page.wasm++;
    if (!request.url().startsWith(server.url)) page.trouble.push(`request: ${request.url()}`);
  });
  await page.goto(`${server.url}demo/${name}.html`);
  return page;
}

const badges = (page) => page.locator('ec2-profile-check:visible .bar .badge');

test('plain HTML: around a block, with a text of its own, several files, themed', async () => {
  const page = await demo('plain');
  await badges(page).first().getByText('Fail').waitFor();
  for (const element of await page.locator('ec2-profile-check').all()) {
    await element.scrollIntoViewIfNeeded();
    await element.locator('.bar:not([disabled])').waitFor();
  }
  const words = (await badges(page).allInnerTexts()).map((text) => text.replace(/^\W+/, '').toLowerCase());
  assert.deepEqual(words, ['fail', 'pass', 'fail', 'pass']);
  assert.equal(page.wasm, 1, 'one engine for the page');
  assert.deepEqual(page.trouble, []);
});

test('it opens to reasons and chain, is edited in place, and goes back', async () => {
  const page = await demo('plain');
  const first = page.locator('ec2-profile-check').first();
  await first.locator('.bar:not([disabled])').click();
  assert.ok((await first.locator('.chain .broken').count()) > 0);
  await first.getByText('Instances that run already').click();
  assert.ok(await first.getByText(/^aws ec2 associate-iam-instance-profile/).isVisible());
  await first.locator('[data-name=edit]').click();
  const field = first.locator('textarea');
  const text = await field.inputValue();
  await field.fill(`${text}# typed\n`);
  await page.waitForTimeout(300);
  assert.ok(await first.getByText(/^aws ec2 associate-iam-instance-profile/).isVisible(), 'it stays open');
  await field.fill(text.replace(/\}\s*$/, '  iam_instance_profile = "web"\n}\n'));
  await badges(page).first().getByText('Pass').waitFor();
  await first.locator('[data-name=edit]').click();
  await badges(page).first().getByText('Fail').waitFor();
  assert.deepEqual(page.trouble, []);
});

test('it follows its content, as frameworks fill and change it, and keeps what was set or is edited', async () => {
  const page = await demo('plain');
  await badges(page).first().getByText('Fail').waitFor();
  await page.evaluate(() => {
    const made = document.createElement('ec2-profile-check');
    document.querySelector('h1').before(made);
    made.append(document.createElement('pre'));
  });
  const first = page.locator('ec2-profile-check').first();
  await first.locator('.bar').getByText('Nothing to judge').waitFor();
  const fill = (text) =>
    first.locator('> pre').evaluate((pre, text) => {
      pre.textContent = text;
    }, text);
  await fill('resource "aws_instance" "a" {}');
  await first.locator('.bar').getByText('Fail').waitFor();
  await fill('resource "aws_instance" "a" { iam_instance_profile = "a" }');
  await first.locator('.bar').getByText('Pass').waitFor();
  await first.locator('.bar').click();
  await first.locator('[data-name=edit]').click();
  await first.locator('textarea').fill('resource "aws_instance" "edited" {}');
  await fill('');
  await first.locator('.bar').getByText('aws_instance.edited').waitFor();
  await first.evaluate((one) => {
    one.files = { 'main.tf': 'resource "aws_instance" "set" {}' };
  });
  await fill('resource "aws_instance" "b" { iam_instance_profile = "a" }');
  await first.locator('.bar').getByText('aws_instance.set').waitFor();
  assert.deepEqual(page.trouble, []);
});

test('on a page from right to left, in another language, it and its code read from left to right in English', async () => {
  const page = await demo('plain');
  await badges(page).first().getByText('Fail').waitFor();
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
    document.documentElement.lang = 'ar';
  });
  const first = page.locator('ec2-profile-check').first();
  const direction = (one) => getComputedStyle(one).direction;
  assert.equal(await first.locator('.frame').evaluate(direction), 'ltr');
  assert.equal(await first.locator('> pre').first().evaluate(direction), 'ltr');
  assert.equal(await first.locator('.frame').getAttribute('lang'), 'en');
});

test('the playground opens with the same code', async () => {
  const page = await demo('plain');
  const first = page.locator('ec2-profile-check').first();
  await first.locator('.bar:not([disabled])').click();
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    first.locator('[data-name=playground]').click(),
  ]);
  await opened.locator('#banner.fail').waitFor();
  await opened.locator('.card', { hasText: 'aws_instance.web' }).first().waitFor();
});

test('MkDocs: enhance() finds the blocks, and leaves those with nothing to judge alone', async () => {
  const page = await demo('mkdocs');
  await badges(page).first().getByText('Fail').waitFor();
  await badges(page).nth(1).getByText('Pass').waitFor();
  await page.waitForTimeout(300);
  assert.equal(await badges(page).count(), 2);
  assert.deepEqual(page.trouble, []);
});

test('Docusaurus: lines that end in <br>, lines with numbers, and blocks that were taken out', async () => {
  const page = await demo('docusaurus');
  await badges(page).first().getByText('Fail').waitFor();
  await badges(page).nth(1).getByText('Pass').waitFor();
  await badges(page).nth(2).scrollIntoViewIfNeeded();
  await badges(page).nth(2).getByText('Fail').waitFor();
  assert.equal(await badges(page).count(), 3);
  assert.deepEqual(page.trouble, []);
});

/** The MkDocs page with blocks of which no language is named, with these texts. */
async function blocks(texts) {
  const context = await browser.newContext({
    viewport: { width: 900, height: 700 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const body = texts.map((text) => `<pre><code>${escaped(text)}</code></pre>`).join('\n');
  await page.route('**/demo/mkdocs.html', async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace(/<article[\s\S]*<\/article>/, () => `<main>${body}</main>`);
    await route.fulfill({ response, body: html });
  });
  await page.goto(`${server.url}demo/mkdocs.html`);
  return page;
}

test('every kind of subject is found by its text alone', async () => {
  const types = await subjects();
  const page = await blocks(types.map((type) => `resource "${type}" "web" {\n}\n`));
  await badges(page).first().waitFor();
  assert.equal(await page.locator('ec2-profile-check').count(), types.length);
});

test('a hundred blocks have one engine, and do not move the page when their verdicts come', async (t) => {
  const samples = (await examples()).flatMap(({ files }) => files['main.tf'] ?? []);
  const page = await blocks(Array.from({ length: 100 }, (_, index) => samples[index % samples.length]));
  const seen = { modules: 0, workers: 0 };
  page.on('request', (request) => /_bg-.*\.wasm$/.test(request.url()) && seen.modules++);
  page.on('worker', () => seen.workers++);
  await page.locator('ec2-profile-check .bar:not([disabled])').first().waitFor();
  const { verdicts, moved, milliseconds } = await page.evaluate(async () => {
    let moved = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) moved += value;
    });
    observer.observe({ type: 'layout-shift' });
    const started = performance.now();
    const elements = [...document.querySelectorAll('ec2-profile-check')].filter(({ hidden }) => !hidden);
    for (const element of elements) {
      element.scrollIntoView({ block: 'center' });
      while (!element.shadowRoot.querySelector('.bar:not([disabled])'))
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { verdicts: elements.length, moved, milliseconds: Math.round(performance.now() - started) };
  });
  t.diagnostic(`${verdicts} verdicts in ${milliseconds} ms`);
  assert.ok(verdicts > 90);
  assert.ok(moved < 0.01, `layout shift ${moved}`);
  assert.deepEqual(seen, { modules: 1, workers: 0 });
});

test('the engine is not loaded before an element is near', async () => {
  const context = await browser.newContext({
    viewport: { width: 900, height: 700 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const modules = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) modules.push(request.url());
  });
  await page.route('**/plain-*.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()} main { padding-top: 4000px; }` });
  });
  await page.goto(`${server.url}demo/plain.html`);
  await page.waitForTimeout(500);
  assert.deepEqual(modules, []);
  await page.locator('ec2-profile-check').first().scrollIntoViewIfNeeded();
  await badges(page).first().getByText('Fail').waitFor();
  assert.equal(modules.filter((url) => /_bg-/.test(url)).length, 1);
  await context.close();
});

for (const [name, width] of [
  ['plain', 900],
  ['plain', 360],
  ['mkdocs', 900],
  ['docusaurus', 360],
]) {
  test(`nothing on the ${name} page moves when the verdicts come, ${width} wide`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 700 }, serviceWorkers: 'block' });
    const page = await context.newPage();
    let release = () => {};
    const held = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${server.url}demo/${name}.html`);
    await page.locator('ec2-profile-check:visible').first().waitFor();
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      window.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.moved += entry.value;
      }).observe({ type: 'layout-shift' });
    });
    release();
    await page.locator('ec2-profile-check:visible .bar:not([disabled])').first().waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => window.moved), 0);
    await context.close();
  });
}

test('without JavaScript, and where the engine does not load, the code is there to read', async () => {
  const plain = await demo('plain', { javaScriptEnabled: false });
  assert.ok(await plain.getByText('resource "aws_instance" "web"').first().isVisible());

  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(`${server.url}demo/plain.html`);
  await page.getByText('Not checked').first().waitFor();
  await page.getByText('The check could not be loaded').first().waitFor();
  assert.ok(await page.getByText('resource "aws_instance" "web"').first().isVisible());
  await page.goto(`${server.url}demo/mkdocs.html`);
  await page.waitForTimeout(500);
  assert.equal(await page.locator('ec2-profile-check:visible').count(), 0, 'found blocks stay as they were');
  await context.close();
});

test('its parts and properties are those that are documented', async () => {
  const page = await demo('plain');
  const first = page.locator('ec2-profile-check').first();
  await first.getByRole('button', { expanded: false }).click();
  await first.getByRole('button', { name: 'Edit' }).click();
  const [parts, properties] = await page.evaluate(() => {
    const found = new Set();
    const used = new Set();
    for (const element of document.querySelectorAll('ec2-profile-check')) {
      for (const inner of element.shadowRoot.querySelectorAll('[part]'))
        for (const part of inner.part) found.add(part);
      for (const sheet of element.shadowRoot.adoptedStyleSheets)
        for (const rule of sheet.cssRules)
          for (const [name] of rule.cssText.matchAll(/--epc-[a-z]+/g)) used.add(name);
    }
    return [[...found], [...used]];
  });
  const statuses = /^(pass|fail|conditional|unknown|not_applicable|suppressed|idle|ok|broken|missing)$/;
  for (const text of ['README.md', 'element.d.ts'].map(
    (name) => new URL(`../../pkg/${name}`, import.meta.url),
  )) {
    const documented = await readFile(text, 'utf8');
    for (const part of parts.filter((one) => !statuses.test(one)))
      assert.ok(documented.includes(`\`${part}\``), `${part} in ${text.pathname}`);
    for (const property of properties)
      assert.ok(documented.includes(`\`${property}\``), `${property} in ${text.pathname}`);
  }
});

test('what a documentation page has to load for it', async (t) => {
  const files = await readdir(`${DIST}assets`);
  const weigh = async (pattern) => {
    const name = files.find((file) => pattern.test(file));
    return gzipSync(await readFile(`${DIST}assets/${name}`), { level: 9 }).length;
  };
  const element = await weigh(/^element-.*\.js$/);
  const api = await weigh(/^pkg-.*\.js$/);
  t.diagnostic(`element ${element} bytes gzipped at once; ${api} and the module when one comes into view`);
  assert.ok(element <= 6_000, 'the element');
  assert.ok(api <= 6_100, 'what it loads besides the module');
});

const PHONE = { viewport: { width: 320, height: 700 } };
for (const [name, colorScheme, options, how = ''] of [
  ['plain', 'light'],
  ['plain', 'dark', PHONE, ', 320 wide'],
  ['plain', 'light', { forcedColors: 'active' }, ', colours of the reader'],
  ['mkdocs', 'dark'],
  ['docusaurus', 'light'],
]) {
  test(`axe finds nothing on the ${name} page, ${colorScheme}${how}, opened and being edited`, async () => {
    const page = await demo(name, { colorScheme, ...options });
    if (name === 'docusaurus')
      await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), colorScheme);
    const first = page.locator('ec2-profile-check:visible').first();
    await first.locator('.bar:not([disabled])').click();
    await first.locator('[data-name=edit]').click();
    const { violations } = await new AxeBuilder({ page }).include('ec2-profile-check').analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 120))]),
      [],
    );
  });
}

test('by key alone: opened, read, edited, and on to the next, each with a ring, on a phone too', async () => {
  const page = await demo('plain', PHONE);
  await page.locator('ec2-profile-check .bar:not([disabled])').first().waitFor();
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const { outlineStyle } = getComputedStyle(element);
      return { name: element.dataset.name ?? element.className, ring: outlineStyle !== 'none' };
    });
  const tabTo = async (name) => {
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      const at = await focused();
      assert.ok(at.ring, `${at.name} has no ring`);
      if (at.name === name) return;
    }
    assert.fail(`${name} is not reached`);
  };
  await tabTo('bar');
  await page.keyboard.press('Enter');
  await tabTo('edit');
  await page.keyboard.press('Enter');
  const editor = page.locator('ec2-profile-check textarea').first();
  await editor.waitFor();
  assert.equal((await focused()).ring, true);
  // Tab leaves the text: it does not indent.
  await tabTo('bar');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0);
  assert.deepEqual(page.trouble, []);
});
