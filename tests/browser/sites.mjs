// What the tests of the element in built documentation sites share: a server with the strictest policy that such a
// site can have, a page that is watched, and where the verdicts are.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DIST, serve } from './support.mjs';

/**
 * The policy of our own pages, and by their hashes the scripts that a generator writes into its pages. What a site's
 * styles lack under it is the site's affair: it is told apart by looking without the element first.
 */
async function strictly() {
  const demo = await readFile(`${DIST}demo/plain.html`, 'utf8');
  const own = /http-equiv="Content-Security-Policy" content="([^"]+)"/
    .exec(demo)?.[1]
    .replaceAll('&#39;', "'");
  assert.match(own ?? '', /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  return (html) => {
    const inline = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
      ([, text]) => text,
    );
    const hashes = inline.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    return own.replace("'wasm-unsafe-eval'", ["'wasm-unsafe-eval'", ...new Set(hashes)].join(' '));
  };
}

/** Serves a built site under that policy. */
export async function serveStrictly(folder) {
  return serve(folder, { policy: await strictly() });
}

/** What the policy refuses on a page, each with the place that asked for it. */
function watch(page) {
  page.refused = [];
  page.elsewhere = [];
  page.modules = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (pathname.endsWith('.wasm')) page.modules.push(pathname);
    if (origin !== page.origin && !/^(data|blob):/.test(request.url())) page.elsewhere.push(request.url());
  });
  return page
    .exposeFunction('refuse', (what) => page.refused.push(what))
    .then(() =>
      page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
          const [target] = event.composedPath();
          const place =
            target instanceof Element ? (target.getRootNode().host?.localName ?? target.localName) : '';
          window.refuse(
            [effectiveDirective, blockedURI, sourceFile.split('/').pop(), lineNumber, place, sample].join(
              ' ',
            ),
          );
        });
      }),
    );
}

/**
 * Opens a page of a site twice: without the element's script, to see what the policy refuses of the site itself, and
 * with it. `without` matches the addresses of that script. The page returned is the second.
 */
export async function visit(browser, url, without) {
  const own = new Set();
  for (const blocked of [true, false]) {
    const context = await browser.newContext({ viewport: { width: 1300, height: 900 } });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    page.origin = new URL(url).origin;
    page.own = own;
    await watch(page);
    if (blocked) await page.route(without, (route) => route.abort());
    await page.goto(url);
    if (!blocked) return page;
    await page.waitForTimeout(500);
    for (const what of page.refused) own.add(what);
    await context.close();
  }
}

/** Nothing was refused but what the site asks for without the element, and nobody else was asked for anything. */
export function undisturbed(page) {
  assert.deepEqual(
    page.refused.filter((what) => !page.own.has(what)),
    [],
    'what the policy refused',
  );
  assert.deepEqual(page.elsewhere, []);
}

/** The verdict under the block of this text. */
export function under(page, text) {
  const beside = page
    .locator('pre', { hasText: text })
    .locator('xpath=ancestor-or-self::*/following-sibling::*');
  return page.locator('ec2-profile-check').and(beside).first().locator('.badge');
}

/** The first page of each site: two blocks with a verdict, and three with nothing to judge. */
export async function judged(page) {
  await under(page, '"bare" {\n  ami').getByText('Fail').waitFor();
  await under(page, '"whole" {').getByText('Pass').waitFor();
  await page.waitForTimeout(300);
  assert.equal(
    await page.locator('ec2-profile-check:visible').count(),
    2,
    'the others have nothing to judge',
  );
  loadedOnce(page);
}

/** Each part of the engine was loaded once, however many elements and pages there were. */
export function loadedOnce(page) {
  assert.ok(page.modules.length > 0);
  assert.deepEqual(page.modules, [...new Set(page.modules)]);
}

/** Everything an element does, under the policy of the page: opened, edited, put back. */
export async function used(page) {
  const element = page.locator('ec2-profile-check:visible').first();
  await element.getByRole('button', { expanded: false }).click();
  await element.getByRole('list', { name: 'Credential chain' }).waitFor();
  await element.getByRole('button', { name: 'Edit' }).click();
  await element.getByRole('textbox').fill('resource "aws_instance" "bare" { iam_instance_profile = "web" }');
  await element.locator('.badge').getByText('Pass').waitFor();
  await element.getByRole('button', { name: 'Back to the original' }).click();
  await element.locator('.badge').getByText('Fail').waitFor();
  assert.equal(
    await element.locator('.frame').evaluate((one) => getComputedStyle(one).borderTopWidth),
    '1px',
  );
}
