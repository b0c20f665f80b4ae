// The module in Node gives the same report as the native library, byte for byte, in every case.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { check, Project } from '../../pkg/node.js';
import { cases } from './cases.mjs';
import { TOP } from './support.mjs';

/** Where tests/cases.rs leaves its reports. */
const NATIVE = join(TOP, 'target', 'case-reports');

describe('native and wasm agree', () => {
  for (const { name, files, options } of cases()) {
    test(name, () => {
      const native = join(NATIVE, `${name}.json`);
      assert.ok(existsSync(native), 'cargo test --test cases has to run before');
      assert.equal(JSON.stringify(check(files, options), null, 2), readFileSync(native, 'utf8'));
    });
  }
});

describe('a project that grew file by file agrees with a check at once', () => {
  const project = new Project();
  let held = [];
  for (const { name, files, options } of cases()) {
    test(name, () => {
      for (const path of held) project.delete(path);
      held = Object.keys(files);
      for (const path of [...held].reverse()) {
        project.set(path, `${files[path]}\n# not yet`);
        project.check(options);
        project.set(path, files[path]);
      }
      assert.deepEqual(project.check(options), check(files, options));
    });
  }
});
