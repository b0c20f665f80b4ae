// Every format, rendered by the package, against its published schema or a real consumer (validators.mjs, consumers.mjs).
// Reports: the hand-written ones of tests/render (a hostile one among them) and what the engine says of configurations.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { forFormat } from '../../pkg/cli/report.js';
import { check, FORMATS, render } from '../../pkg/node.js';
import { cases } from './cases.mjs';
import { CONSUMED, consume, python, rendersSafely, tellsOf } from './consumers.mjs';
import { TOP } from './support.mjs';
import { VALIDATORS } from './validators.mjs';

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

/** Names that mean something to a platform: people, issues, addresses, markup, commands. */
const NAMES = [
  '@octocat and @org/team',
  '#1, GH-2, owner/repo#3, owner/repo@0123456789abcdef0123456789abcdef01234567',
  'https://evil.example/x www.evil.example WWW.evil.example ftp://evil.example',
  'me@evil.example mailto:me@evil.example xmpp:me@evil.example',
  '[a](b) ![a](b) <a href=b>c</a> <b> <!-- --> &amp; &#64;octocat [^1] [x]: y',
  '**a** _b_ ~~c~~ `d` ``e`` $f$ $`g`$ :tada: - [ ] h',
  'a | b \\| c \\\\| d',
  '100%25 a,b:c=d ::error::x %0A::error::x ##[error]x ###[add-mask]x ##vso[task.setvariable]x',
  'a\n::error file=x::y\r\n| - | - |\n# z\n\n    code',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own
  '%{ ${ {{ }} ]]> --> "\'',
];
const HOSTILE = {
  'a, b: c%0A@octocat #1/main.tf': NAMES.map((name, index) => {
    const literal = JSON.stringify(name).replaceAll('${', '$${').replaceAll('%{', '%%{');
    return `
      resource "aws_instance" "bad${index}" { for_each = toset([${literal}]) }
      resource "aws_instance" "missing${index}" { iam_instance_profile = "x/${literal.slice(1)} }
      resource "aws_launch_template" "both${index}" { iam_instance_profile { name = ${literal} } }
      resource "aws_instance" "quiet${index}" {
        # ec2-profile-check:ignore ${name.replace(/[\r\n]+/g, ' ')}
      }
      resource "aws_instance" "error${index}" { iam_instance_profile = tonumber(${literal}) }
      resource "aws_instance" "module${index}" { iam_instance_profile = module.m${index}.name }
      module "m${index}" { source = ${literal} }
    `;
  }).join('\n'),
};

const reports = [
  ...readdirSync(join(TOP, 'tests/render')).map((name) => [
    `tests/render/${name}`,
    JSON.parse(readFileSync(join(TOP, 'tests/render', name, 'report.json'), 'utf8')),
  ]),
  ['a configuration with every status', check(CONFIGURATION)],
  ['no configuration', check({})],
  ['very long names', check(LONG)],
  ['names that mean something elsewhere', check(HOSTILE)],
];

for (const format of FORMATS) {
  describe(format, () => {
    for (const [name, report] of reports) {
      test(name, () => {
        VALIDATORS[format](render(report, format, { time, sources: CONFIGURATION }), report, time);
      });
    }
  });
}

test('OSCAL, ASFF, JUnit and Markdown are taken by the programs that read them', { skip: !python }, () => {
  const texts = {};
  for (const [index, [, report]] of reports.entries()) {
    for (const [format, ending] of Object.entries(CONSUMED)) {
      texts[`${index}.${format}.${ending}`] = render(report, format, { time });
    }
    texts[`${index}-verbose.markdown.md`] = render(report, 'markdown', { time, verbose: true });
  }
  const found = consume(texts);
  for (const [index, [, report]] of reports.entries()) {
    rendersSafely(found[`${index}.markdown.md`]);
    rendersSafely(found[`${index}-verbose.markdown.md`]);
    const { shown, of } = tellsOf(found[`${index}.markdown.md`], report);
    assert.ok(shown === of || texts[`${index}.markdown.md`].includes('more, which are in the full report'));
  }
});

test('what the command line leaves out for a format is not missed there', () => {
  for (const [name, report] of reports) {
    for (const format of FORMATS) {
      for (const verbose of [false, true]) {
        const options = { time, sources: CONFIGURATION, verbose };
        const brief = render(forFormat(report, format, options), format, options);
        assert.ok(brief === render(report, format, options), `${format}: ${name}`);
      }
    }
  }
});

test('every case of the engine renders to valid SARIF, JSON, GitLab code quality and annotations', () => {
  for (const { name, files, options } of cases()) {
    const report = check(files, options);
    for (const format of ['json', 'sarif', 'gitlab', 'github']) {
      try {
        VALIDATORS[format](render(report, format, { time }), report, time);
      } catch (error) {
        error.message = `${name}: ${format}: ${error.message}`;
        throw error;
      }
    }
  }
});
