// What every format has to be, by its published schema or by who reads it. Used by the tests, on reports made for them,
// and by scripts/formats.mjs, on public repositories.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { error, notice, warning } from '@actions/core';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { HtmlValidate } from 'html-validate';
import { top } from '../../scripts/lib/run.mjs';
import { codeQuality } from './schemas.mjs';

/** By format: takes the text, the report it was made of, and the time it was given; throws what is wrong. */
export const VALIDATORS = { text, json, sarif, junit, markdown, github, gitlab, html, oscal, asff };

/** What GitHub shows of a comment. */
const LONGEST_COMMENT = 65_536;

function text(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  lacks(output, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  // What CI systems take for commands.
  lacks(output, /##[a-z]*\[|^\s*::/im);
}

const reportSchema = new Ajv2020({ allErrors: true }).compile(file('pkg/report.schema.json'));

function json(output, report) {
  assert.ok(output.endsWith('}\n'));
  const parsed = JSON.parse(output);
  assert.ok(isDeepStrictEqual(parsed, report), 'the report itself');
  conforms(reportSchema, parsed);
}

// The schema is of draft 4, which differs from what Ajv speaks in its own name alone where it is used here.
const { $schema, id, ...sarifSchema } = file(
  'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const sarifLog = ajv.compile(sarifSchema);

function sarif(output, report) {
  const log = JSON.parse(output);
  conforms(sarifLog, log);
  const [run] = log.runs;
  const shown = report.results.filter(({ status }) => !['pass', 'not_applicable'].includes(status));
  const fromFindings = run.results.filter(
    ({ properties }) => !['pass', 'not applicable'].includes(properties.status),
  );
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
}

function junit(output, report) {
  assert.equal(XMLValidator.validate(output), true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => /^test(suite|case)$/.test(name),
    // Long reports have many entities, and these five alone are written.
    processEntities: {
      maxTotalExpansions: Number.POSITIVE_INFINITY,
      maxExpandedLength: Number.POSITIVE_INFINITY,
    },
  });
  const suites = parser.parse(output).testsuites.testsuite ?? [];
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
}

/** What the page is once GitHub has rendered it is in `rendersSafely` of consumers.mjs. */
function markdown(output) {
  assert.ok(output.length < LONGEST_COMMENT, 'fits into a comment');
}

/**
 * Annotations as the runner reads them and as GitHub's own toolkit writes them: what is read back from a line, written
 * by the toolkit, is that line.
 */
function github(output, report) {
  const lines = output.split('\n');
  const commands = lines.filter((line) => line.startsWith('::')).map((line) => [line, readCommand(line)]);
  const errors = commands.filter(([, { command }]) => command === 'error');
  const told = errors.map(
    ([, { data }]) => 1 + Number(/^The same goes for (\d+) more/m.exec(data)?.[1] ?? 0),
  );
  assert.equal(
    told.reduce((sum, many) => sum + many, 0),
    report.summary.fail + report.summary.errors,
  );
  for (const [line, { command, properties, data }] of commands) {
    const written = writtenByToolkit(command, properties, data);
    assert.ok(line === written, `${line.slice(0, 500)}\nthe toolkit writes:\n${written.slice(0, 500)}`);
  }
  const rest = lines.filter((line) => !line.startsWith('::'));
  assert.deepEqual(rest.slice(1), [''], 'beside the commands there is the summary');
  assert.doesNotMatch(rest[0], /^\s*::|##\[/, 'which is no command');
}

/**
 * A workflow command as the runner takes it apart: the first `::` after the name ends the properties, which end at
 * commas and have their name before the first `=`. https://github.com/actions/runner, ActionCommand.cs
 */
function readCommand(line) {
  const end = line.indexOf('::', 2);
  assert.ok(end > 0, line);
  const [command, ...rest] = line.slice(2, end).split(' ');
  const pairs = rest.join(' ').trim().split(',').filter(Boolean);
  const properties = Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), unescaped(pair.slice(at + 1), ['\r', '\n', ':', ',', '%'])];
    }),
  );
  return { command, properties, data: unescaped(line.slice(end + 2), ['\r', '\n', '%']) };
}

function unescaped(value, characters) {
  return characters.reduce((left, character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return left.replaceAll(`%${code}`, character);
  }, value);
}

const TOOLKIT = { error, warning, notice };

function writtenByToolkit(command, { title, file: path, line, endLine, col, endColumn }, data) {
  const where = { title, file: path, startLine: line, endLine, startColumn: col, endColumn };
  const { write } = process.stdout;
  let written = '';
  process.stdout.write = (piece) => {
    written += piece;
    return true;
  };
  try {
    TOOLKIT[command](data, where);
  } finally {
    process.stdout.write = write;
  }
  return written.replace(/\r?\n$/, '');
}

const degradations = ajv.compile(codeQuality);

function gitlab(output, report) {
  const list = JSON.parse(output);
  conforms(degradations, list);
  const prints = new Set(list.map(({ fingerprint }) => fingerprint));
  assert.equal(prints.size, list.length);
  assert.ok(list.length >= report.summary.fail);
}

const page = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } });

/** A page that is valid, does nothing and fetches nothing. */
export function html(output) {
  const { valid, results } = page.validateStringSync(output);
  assert.ok(valid, JSON.stringify(results[0]?.messages.slice(0, 5), null, 2));
  lacks(output, /<(script|link|img|iframe|object|embed|form|base|svg|a|meta http-equiv="refresh)\b/i);
  for (const [tag] of output.matchAll(/<[a-z][^>]*>/gi)) {
    lacks(tag, /\s(on\w+|src|srcset|href|style|action|formaction)\s*=/i);
  }
  for (const [, style] of output.matchAll(/<style>(.*?)<\/style>/gs)) lacks(style, /url\(|@import/);
}

function oscal(output, report) {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const token = /^[a-z_][a-z0-9._-]*$/;
  const document = JSON.parse(output)['assessment-results'];
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
}

// Required members and limits: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
function asff(output, report, time) {
  const findings = JSON.parse(output);
  assert.equal(findings.length, report.results.length);
  assert.equal(new Set(findings.map(({ Id }) => Id)).size, findings.length, 'identifiers are unique');
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
}

/** As assert.doesNotMatch, which prints all of a long text. */
function lacks(output, pattern) {
  const found = pattern.exec(output);
  assert.equal(found, null, `${pattern}: ${output.slice(found?.index, (found?.index ?? 0) + 200)}`);
}

function conforms(validate, value) {
  assert.ok(validate(value), JSON.stringify(validate.errors?.slice(0, 5), null, 2));
}

function file(path) {
  return JSON.parse(readFileSync(join(top, path), 'utf8'));
}

function walk(value, visit, key = '') {
  visit(key, value);
  if (value === null || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value)) walk(member, visit, Array.isArray(value) ? key : name);
}
