// The module against the values recorded from Terraform: natively, tests/functions.rs does the same. Some of what the
// module does is JavaScript's (normal forms, classes of characters), which no native test sees.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Project } from '../../pkg/node.js';
import { read, TOP } from './support.mjs';

const RECORDED = join(TOP, 'tests/terraform');

for (const file of readdirSync(RECORDED).filter((name) => name.endsWith('.expected.json'))) {
  test(file, () => {
    const project = new Project();
    for (const [path, text] of Object.entries(read(join(RECORDED, 'context')))) project.set(path, text);
    const wrong = [];
    for (const { expression, value, console } of JSON.parse(readFileSync(join(RECORDED, file), 'utf8'))) {
      // The recorder reads numbers as doubles; what does not fit one, it has as null.
      if (value === undefined || (value === null && !console.includes('null'))) continue;
      const ours = project.evaluate(expression);
      if (JSON.stringify(ours.value) !== JSON.stringify(value)) wrong.push({ expression, ours, value });
    }
    assert.deepEqual(wrong, []);
  });
}
