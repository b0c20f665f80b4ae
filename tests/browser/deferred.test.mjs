// The engine's second part: not needed for a first verdict, fetched after it, and loaded at once when it is needed before.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { BARE, checked, headline, launch, open, paste, serve } from './support.mjs';

const FIRST = /_bg-.*\.wasm$/;
const SECOND = /_deferred-.*\.wasm$/;
/** No usual check reads YAML. */
const UNUSUAL = `locals {
  settings = yamldecode("profile: web")
}

resource "aws_instance" "web" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = local.settings.profile
}
`;

let server;
let browser;
let hold;
/** How often the second part was asked for. */
let asked;
/** What was asked for before the first part was there. */
let early;
before(async () => {
  let isEarly = true;
  const held = async (file) => {
    if (/index\.html$/.test(file)) isEarly = true;
    if (isEarly) early.push(file);
    if (FIRST.test(file)) {
      // Time for what does not wait for a verdict to show.
      await sleep(500);
      isEarly = false;
    }
    if (!SECOND.test(file)) return;
    asked++;
    await hold();
  };
  [server, browser] = await Promise.all([serve(undefined, { hold: held }), launch()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(() => {
  asked = 0;
  early = [];
  hold = () => undefined;
});

async function isAsked() {
  while (asked === 0) await sleep(10);
}

const notChecked = (opened) => opened.getByRole('region', { name: 'Not checked' });

async function page(t, path = '', wait = true) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  t.after(() => context.close());
  return open(context, server.url + path, wait);
}

test('all that comes before the first verdict is at most 490 KB gzipped, and the second part is not in it', async (t) => {
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  hold = () => ended;
  const context = await browser.newContext({ serviceWorkers: 'block' });
  t.after(() => context.close());
  const bodies = [];
  context.on('response', (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
  await open(context, server.url);
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
  const sum = sizes.reduce((all, size) => all + size, 0);
  t.diagnostic(`${sizes.length} files, ${Math.round(sum / 1000)} KB gzipped before the first verdict`);
  assert.ok(sizes.length > 5 && sum <= 490_000, `${sum} bytes`);
  end();
});

test('after the first verdict it is fetched, and so is the copy for offline use', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const opened = await open(context, server.url);
  await isAsked();
  assert.deepEqual(
    early.filter((file) => SECOND.test(file) || /sw\.js$/.test(file)),
    [],
  );
  await opened.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await paste(opened, UNUSUAL);
  assert.match(await headline(opened), /has a usable instance profile/);
  await paste(opened, UNUSUAL.replace('profile: web', 'profile: db'));
  assert.deepEqual(opened.trouble, []);
});

test('code that needs it loads it once', async (t) => {
  const opened = await page(t);
  await isAsked();
  await opened.waitForLoadState('networkidle');
  await paste(opened, UNUSUAL);
  await paste(opened, UNUSUAL.replace('profile: web', 'profile: db'));
  assert.equal(asked, 1);
  assert.deepEqual(opened.trouble, []);
});

test('a slow network is not a slow check', async (t) => {
  hold = () => sleep(3000);
  const opened = await page(t);
  await paste(opened, UNUSUAL);
  assert.equal(await notChecked(opened).count(), 0);
});

test('where it cannot be had, the page says so and checks what it can', async (t) => {
  hold = () => Promise.reject(new Error('not there'));
  const opened = await page(t);
  await isAsked();
  opened.trouble.length = 0;
  const before = await headline(opened);
  const pasted = paste(opened, UNUSUAL).catch(() => undefined);
  const trouble = notChecked(opened);
  await trouble.waitFor();
  assert.match(await trouble.innerText(), /part of the checker cannot be loaded/);
  assert.equal(await headline(opened), before);
  opened.trouble.length = 0;
  await paste(opened, BARE);
  await pasted;
  assert.equal(await trouble.count(), 0);
  hold = () => undefined;
  await paste(opened, UNUSUAL);
  assert.equal(await trouble.count(), 0);
});

test('offline it is there, too', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const opened = await open(context, server.url);
  await opened.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await opened.reload();
  await checked(opened, 0);
  await context.setOffline(true);
  await paste(opened, UNUSUAL);
  assert.equal(await notChecked(opened).count(), 0);
});

test('on a documentation page the verdict does not wait for it, unless the code needs it', async (t) => {
  let arrive;
  hold = () =>
    new Promise((resolve) => {
      arrive = resolve;
    });
  const opened = await page(t, 'demo/plain.html', false);
  await opened.locator('ec2-profile-check:visible .bar:not([disabled])').first().waitFor();
  await isAsked();
  // Asked for a second time, at once: the first answer is still on its way.
  hold = () => undefined;
  const status = await opened.evaluate(
    async ({ engine, text }) => {
      const { check } = await import(engine);
      return check({ 'main.tf': text }).results[0].status;
    },
    {
      engine: await opened.evaluate(
        () => performance.getEntriesByType('resource').find(({ name }) => /\/pkg-[^/]*\.js$/.test(name)).name,
      ),
      text: UNUSUAL,
    },
  );
  assert.equal(status, 'pass');
  assert.equal(asked, 2);
  arrive();
  assert.deepEqual(opened.trouble, []);
});
