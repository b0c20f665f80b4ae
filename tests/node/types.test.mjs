// The declared types and the published schema against what the engine really returns.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { check, control, evidence } from '../../pkg/node.js';
import { cases } from './cases.mjs';
import { folder, TOP } from './support.mjs';

let reports;

before(() => {
  reports = cases().map(({ name, files, options }) => ({ name, report: check(files, options) }));
});

test('every report fits report.schema.json', () => {
  const schema = JSON.parse(readFileSync(join(TOP, 'pkg', 'report.schema.json'), 'utf8'));
  const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
  for (const { name, report } of reports) {
    assert.ok(validate(report), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3), null, 1)}`);
  }
});

test('what is returned fits the declared types, with nothing left over', () => {
  const evidenceFolder = join(TOP, 'tests', 'evidence');
  const inputs = readdirSync(evidenceFolder, { recursive: true }).filter((name) => /\.json$/.test(name));
  const documents = inputs.map((name) => ({ name, content: readFileSync(join(evidenceFolder, name)) }));
  const sample = reports.filter((_, index) => index % Math.ceil(reports.length / 60) === 0);
  // Literals, because TypeScript refuses members that a type does not declare only in those.
  const lines = [
    `import type { Control, EvidenceReport, Report } from ${JSON.stringify(join(TOP, 'pkg', 'index.js'))};`,
    `export const control: Control = ${JSON.stringify(control())};`,
    `export const evidence: EvidenceReport = ${JSON.stringify(evidence(documents))};`,
    ...sample.map(({ report }, index) => `export const report${index}: Report = ${JSON.stringify(report)};`),
  ];
  const project = folder();
  writeFileSync(join(project, 'values.mts'), `${lines.join('\n')}\n`);
  const flags = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--types',
    '',
  ];
  const run = () =>
    execFileSync(join(TOP, 'node_modules', '.bin', 'tsc'), [...flags, 'values.mts'], {
      cwd: project,
      encoding: 'utf8',
    });
  assert.doesNotThrow(run, (error) => assert.fail(error.stdout.slice(0, 2000)));
});
