// What the browser tests share: the built playground on a port of its own, and a Chromium.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
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
 * Serves a folder under `/docs/play/`: the playground must not care where it lies.
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(folder = DIST) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = /^\/docs\/play\/(.*)$/.exec(decodeURIComponent(pathname))?.[1];
    const file = normalize(join(folder, inside === '' ? 'index.html' : (inside ?? '..')));
    try {
      if (!file.startsWith(normalize(folder))) throw new Error('outside');
      const body = await readFile(file);
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
        .end(body);
    } catch {
      response.writeHead(404).end();
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

/** Opens the playground and waits for its first verdict. What it does wrong is collected in `page.trouble`. */
export async function open(context, url) {
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
  await page.goto(url);
  await checked(page, 0);
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
