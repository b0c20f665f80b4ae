// Every format, rendered by the package, against its published schema or a real parser. Reports: the hand-written ones
// of tests/render (a hostile one among them) and what the engine says of real-looking configurations.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { HtmlValidate } from 'html-validate';
import { forFormat } from '../../pkg/cli/report.js';
import { check, FORMATS, render } from '../../pkg/node.js';

const top = fileURLToPath(new URL('../..', import.meta.url));
const time = '2026-01-31T12:00:00.000Z';

const CONFIGURATION = {
  'main.tf': `
    variable "profile" { type = string }
    resource "aws_instance" "none" {}
    resource "aws_instance" "open" { iam_instance_profile = var.profile }
    resource "aws_instance" "named" { iam_instance_profile = "web" }
    resource "aws_instance" "quiet" {
      # ec2-profile-check:ignore "quoted" & <reasoned>
    }
    resource "aws_iam_instance_profile" "empty" {}
    resource "aws_instance" "empty" { iam_instance_profile = aws_iam_instance_profile.empty.name }
    resource "aws_autoscaling_group" "outside" { launch_template { id = "lt-1" } }
    resource "aws_instance" "zero" { count = 0 }
  `,
  'broken.tf': 'resource "aws_instance" "🚀" {\r\n  ami = = 1\r\n}\r\n',
};

const long = 'x'.repeat(3000);
const LONG = {
  [`${'folder/'.repeat(60)}main.tf`]: `
    resource "aws_instance" "${long}" {}
    resource "aws_instance" "each" { for_each = toset(["${'🚀"'.replace('"', '\\"').repeat(1000)}"]) }
    resource "aws_instance" "named" { iam_instance_profile = "${long}" }
  `,
};

const reports = [
  ...readdirSync(join(top, 'tests/render')).map((name) => [
    `tests/render/${name}`,
    JSON.parse(readFileSync(join(top, 'tests/render', name, 'report.json'), 'utf8')),
  ]),
  ['a configuration with every status', check(CONFIGURATION)],
  ['no configuration', check({})],
  ['very long names', check(LONG)],
];

/** Runs `examine` on the output of a format for every report. */
function each(format, examine) {
  for (const [name, report] of reports) {
    test(`${format}: ${name}`, () =>
      examine(render(report, format, { time, sources: CONFIGURATION }), report));
  }
}

function conforms(validate, value) {
  assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5), null, 2));
}

const reportSchema = new Ajv2020({ allErrors: true }).compile(json('pkg/report.schema.json'));
each('json', (text, report) => {
  assert.ok(text.endsWith('}\n'));
  assert.deepEqual(JSON.parse(text), report);
  conforms(reportSchema, report);
});

// The schema is of draft 4, which differs from what Ajv speaks in its own name alone where it is used here.
const { $schema, id, ...sarifSchema } = json(
  'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const sarif = ajv.compile(sarifSchema);
each('sarif', (text, report) => {
  const log = JSON.parse(text);
  conforms(sarif, log);
  const [run] = log.runs;
  const shown = report.results.filter(({ status }) => !['pass', 'not_applicable'].includes(status));
  const fromFindings = run.results.filter((result) => result.properties.status !== 'pass');
  assert.equal(fromFindings.length, shown.length);
  const prints = run.results.map((result) => result.partialFingerprints['addressAndCode/v1']);
  assert.equal(new Set(prints).size, prints.length, 'no two findings are one to GitHub');
  for (const result of run.results) {
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
    assert.equal(result.locations.length, 1, 'GitHub shows nothing without a place');
    for (const { physicalLocation } of result.locations) {
      if (!physicalLocation) continue;
      const { uri, uriBaseId } = physicalLocation.artifactLocation;
      assert.doesNotMatch(uri, /^\/|^[a-z]+:|[\s<>]/i);
      assert.ok(uriBaseId in run.originalUriBaseIds);
    }
  }
  // https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
  for (const { shortDescription, fullDescription, help, properties } of run.tool.driver.rules) {
    assert.ok(shortDescription.text.length <= 1024 && fullDescription.text.length <= 1024);
    assert.equal(typeof help.text, 'string');
    assert.ok(properties.tags.length <= 20);
    const severity = Number(properties['security-severity'] ?? 5);
    assert.ok(severity > 0 && severity <= 10);
  }
});

each('junit', (text, report) => {
  assert.equal(XMLValidator.validate(text), true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => /^test(suite|case)$/.test(name),
  });
  const suites = parser.parse(text).testsuites.testsuite ?? [];
  const cases = suites.flatMap((suite) => suite.testcase);
  assert.equal(cases.length, report.results.length + report.summary.errors);
  assert.equal(cases.filter((one) => one.failure !== undefined).length, report.summary.fail);
  for (const suite of suites) {
    // What Ant's schema demands: no time zone, and these attributes and elements.
    assert.match(suite['@_timestamp'], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    for (const name of ['name', 'package', 'id', 'hostname', 'tests', 'failures', 'errors', 'time']) {
      assert.ok(suite[`@_${name}`] !== undefined, name);
    }
    for (const name of ['properties', 'system-out', 'system-err']) assert.ok(name in suite, name);
  }
});

each('gitlab', (text, report) => {
  const degradations = JSON.parse(text);
  const prints = new Set(degradations.map(({ fingerprint }) => fingerprint));
  assert.equal(prints.size, degradations.length);
  assert.ok(degradations.length >= report.summary.fail);
  for (const { description, check_name, severity, location } of degradations) {
    assert.equal(typeof description, 'string');
    assert.equal(typeof check_name, 'string');
    assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(severity));
    assert.doesNotMatch(location.path, /^\.?\//);
    assert.ok(Number.isInteger(location.lines.begin) && location.lines.begin >= 1);
  }
});

each('github', (text, report) => {
  const commands = text.split('\n').filter((line) => line.startsWith('::'));
  const errors = commands.filter((line) => line.startsWith('::error ')).length;
  assert.equal(errors, report.summary.fail + report.summary.errors);
  for (const command of commands) assert.match(command, /^::(error|warning|notice) ([A-Za-z]+=[^,:]*,?)+::/);
  for (const line of text.split('\n')) assert.doesNotMatch(line.replace(/^::\w+ /, ''), /^::/);
});

const html = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } });
each('html', (text) => {
  const result = html.validateStringSync(text);
  assert.ok(result.valid, JSON.stringify(result.results[0]?.messages.slice(0, 5), null, 2));
  assert.doesNotMatch(text, /<(script|link|img|iframe|a)\b/);
});

each('oscal', (text, report) => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const token = /^[a-z_][a-z0-9._-]*$/;
  const document = JSON.parse(text)['assessment-results'];
  const seen = [];
  walk(document, (key, value) => {
    if (Array.isArray(value)) assert.ok(value.length > 0, `${key} is empty`);
    if (typeof value === 'string') assert.match(value, /^\S(.*\S)?$/, key);
    if (key.endsWith('uuid')) assert.match(value, uuid);
    if (key === 'uuid') seen.push(value);
    if (key === 'control-id' || key === 'target-id') assert.match(value, token);
  });
  assert.equal(new Set(seen).size, seen.length, 'identifiers are unique');
  const [result] = document.results;
  assert.equal(result.observations?.length ?? 0, report.results.length);
  const observed = new Set(result.observations?.map((observation) => observation.uuid));
  for (const finding of result.findings ?? []) {
    for (const related of finding['related-observations'])
      assert.ok(observed.has(related['observation-uuid']));
  }
});

// Required members and limits: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
each('asff', (text, report) => {
  const findings = JSON.parse(text);
  assert.equal(findings.length, report.results.length);
  const isText = (value, limit) =>
    typeof value === 'string' && value.length > 0 && [...value].length <= limit;
  for (const finding of findings) {
    assert.equal(finding.SchemaVersion, '2018-10-08');
    assert.match(
      finding.ProductArn,
      /^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:\d{12}:product\/\d{12}\/default$/,
    );
    assert.ok(isText(finding.Id, 512) && isText(finding.GeneratorId, 512));
    assert.ok(isText(finding.Title, 256) && isText(finding.Description, 1024));
    assert.match(finding.AwsAccountId, /^\d{12}$/);
    assert.ok(finding.Types.length > 0);
    assert.equal(finding.CreatedAt, time);
    assert.equal(finding.UpdatedAt, time);
    assert.ok(['INFORMATIONAL', 'LOW', 'MEDIUM'].includes(finding.Severity.Label));
    assert.ok(['PASSED', 'FAILED', 'WARNING', 'NOT_AVAILABLE'].includes(finding.Compliance.Status));
    assert.ok((finding.Compliance.RelatedRequirements ?? []).length <= 32);
    assert.equal(finding.Resources.length, 1);
    const [resource] = finding.Resources;
    assert.ok(isText(resource.Type, 256) && isText(resource.Id, 512));
    for (const value of Object.values(resource.Details.Other)) assert.ok(isText(value, 1024));
  }
});

each('markdown', (text) => assert.ok(text.length < 65_536, 'fits into a comment'));

const python = process.env.REPORT_CONSUMERS;
test('OSCAL, ASFF and JUnit are taken by the programs that read them', { skip: !python }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
  try {
    for (const [index, [, report]] of reports.entries()) {
      for (const [format, ending] of [
        ['oscal', 'json'],
        ['asff', 'json'],
        ['junit', 'xml'],
      ]) {
        writeFileSync(join(folder, `${index}.${format}.${ending}`), render(report, format, { time }));
      }
    }
    const said = execFileSync(python, ['tests/node/consumers.py', folder], { cwd: top, encoding: 'utf8' });
    assert.equal(said.trim(), `${3 * reports.length} read`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what the command line leaves out for a format is not missed there', () => {
  for (const [name, report] of reports) {
    for (const format of FORMATS) {
      for (const verbose of [false, true]) {
        const options = { time, sources: CONFIGURATION, verbose };
        const brief = render(forFormat(report, format, options), format, options);
        assert.equal(brief, render(report, format, options), `${format}: ${name}`);
      }
    }
  }
});

test('every case of the engine renders to valid SARIF and JSON', () => {
  for (const folder of folders(join(top, 'tests/cases'))) {
    const files = Object.fromEntries(
      readdirSync(folder, { recursive: true })
        .filter((name) => /\.(tf|tofu|tfvars)(\.json)?$/.test(name) && statSync(join(folder, name)).isFile())
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
    const report = check(files);
    const where = relative(top, folder);
    assert.ok(reportSchema(report), `${where}: ${JSON.stringify(reportSchema.errors?.slice(0, 3))}`);
    assert.ok(
      sarif(JSON.parse(render(report, 'sarif', { verbose: true }))),
      `${where}: ${JSON.stringify(sarif.errors)}`,
    );
  }
});

/** Folders with an expected outcome in them. */
function folders(cases) {
  const expected = readdirSync(cases, { recursive: true }).filter((path) => path.endsWith('expected.json'));
  return expected.map((path) => dirname(join(cases, path)));
}

function json(path) {
  return JSON.parse(readFileSync(join(top, path), 'utf8'));
}

function walk(value, visit, key = '') {
  visit(key, value);
  if (value === null || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) walk(member, visit, Array.isArray(value) ? key : name);
}
