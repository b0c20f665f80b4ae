// The package in a browser as a user gets it: packed, installed, and loaded without a bundler, in a worker and from a
// build with Vite, under the content security policy that its README asks for.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BAD, installed, TOP } from '../node/support.mjs';
import { launch, serve } from './support.mjs';

const USE = `const report = check({ 'main.tf': ${JSON.stringify(BAD)} });
const answer = [report.results[0].code, render(report, 'sarif').length > 100, evaluate({}, 'upper("x")').value];`;
const NAMES = '{ check, evaluate, render }';
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'">`;
const page = (script) =>
  `<!doctype html><title>x</title>${POLICY}<script type="module" src="./${script}"></script>`;

const FILES = {
  'plain.html': page('plain.js'),
  'plain.js': `import ${NAMES} from './node_modules/ec2-profile-check/index.js';\n${USE}\nwindow.answer = answer;`,
  'worker.html': page('start.js'),
  'start.js':
    "new Worker('./worker.js', { type: 'module' }).onmessage = ({ data }) => { window.answer = data; };",
  'worker.js': `import ${NAMES} from './node_modules/ec2-profile-check/index.js';\n${USE}\npostMessage(answer);`,
  'page/index.html': page('main.js'),
  'page/main.js': `import ${NAMES} from 'ec2-profile-check';\n${USE}\nwindow.answer = answer;`,
};

let browser;
let server;

before(async () => {
  const project = installed(FILES);
  const vite = join(TOP, 'node_modules', '.bin', 'vite');
  execFileSync(vite, ['build', 'page', '--base', './', '--logLevel', 'warn'], {
    cwd: project,
    stdio: 'pipe',
  });
  server = await serve(project);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

for (const [name, path] of [
  ['a plain script tag', 'plain.html'],
  ['a web worker', 'worker.html'],
  ['a build with Vite', 'page/dist/index.html'],
]) {
  test(name, async () => {
    const tab = await browser.newPage();
    const problems = [];
    tab.on('pageerror', (error) => problems.push(String(error)));
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    // Chromium asks for it by itself.
    await tab.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await tab.goto(server.url + path);
    const answer = await tab.waitForFunction(() => globalThis.answer, undefined, { timeout: 15_000 });
    assert.deepEqual(await answer.jsonValue(), ['profile-missing', true, 'X']);
    assert.deepEqual(problems, []);
    await tab.close();
  });
}
