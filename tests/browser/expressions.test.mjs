// The module in a browser against the values recorded from Terraform, where the browser does a part of the work: classes
// of characters, case, normal forms and encodings come from there, and are not Node's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { read } from '../node/support.mjs';
import { playground } from './support.mjs';

const RECORDED = fileURLToPath(new URL('../terraform/', import.meta.url));
const GROUPS = ['text_encoding', 'case_folding', 'string', 'corners'];

const play = playground();

for (const group of GROUPS) {
  test(`${group}: as in Terraform`, async () => {
    const page = await play.page({ path: 'demo/plain.html', wait: false });
    await page.locator('ec2-profile-check:visible .bar:not([disabled])').first().waitFor();
    const recorded = JSON.parse(await readFile(`${RECORDED}${group}.expected.json`, 'utf8'));
    const cases = recorded.filter(
      // The recorder reads numbers as doubles; what does not fit one, it has as null.
      ({ value, console }) => value !== undefined && (value !== null || console.includes('null')),
    );
    assert.ok(cases.length > 50);
    const wrong = await page.evaluate(
      async ({ files, cases }) => {
        const entries = performance.getEntriesByType('resource');
        const { Project } = await import(entries.find(({ name }) => /\/pkg-[^/]*\.js$/.test(name)).name);
        const project = new Project();
        for (const [path, text] of Object.entries(files)) project.set(path, text);
        return cases
          .map(({ expression, value }) => ({ expression, value, ours: project.evaluate(expression) }))
          .filter(({ value, ours }) => JSON.stringify(ours.value) !== JSON.stringify(value));
      },
      { files: read(`${RECORDED}context`), cases },
    );
    assert.deepEqual(wrong, []);
  });
}
