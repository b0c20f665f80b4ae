// 9. Quality: the worker and its watchdog, policy, storage, size and speed.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { BARE, checked, count, DIST, headline, paste, playground, source, WHOLE } from './support.mjs';

const play = playground();
const kilobytes = (bytes) => Math.round(bytes / 1000);

/** A page whose engine, on files with `word` in them, does for `milliseconds` nothing else: it has a budget and would not. */
async function withSlowEngine(word, milliseconds) {
  const context = await play.browser.newContext({ serviceWorkers: 'block', reducedMotion: 'reduce' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const slow = `self.addEventListener("message", (event) => {
      const end = performance.now() + ${milliseconds};
      if (JSON.stringify(event.data).includes("${word}")) while (performance.now() < end);
    });`;
    await route.fulfill({ response, body: `${slow}${await response.text()}` });
  });
  await page.goto(play.url);
  await checked(page, 0);
  return page;
}

test('a check that hangs is stopped after two seconds; the page goes on, the last verdict stays', async () => {
  const page = await withSlowEngine('hang-now', 1e9);
  const verdict = await headline(page);
  const seen = await count(page);
  await page.locator('#editor .cm-content').click();
  const started = Date.now();
  await page.keyboard.insertText('# hang-now\n');
  await page.keyboard.insertText('# typing goes on\n');
  assert.ok(Date.now() - started < 1000, 'the page is not blocked');
  assert.match(await source(page), /typing goes on/);
  await page.getByRole('region', { name: 'Not checked' }).waitFor({ timeout: 6000 });
  assert.ok(Date.now() - started < 6000);
  assert.equal(await headline(page), verdict);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(WHOLE);
  await checked(page, seen);
  await page.locator('#banner.pass').waitFor({ timeout: 10_000 });
  assert.equal(await page.getByRole('region', { name: 'Not checked' }).count(), 0);
  await page.context().close();
});

test('what takes longer than two seconds says so, changes nothing, and gets its time when the reader gives it', async () => {
  const page = await withSlowEngine('slow-now', 2600);
  const state = page.getByRole('region', { name: 'Not checked' });
  const seen = await count(page);
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.insertText('# slow-now\n');
  const text = await source(page);
  await state.getByText('Not checked: it takes longer than two seconds').waitFor();
  assert.match(await state.innerText(), /There are \d\d lines in 1 file\..*of before your last change/);
  await page.getByRole('status').getByText('it takes longer than two seconds').waitFor();
  assert.equal(await count(page), seen, 'the report on screen is the one of before');
  assert.equal(await page.getByRole('button', { name: 'Apply' }).count(), 0, 'its fixes fit no more');
  await page.locator('#editor .cm-lintRange').first().hover();
  await page.locator('#editor .cm-diagnosticAction').first().click();
  await page.getByRole('alert').getByText('The code has changed since').waitFor();
  assert.equal(await source(page), text);
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => window.axe.run('#verdict'));
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
      colorScheme,
    );
  }

  await state.getByRole('button', { name: 'Take the time it needs' }).focus();
  await page.keyboard.press('Enter');
  await state.getByText('Checking, without a limit').waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent),
    'Stop',
    'the focus stays here',
  );
  await page.keyboard.press('Enter');
  await state.getByRole('button', { name: 'Take the time it needs' }).click();
  await checked(page, seen);
  assert.match(await headline(page), /The one subject here fails/);
  assert.equal(await state.count(), 0);
  await page.getByRole('list', { name: 'Fixes' }).getByRole('button', { name: 'Apply' }).first().click();
  assert.notEqual(await source(page), text, 'the fixes of the new report fit');
  await page.context().close();
});

test('an input that really is expensive stops nothing: the page answers, the last verdict stays', async () => {
  const page = await play.page();
  await paste(page, WHOLE);
  const verdict = await headline(page);
  const seen = await count(page);
  const text = Array.from({ length: 6000 }, (_, index) => BARE.replace('"web"', `"web_${index}"`)).join('');
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
    }, 20);
  });
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Control+a');
  const started = Date.now();
  await page.evaluate((content) => {
    const target = document.querySelector('#editor')?.shadowRoot?.querySelector('.cm-content');
    const data = new DataTransfer();
    data.setData('text/plain', content);
    target?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
  const trouble = page.getByText('it takes longer than two seconds').first();
  await Promise.race([trouble.waitFor({ timeout: 8000 }), checked(page, seen)]);
  assert.ok(Date.now() - started < 8000, 'there is an answer in time');
  if (await trouble.isVisible()) assert.equal(await headline(page), verdict);
  else assert.match(await headline(page), /6,000 of 6,000 subjects fail/);
  assert.ok((await page.evaluate(() => window.longest)) < 1000, 'the page was never blocked for long');
  await page.getByText('Console', { exact: true }).click();
  await paste(page, WHOLE);
  await page.getByLabel('Expression to evaluate').fill('aws_iam_role.web.name');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('"web"').waitFor();
});

test('an expression that takes too long leaves the files to the next one', async () => {
  const page = await withSlowEngine('hang-now', 1e9);
  await page.getByText('Console', { exact: true }).click();
  const field = page.getByLabel('Expression to evaluate');
  await field.fill('"hang-now"');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('No answer within 2 seconds').waitFor();
  await field.fill('aws_iam_role.web.name');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('"web"').waitFor();
  await page.context().close();
});

test('what is not needed for a verdict comes when it is asked for, and says so when it does not come', async () => {
  const context = await play.browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.route('**/assets/control-*.js', (route) => route.abort());
  await page.goto(play.url);
  await checked(page, 0);
  const late =
    /\/(find|fix-preview|browser|examples|panel|console|intake|frameworks|control|keys|downloads|gallery)-/;
  assert.deepEqual(
    loaded.filter((url) => late.test(url)),
    [],
  );
  await page.getByRole('tab', { name: 'The control' }).click();
  await page.getByRole('alert').getByText('could not be loaded').waitFor();
  await page.getByRole('tab', { name: 'Frameworks' }).click();
  await page.getByRole('group', { name: 'Frameworks' }).getByRole('button').first().waitFor();
  await context.close();
});

test('the policy allows scripts and styles of its own and compiling wasm, nothing else', async () => {
  for (const name of ['index.html', 'demo/plain.html', 'demo/mkdocs.html', 'demo/docusaurus.html']) {
    const html = await readFile(`${DIST}${name}`, 'utf8');
    const policy = (
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? ''
    ).replaceAll('&#39;', "'");
    assert.match(policy, /default-src 'none'/, name);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/, name);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/, name);
    assert.ok(
      html.indexOf('Content-Security-Policy') < html.indexOf('<script'),
      `${name}: the policy comes first`,
    );
    assert.doesNotMatch(html, /(src|href)="\//, `${name}: addresses are relative`);
  }
});

test('nothing that was pasted is stored', async () => {
  const page = await play.page();
  await paste(page, BARE.replaceAll('web', 'secret_project'));
  const kept = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      (await indexedDB.databases()).length,
      await caches.keys(),
    ]),
  );
  assert.doesNotMatch(kept, /secret_project/);
  assert.equal(kept, '[{},{},"",0,[]]');
});

test('the theme is chosen by the device, then by hand, and kept', async () => {
  const page = await play.page({ colorScheme: 'dark' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.getByRole('button', { name: /^Theme/ }).click();
  const light = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await checked(page, 0);
  assert.equal(await ground(), light);
});

test('nothing jumps while the page loads, on desktop and phone, with a lesson too', async () => {
  for (const viewport of [
    { width: 1280, height: 860 },
    { width: 390, height: 844 },
  ]) {
    for (const path of ['', '#lesson=fleets', '#framework=hipaa']) {
      const page = await play.page({ viewport, path });
      const moved = await page.evaluate(
        () =>
          new Promise((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += entry.value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => resolve(sum), 300);
          }),
      );
      // A tenth is what counts as good.
      assert.ok(moved < 0.1, `${path || 'the page'}, ${viewport.width} wide: ${moved}`);
    }
  }
});

test('the page itself stays small', async (t) => {
  const html = await readFile(`${DIST}index.html`, 'utf8');
  const files = await readdir(`${DIST}assets`);
  const weigh = async (name) => gzipSync(await readFile(`${DIST}assets/${name}`), { level: 9 }).length;
  // What index.html names, and the worker: the rest comes when it is asked for. deferred.test.mjs weighs all of it.
  const first = files.filter((name) => html.includes(name) || /^worker-.*\.js$/.test(name));
  let page = gzipSync(html).length;
  for (const name of first) page += await weigh(name);
  t.diagnostic(`${kilobytes(page)} KB gzipped without the engine`);
  // CodeMirror's view and state alone are 75 KB, with language, lint and commands 106.
  assert.ok(page <= 141_000, `${page} bytes`);
});

test('the first verdict comes within a second, and one keystroke in 30 KB is answered at once', async (t) => {
  const firsts = [];
  let page = await play.page();
  for (let turn = 0; turn < 3; turn++) {
    page = await play.page();
    firsts.push(await page.evaluate(() => window.performance.getEntriesByName('first-verdict')[0].startTime));
  }
  // The best of some: what else the machine does is not the page's doing.
  const first = Math.min(...firsts);
  t.diagnostic(`first verdict: ${Math.round(first)} ms after navigation began`);
  const blocks = [];
  while (blocks.join('').length < 30_000) blocks.push(BARE.replace('"web"', `"web_${blocks.length}"`));
  await paste(page, blocks.join('\n'));
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Control+End');
  const times = [];
  for (let turn = 0; turn < 12; turn++) {
    times.push(
      await page.evaluate(async () => {
        const root = document.documentElement;
        const before = root.dataset.checked;
        const content = document.querySelector('#editor')?.shadowRoot?.querySelector('.cm-content');
        const started = performance.now();
        content?.dispatchEvent(
          new ClipboardEvent('paste', {
            clipboardData: Object.assign(new DataTransfer(), {}),
            bubbles: true,
            cancelable: true,
          }),
        );
        document.querySelector('#editor')?.shadowRoot?.activeElement ?? content;
        content instanceof HTMLElement && content.focus();
        document.execCommand('insertText', false, '#');
        while (root.dataset.checked === before && performance.now() - started < 3000)
          await new Promise((resolve) => setTimeout(resolve, 1));
        return performance.now() - started;
      }),
    );
  }
  times.sort((a, b) => a - b);
  t.diagnostic(
    `keystroke to verdict on screen, 30 KB, ${blocks.length} subjects: median ${Math.round(times[6])} ms, worst ${Math.round(times[11])} ms`,
  );
  // Where several programs wait for each processor, everything takes as many times as long.
  const waiting = Math.max(1, loadavg()[0] / cpus().length);
  assert.ok(first < 1000 * waiting, 'the first verdict within a second');
  assert.ok(times[6] < 500 * waiting, 'a keystroke is answered while it is felt');
});
