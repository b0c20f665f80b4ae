// `ec2-profile-check evidence` as an auditor's helper calls it; what the report says is tested in tests/evidence.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { cli, folder, read } from './support.mjs';

const ARN = 'arn:aws:iam::111122223333:instance-profile/web';

/** A page of `aws ec2 describe-instances`. */
function instances(items, more = {}) {
  const made = items.map(([InstanceId, profile]) => ({
    InstanceId,
    State: { Code: 16, Name: 'running' },
    LaunchTime: '2026-01-05T08:00:00+00:00',
    ...(profile && { IamInstanceProfile: { Arn: profile, Id: 'AIPAEXAMPLE' } }),
  }));
  return JSON.stringify({ Reservations: [{ OwnerId: '111122223333', Instances: made }], ...more });
}

function state(resources) {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: 'a',
    outputs: {},
    resources: Object.entries(resources).map(([name, [id, profile]]) => ({
      mode: 'managed',
      type: 'aws_instance',
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 1, attributes: { id, iam_instance_profile: profile } }],
    })),
  });
}

const GOOD = ['i-0aaaaaaaaaaaaaaa1', ARN];
const BAD = ['i-0aaaaaaaaaaaaaaa2'];

describe('exit codes', () => {
  const cases = [
    ['every instance has a profile', { 'a.json': instances([GOOD]) }, ['a.json'], 0],
    ['one has none', { 'a.json': instances([GOOD, BAD]) }, ['a.json'], 1],
    ['one has none, which may be', { 'a.json': instances([BAD]) }, ['a.json', '--exit-zero'], 0],
    ['an input that is nothing known', { 'a.json': '{"a": 1}' }, ['a.json'], 2],
    ['an input that is not there', {}, ['a.json'], 2],
    ['a folder without exports', { 'x/readme.md': '' }, ['x'], 2],
    ['no input', {}, [], 2],
  ];
  for (const [name, files, args, code] of cases) {
    test(name, async () => {
      const result = await cli(folder(files), ['evidence', ...args]);
      assert.equal(result.code, code, result.out + result.err);
      assert.doesNotMatch(result.err, /please report/);
    });
  }
});

test('a folder of exports, packed or not, with state: gaps first, drift both ways, digests of the inputs', async () => {
  const top = folder({
    'exports/2026/page-1.json': instances([GOOD], { NextToken: 'more' }),
    'exports/2026/notes.txt': 'not an export',
    'terraform.tfstate': state({ web: ['i-0aaaaaaaaaaaaaaa1', ''], lost: ['i-0aaaaaaaaaaaaaaa2', 'web'] }),
  });
  const packed = gzipSync(instances([BAD]));
  writeFileSync(join(top, 'exports', '2026', 'page-2.json.gz'), packed);
  const args = [
    '-f',
    'json',
    '-f',
    'html=e.html',
    '-f',
    'csv=e.csv',
    '-f',
    'markdown=e.md',
    '-f',
    'text=e.txt',
  ];
  const { code, out } = await cli(top, ['evidence', 'exports', 'terraform.tfstate', ...args]);
  assert.equal(code, 1);
  const report = JSON.parse(out);
  assert.equal(report.generatedAt, '2026-01-31T12:00:00Z');
  assert.equal(report.complete, true);
  assert.deepEqual(
    report.instances.map(({ instanceId, status, drift }) => [
      instanceId,
      status,
      drift.map(({ kind }) => kind),
    ]),
    [
      ['i-0aaaaaaaaaaaaaaa2', 'missing', ['missing_at_runtime']],
      ['i-0aaaaaaaaaaaaaaa1', 'attached', ['attached_outside_code']],
    ],
  );
  const digests = Object.fromEntries(report.inputs.map(({ name, sha256 }) => [name, sha256]));
  assert.deepEqual(Object.keys(digests).sort(), [
    'exports/2026/page-1.json',
    'exports/2026/page-2.json.gz',
    'terraform.tfstate',
  ]);
  assert.equal(digests['exports/2026/page-2.json.gz'], createHash('sha256').update(packed).digest('hex'));
  const { 'e.csv': csv, 'e.html': html, 'e.md': markdown, 'e.txt': text } = read(top);
  for (const output of [csv, html, markdown, text]) {
    for (const digest of Object.values(digests)) assert.ok(output.includes(digest));
    assert.ok(output.indexOf('i-0aaaaaaaaaaaaaaa2') < output.indexOf('i-0aaaaaaaaaaaaaaa1'));
  }
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { 'long-title': 'off' },
  });
  const { valid, results } = validator.validateStringSync(html);
  assert.ok(valid, JSON.stringify(results[0]?.messages.slice(0, 3)));
  assert.doesNotMatch(html, /<script|src=|href=/);
});

test('a page that is missing makes the evidence incomplete', async () => {
  const { out } = await cli(folder(), ['evidence', '-', '-f', 'json'], {
    input: instances([GOOD], { NextToken: 'more' }),
  });
  const report = JSON.parse(out);
  assert.equal(report.complete, false);
  assert.deepEqual(
    report.diagnostics.map(({ code }) => code),
    ['page-missing'],
  );
});

test('the report of a check lies beside it', async () => {
  const top = folder({
    'main.tf': 'resource "aws_instance" "web" {\n  iam_instance_profile = "web"\n}\n',
    'a.json': instances([BAD]),
    'terraform.tfstate': state({ web: ['i-0aaaaaaaaaaaaaaa2', 'web'] }),
  });
  await cli(top, ['check', 'main.tf', '-f', 'json=report.json']);
  const { out } = await cli(top, ['evidence', 'a.json', 'terraform.tfstate', 'report.json', '-f', 'json']);
  const [instance] = JSON.parse(out).instances;
  assert.equal(instance.drift[0].kind, 'missing_at_runtime');
  assert.equal(instance.terraform[0].verdict.status, 'pass');
});

test('a rule by another name is read when it is named', async () => {
  const evaluation = {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: 'our-profiles',
        ResourceType: 'AWS::EC2::Instance',
        ResourceId: GOOD[0],
      },
    },
    ComplianceType: 'COMPLIANT',
    ResultRecordedTime: 1767772800.5,
  };
  const top = folder({
    'a.json': instances([GOOD]),
    'c.json': JSON.stringify({ EvaluationResults: [evaluation] }),
  });
  const csv = async (...args) => (await cli(top, ['evidence', '.', '-f', 'csv', ...args])).out;
  assert.doesNotMatch(await csv(), /COMPLIANT/);
  assert.match(await csv('--config-rule', 'our-profiles'), /COMPLIANT,2026-01-07T08:00:00\.500Z/);
});
