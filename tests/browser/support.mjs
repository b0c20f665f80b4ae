// What the browser tests share: the built playground on a port of its own, and a Chromium.
import assert from 'node:assert/strict';
import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** The built playground. */
export const DIST = fileURLToPath(new URL('../../www/dist/', import.meta.url));

/**
 * Serves a folder under `/docs/play/`: the playground must not care where it lies. A file that `hold` gives a promise for
 * waits for it; where that is rejected, the file is not there. `policy` makes the content security policy of a page from
 * its HTML.
 * @param {string} [folder]
 * @param {{ hold?(file: string): Promise<void> | void, policy?(html: string): string }} [options]
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(folder = DIST, { hold, policy } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // A browser asks for it by itself where a page names no icon.
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const inside = /^\/docs\/play\/(.*)$/.exec(decodeURIComponent(pathname))?.[1];
    const file = normalize(
      join(folder, /(^|\/)$/.test(inside ?? '..') ? `${inside}index.html` : (inside ?? '..')),
    );
    try {
      if (!file.startsWith(normalize(folder))) throw new Error('outside');
      await hold?.(file);
      const body = await readFile(file);
      const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' };
      if (policy && extname(file) === '.html') headers['content-security-policy'] = policy(String(body));
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end('There is no such file.');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/docs/play/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve(undefined));
      }),
  };
}

/** A Chromium that talks to nobody of itself. `CHROMIUM` names another executable. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * One server and one browser for the tests of a file; `page(options)` opens the playground in a context of its own.
 * Every page is looked at again in the end: an error, a refused policy or a request to elsewhere fails its test.
 */
export function playground() {
  let server;
  let browser;
  const pages = [];
  before(async () => {
    await access(join(DIST, 'index.html')).catch(() => {
      throw new Error('The playground is not built. Run: npm run build');
    });
    [server, browser] = await Promise.all([serve(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    const opened = pages.splice(0);
    const trouble = opened.flatMap((page) => page.trouble);
    await Promise.all(opened.map((page) => page.context().close()));
    assert.deepEqual(trouble, []);
  });
  return {
    get url() {
      return server.url;
    },
    get browser() {
      return browser;
    },
    /** @param {{ path?: string, files?: Record<string, string>, wait?: boolean } & import('playwright-core').BrowserContextOptions} options */
    async page({ path = '', wait = true, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 860 },
        serviceWorkers: 'block',
        acceptDownloads: true,
        ...options,
      });
      const page = await open(context, server.url + path, wait);
      pages.push(page);
      return page;
    },
  };
}

/** Opens the playground and waits for its first verdict. What it does wrong is collected in `page.trouble`. */
export async function open(context, url, wait = true) {
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.trouble = [];
  page.on('pageerror', (error) => page.trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.trouble.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(new URL('/', url).href) && !/^(blob|data):/.test(target))
      page.trouble.push(`request: ${target}`);
  });
  // The console tells most of it; this tells it of whatever was refused, where and to which element.
  await page.exposeFunction('refused', (what) => page.trouble.push(`refused: ${what}`));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) => {
      const [target] = event.composedPath();
      const place = target instanceof Element ? target.outerHTML.slice(0, 120) : event.sourceFile;
      window.refused(`${event.effectiveDirective} ${event.blockedURI} ${place}`);
    }),
  );
  await page.goto(url);
  if (wait) await checked(page, 0);
  return page;
}

/** Waits until more than `before` reports were shown. */
export async function checked(page, before) {
  await page.waitForFunction((n) => Number(document.documentElement.dataset.checked ?? 0) > n, before, {
    timeout: 15_000,
  });
}

/** Number of reports shown so far. */
export function count(page) {
  return page.evaluate(() => Number(document.documentElement.dataset.checked ?? 0));
}

/** Puts a text in place of the open file's, as a reader pastes it, and waits for its verdict. */
export async function paste(page, text) {
  const before = await count(page);
  await page.locator('#editor .cm-content').click();
  await page.keyboard.press('Control+a');
  await page.evaluate((content) => {
    const target = document.querySelector('#editor')?.shadowRoot?.querySelector('.cm-content');
    const data = new DataTransfer();
    data.setData('text/plain', content);
    target?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
  await checked(page, before);
}

/** The headline of the banner. */
export function headline(page) {
  return page.locator('#banner .headline').innerText();
}

/** The text of the open file. */
export function source(page) {
  return page.evaluate(() => {
    const lines = document.querySelector('#editor')?.shadowRoot?.querySelectorAll('.cm-line') ?? [];
    return [...lines].map((line) => line.textContent).join('\n');
  });
}

/** Does something and waits for the verdict that follows. */
export async function then(page, action) {
  const seen = await count(page);
  await action();
  await checked(page, seen);
}

/** The card of a subject. */
export function card(page, address) {
  return page.getByRole('group', { name: address, exact: true });
}

/** A button of the page by its whole name. */
export function button(page, name) {
  return page.getByRole('button', { name, exact: true });
}

/** What is offered for the fixes of the open card: `Preview` or `Apply`. */
export function fixes(page, what) {
  return page.getByRole('list', { name: 'Fixes' }).getByRole('button', { name: what });
}

/** Paths of the files in the order of their tabs. */
export function files(page) {
  const tabs = page.getByRole('tablist', { name: 'Files' }).getByRole('tab');
  return tabs.evaluateAll((all) => all.map((tab) => tab.getAttribute('title')));
}

/** Terraform for an instance with the whole chain behind it. */
export const WHOLE = `resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "web" {
  name = "web"
  role = aws_iam_role.web.name
}

resource "aws_instance" "web" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = aws_iam_instance_profile.web.name
}
`;

/** The same instance with nothing attached. */
export const BARE = `resource "aws_instance" "web" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.small"
}
`;
