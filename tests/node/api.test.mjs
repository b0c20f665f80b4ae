// The API as a program calls it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import * as api from '../../pkg/node.js';
import { BAD, GOOD } from './support.mjs';

describe('arguments of the wrong type', () => {
  const cases = [
    ['files', () => api.check(), 'files must be an object; it is of type undefined'],
    ['files', () => api.check(null), 'files must be an object; it is null'],
    ['files', () => api.check(['main.tf']), 'files must be an object; it is an array'],
    ['a text', () => api.check({ 'main.tf': 1 }), 'files["main.tf"] must be a string; it is of type number'],
    ['options', () => api.check({}, 'x'), 'options must be an object; it is of type string'],
    [
      'an unknown option',
      () => api.check({}, { vars: {} }),
      /^options\.vars is not an option; there are root, /,
    ],
    ['root', () => api.check({}, { root: 1 }), 'options.root must be a string; it is of type number'],
    [
      'inputs',
      () => api.check({}, { inputs: 'all' }),
      'options.inputs must be one of defaults, any; it is "all"',
    ],
    [
      'varFiles',
      () => api.check({}, { varFiles: [1] }),
      'options.varFiles[0] must be a string; it is of type number',
    ],
    [
      'a variable that JSON does not have',
      () => api.check({}, { variables: { on: [true, { since: new Date(0) }] } }),
      'options.variables.on[1].since must be null, a string, a boolean, a finite number, an array or a plain object; it is of type object',
    ],
    [
      'a number that JSON does not have',
      () => api.check({}, { variables: { n: Number.NaN } }),
      /^options\.variables\.n must be .* a finite number, .* it is of type number$/,
    ],
    [
      'a variable that holds itself',
      () => api.check({}, { variables: { loop: loop() } }),
      'options.variables must not be nested more than 100 levels deep',
    ],
    ['expression', () => api.evaluate({}, 1), 'expression must be a string; it is of type number'],
    ['report', () => api.render(undefined, 'text'), 'report must be an object; it is of type undefined'],
    ['format', () => api.render(api.check({}), 'xml'), /^format must be one of text, json, .*; it is "xml"$/],
    ['fixes', () => api.applyFixes({}, {}), 'fixes must be an array; it is of type object'],
    [
      'documents',
      () => api.evidence([{ name: 'x' }]),
      /^documents\[0\]\.content must be a string or a Uint8Array/,
    ],
    ['path', () => new api.Project().set(1, ''), 'path must be a string; it is of type number'],
    ['text', () => new api.Project().set('main.tf'), 'text must be a string; it is of type undefined'],
  ];
  for (const [name, call, message] of cases) {
    test(`${name}: ${message}`, () => assert.throws(call, { name: 'TypeError', message }));
  }
  test('values may be nested as deep as is said', () => {
    const deep = (levels) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const value = (x) => api.evaluate({ 'main.tf': 'variable "x" {}' }, 'var.x', { variables: { x } }).value;
    assert.deepEqual(value(deep(100)), deep(100));
    assert.throws(() => value(deep(101)), TypeError);
  });
  test('members that are undefined are as good as absent', () => {
    assert.equal(api.check({ 'main.tf': GOOD }, { root: undefined }).summary.pass, 1);
  });
});

function loop() {
  const loop = {};
  loop.loop = loop;
  return loop;
}

describe('check', () => {
  test('bad Terraform never throws', () => {
    for (const text of [
      '{',
      '"',
      '${',
      'resource',
      '\0',
      '\ud800',
      '/*',
      '<<EOT',
      'a = [',
      '}'.repeat(1000),
    ]) {
      const report = api.check({ 'main.tf': text });
      assert.equal(report.schemaVersion, 1);
    }
  });
  test('lines and columns count as JavaScript strings do', () => {
    const text = `# 🚀 é\n${BAD}`;
    const [result] = api.check({ 'main.tf': text }).results;
    const { start } = result.location;
    const before = text.slice(0, start.offset).split('\n');
    assert.deepEqual([start.line, start.column], [before.length, before.at(-1).length + 1]);
  });
  test('the report survives JSON and structuredClone', () => {
    const report = api.check({ 'main.tf': BAD });
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
    assert.deepEqual(structuredClone(report), report);
  });
  test('variables win over defaults', () => {
    const files = { 'main.tf': `variable "p" {\n  default = ""\n}\n${GOOD.replace('"app"', 'var.p')}` };
    assert.equal(api.check(files).summary.fail, 1);
    assert.equal(api.check(files, { variables: { p: 'app' } }).summary.pass, 1);
  });
});

describe('evaluate', () => {
  test('values are as terraform output -json gives them', () => {
    const files = { 'main.tf': 'locals {\n  s = toset(["b", "a"])\n  n = 0.1\n  o = { a = null }\n}\n' };
    const value = (expression) => api.evaluate(files, expression).value;
    assert.deepEqual(value('local.s'), ['a', 'b']);
    assert.equal(value('local.n'), 0.1);
    assert.deepEqual(value('local.o'), { a: null });
  });
  test('what cannot be known says why', () => {
    const result = api.evaluate({ 'main.tf': 'variable "x" {}\n' }, 'var.x');
    assert.equal(result.known, false);
    assert.equal(result.error, undefined);
    assert.ok(result.why.length > 0);
  });
  test('what Terraform refuses is told from what cannot be known', () => {
    for (const expression of ['1 +', 'local.absent', 'tonumber("x")']) {
      const { known, error, why } = api.evaluate({ 'main.tf': '' }, expression);
      assert.deepEqual([known, error], [false, true], expression);
      assert.ok(why.length > 0);
    }
  });
});

describe('project', () => {
  test('gives what check gives, after every change', () => {
    const project = new api.Project();
    project.set('main.tf', BAD);
    assert.deepEqual(project.check(), api.check({ 'main.tf': BAD }));
    project.set('main.tf', GOOD);
    project.set('more.tf', BAD);
    assert.deepEqual(project.check(), api.check({ 'main.tf': GOOD, 'more.tf': BAD }));
    project.delete('more.tf');
    project.delete('never-there.tf');
    assert.deepEqual(project.check(), api.check({ 'main.tf': GOOD }));
    assert.equal(project.evaluate('1 + 1').value, 2);
    project.free();
  });

  test('hands out results and diagnostics that a later report may share, frozen', () => {
    const project = new api.Project();
    project.set('a/main.tf', BAD);
    project.set('b/main.tf', BAD);
    project.set('b/broken.tf', '{');
    const before = project.check();
    assert.throws(() => delete before.results[0].fixes, TypeError);
    assert.throws(() => {
      before.diagnostics[0].message = '';
    }, TypeError);
    before.results.length = 0;
    before.diagnostics.length = 0;
    project.set('a/main.tf', GOOD);
    const after = project.check();
    assert.deepEqual(after, api.check({ 'a/main.tf': GOOD, 'b/main.tf': BAD, 'b/broken.tf': '{' }));
    assert.equal(
      after.results.find(({ root }) => root === 'b'),
      project.check().results.find(({ root }) => root === 'b'),
    );
    project.free();
  });

  test('moves what it told before with the lines', () => {
    const project = new api.Project();
    const instance = (name) =>
      `resource "aws_instance" "${name}" {\n  iam_instance_profile = aws_iam_instance_profile.p.name\n}\n`;
    const profile =
      'resource "aws_iam_role" "r" {}\nresource "aws_iam_instance_profile" "p" {\n  role = aws_iam_role.r.name\n}\n';
    const many = Array.from('abcdefghijkl', instance).join('');
    const told = [];
    for (const [above, between] of [
      ['', ''],
      ['', '# 🚀\n\n'],
      ['\n# é\n', '# 🚀\n\n'],
      ['\n# é\n', ''],
      ['', '\n'],
    ]) {
      const files = {
        'main.tf': `# a\n#\n${above}${profile}${many}${between}${many.replaceAll('" "', '" "z')}`,
      };
      project.set('main.tf', files['main.tf']);
      const report = project.check();
      assert.deepEqual(report, api.check(files));
      assert.ok(report.results.every(Object.isFrozen));
      told.push([report, structuredClone(report)]);
    }
    // What was told before stays as it was.
    for (const [report, then] of told) assert.deepEqual(report, then);
    project.free();
  });

  test('tells the variables of root modules, as they are written', () => {
    const project = new api.Project();
    project.set(
      'main.tf',
      `variable "profile" {
  type        = string
  description = "Name of the \\"profile\\"."
  default     = "web"
  nullable    = false
}
variable "tags" {
  type = map(string)
}
module "child" {
  source = "./child"
}
`,
    );
    project.set('terraform.tfvars', 'tags = { a = "b" }\n');
    project.set('child/main.tf', 'variable "inner" {}\n');
    project.set('other/main.tf.json', '{"variable":{"size":{"type":"number","default":3}}}');
    const variables = project.variables().map(({ location, ...variable }) => {
      return { ...variable, at: `${location.file}:${location.start.line}` };
    });
    assert.deepEqual(variables, [
      {
        root: '',
        name: 'profile',
        type: 'string',
        description: 'Name of the "profile".',
        default: '"web"',
        nullable: false,
        at: 'main.tf:1',
      },
      {
        root: '',
        name: 'tags',
        type: 'map(string)',
        given: '{ a = "b" }',
        nullable: true,
        at: 'main.tf:7',
      },
      {
        root: 'other',
        name: 'size',
        type: 'number',
        default: '3',
        nullable: true,
        at: 'other/main.tf.json:1',
      },
    ]);
    project.free();
  });
});

describe('rendering', () => {
  test('every format of a report', () => {
    const report = api.check({ 'main.tf': BAD });
    for (const format of api.FORMATS) assert.ok(api.render(report, format).length > 0, format);
    assert.deepEqual(JSON.parse(api.render(report, 'json')), report);
  });
  test('an object that is no report', () => {
    assert.throws(() => api.render({}, 'text'), /report: schemaVersion must be there/);
  });
  test('every format of evidence', () => {
    const report = api.evidence([{ name: 'x.json', content: '{"Reservations": []}' }]);
    for (const format of api.EVIDENCE_FORMATS)
      assert.ok(api.renderEvidence(report, format).length > 0, format);
  });
});

test('fixes lead to a pass', () => {
  const files = {
    'main.tf': `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

${BAD}`,
  };
  const failed = api.check(files).results.filter((result) => result.status === 'fail');
  const fixed = api.applyFixes(
    files,
    failed.map((result) => result.fixes[0]),
  );
  assert.equal(api.check(fixed).summary.fail, 0);
});

test('require gives the same', () => {
  const required = createRequire(import.meta.url)('../../pkg/node.cjs');
  assert.deepEqual(Object.keys(required).sort(), Object.keys(api).sort());
  assert.deepEqual(required.check({ 'main.tf': BAD }), api.check({ 'main.tf': BAD }));
});

test('every format is named in the documentation', async () => {
  const { readFileSync } = await import('node:fs');
  const [, list] = /\nFormats: (.*?)\n\n/s.exec(
    readFileSync(new URL('../../pkg/README.md', import.meta.url), 'utf8'),
  );
  assert.deepEqual(
    [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    api.FORMATS,
  );
});
