// What the evidence report is as CSV, Markdown and HTML, to the programs that read these: the cases of tests/evidence, with
// names that attack among them, and one with names that mean something to platforms and spreadsheets.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EVIDENCE_FORMATS, evidence, renderEvidence } from '../../pkg/node.js';
import { consume, python, rendersSafely } from './consumers.mjs';
import { TOP } from './support.mjs';
import { html } from './validators.mjs';

const CASES = join(TOP, 'tests', 'evidence');

/** What a spreadsheet takes for a formula, and a platform for a person, an issue or an address. */
const NAMES = [
  '=HYPERLINK("https://evil.example","x")',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r\n=1',
  'a,"b"\r\nc',
  ' =1 ',
  "'=1",
  '＝1',
  '@octocat #1 GH-2 https://evil.example www.evil.example me@evil.example',
  '| a | <b>c</b> ![d](e) `f` \\| \u202eg',
];

function documents(name) {
  const input = join(CASES, name, 'input');
  const files = readdirSync(input, { recursive: true }).filter((file) =>
    statSync(join(input, file)).isFile(),
  );
  return files
    .sort()
    .map((file) => ({ name: file, content: new Uint8Array(readFileSync(join(input, file))) }));
}

function options(name) {
  const path = join(CASES, name, 'options.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

const instances = NAMES.map((name, index) => ({
  InstanceId: `i-0aaaaaaaaaaaaaa${String(index).padStart(2, '0')}`,
  State: { Code: 16, Name: 'running' },
  LaunchTime: '2026-01-05T08:00:00+00:00',
  Tags: [{ Key: 'Name', Value: name }],
  ...(index % 2 && {
    IamInstanceProfile: { Arn: `arn:aws:iam::111122223333:instance-profile/${name}`, Id: 'A' },
  }),
}));
instances[0].InstanceId = '::set-output name=x::y';
instances[1].InstanceId = 'i-1 ##[add-mask]x ##vso[task.setvariable variable=a]b';
const named = [
  {
    name: '=cmd|x!A1,@octocat.json',
    content: JSON.stringify({ Reservations: [{ OwnerId: '111122223333', Instances: instances }] }),
  },
];

const reports = [
  ...readdirSync(CASES).map((name) => [name, evidence(documents(name), options(name))]),
  ['names', evidence(named, { generatedAt: '2026-01-31T12:00:00Z' })],
  ['nothing', evidence([])],
];

test('the page is valid, does nothing and fetches nothing', () => {
  for (const [name, report] of reports) {
    try {
      html(renderEvidence(report, 'html'));
    } catch (error) {
      error.message = `${name}: ${error.message}`;
      throw error;
    }
  }
});

test('the JSON is the report', () => {
  for (const [name, report] of reports) {
    assert.deepEqual(JSON.parse(renderEvidence(report, 'json')), report, name);
    assert.doesNotMatch(renderEvidence(report, 'text'), /##[a-z]*\[|^\s*::/im, name);
    for (const format of EVIDENCE_FORMATS) assert.ok(renderEvidence(report, format).endsWith('\n'), name);
  }
});

test('CSV and Markdown are what was written, to those who read them', { skip: !python }, () => {
  const texts = {};
  for (const [name, report] of reports) {
    texts[`${name}.csv.csv`] = renderEvidence(report, 'csv');
    texts[`${name}.markdown.md`] = renderEvidence(report, 'markdown');
  }
  const found = consume(texts);
  for (const [name, report] of reports) {
    const { instances: all, inputs } = report;
    const [heading, ...rows] = found[`${name}.csv.csv`];
    assert.equal(rows.length, all.length + inputs.length, name);
    for (const row of rows) {
      assert.equal(row.length, heading.length);
      for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]|[\r\n]/, name);
    }
    const column = (of, title) => of[heading.indexOf(title)];
    for (const [index, { instanceId, status, profile }] of all.entries()) {
      assert.equal(column(rows[index], 'instance_id'), instanceId);
      assert.equal(column(rows[index], 'status'), status);
      if (/^arn[ -~]*$/.test(profile?.arn ?? ''))
        assert.equal(column(rows[index], 'profile_arn'), profile.arn);
    }
    for (const [index, { sha256 }] of inputs.entries()) {
      assert.equal(column(rows[all.length + index], 'sha256'), sha256);
    }
    const page = found[`${name}.markdown.md`];
    rendersSafely(page);
    const listed = page.tables.flatMap(([, ...lines]) => lines.map(([first]) => first));
    for (const { instanceId } of all) {
      if (/^[\w-]+$/.test(instanceId)) assert.ok(listed.includes(instanceId), `${name}: ${instanceId}`);
    }
  }
});
