// What the README and the files for CI systems tell people to copy, run as it stands there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BAD, CLI, folder, GOOD, read, TOP } from './support.mjs';

const text = (path) => readFileSync(join(TOP, path), 'utf8');

/** Stand-ins for what is not here: npm's runner, Terraform and the AWS command line. */
const STAND_INS = `
npx() { shift; "${process.execPath}" "${CLI}" "$@"; }
terraform() { cat plan.json; }
aws() { echo '{"Reservations": []}'; }
`;

const FILES = {
  'infra/main.tf': BAD,
  'part-1.json': '',
  'plan.json': JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: {} },
    configuration: {},
  }),
  'cloudtrail/a.json': '{"Records": []}',
  'terraform.tfstate':
    '{"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "a", "resources": []}',
};

function sh(command, cwd, env = {}) {
  const clean = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
  return spawnSync('bash', ['-c', command], { cwd, env: clean, encoding: 'utf8' });
}

describe('the README', () => {
  const lines = text('pkg/README.md')
    .split('\n')
    .filter((line) => /npx ec2-profile-check/.test(line) && !line.includes('`npx'))
    .map((line) => line.replace(/^\s*(?:- run: |- |entry: )?/, '').replace(/\$\{\{[^}]*\}\}/g, '1'));

  test('has its recipes', () => assert.ok(lines.length > 10, lines.join('\n')));
  for (const line of lines) {
    test(line, () => {
      const top = folder(FILES);
      if (line.includes('merge')) sh(`${STAND_INS} npx x -f json=part-1.json`, top);
      if (line.includes('instances.json')) sh(`${STAND_INS} aws > instances.json`, top);
      const { status, stderr } = sh(`${STAND_INS} ${line}`, top);
      assert.ok(status === 0 || status === 1, stderr);
    });
  }
  test('the configuration', () => {
    const config = /```json\n(\{[^`]*)```/.exec(text('pkg/README.md'))[1];
    const top = folder({ 'main.tf': BAD, 'ec2-profile-check.json': config });
    assert.equal(sh(`${STAND_INS} npx x`, top).status, 1);
  });
  test('the suppression', () => {
    const comment = /```hcl\n(#[^\n]*)\n```/.exec(text('pkg/README.md'))[1];
    assert.equal(sh(`${STAND_INS} npx x`, folder({ 'main.tf': `${comment}\n${BAD}` })).status, 0);
  });
});

describe('the GitHub action', () => {
  const command = /^ *run: (.*)$/m.exec(text('action.yml'))[1];
  const run = (inputs) => {
    const top = folder({ 'infra/main.tf': BAD, 'other/main.tf': GOOD, summary: '' });
    const env = {
      GITHUB_ACTION_PATH: TOP,
      GITHUB_ACTIONS: 'true',
      GITHUB_STEP_SUMMARY: join(top, 'summary'),
    };
    return { top, ...sh(command, top, { ...env, PATHS: '.', ARGUMENTS: '', ...inputs }) };
  };
  test('annotates, and adds to the job summary', () => {
    const { status, stdout, top } = run({});
    assert.equal(status, 1);
    assert.match(stdout, /^::error title=[\w-]+,file=infra\/main\.tf,line=1/);
    assert.match(read(top).summary, /aws_instance\.bad/);
  });
  test('takes paths and arguments', () => {
    const { status, top } = run({
      PATHS: 'other',
      ARGUMENTS: '--fail-on unknown -f sarif=x.sarif -f github',
    });
    assert.equal(status, 0);
    assert.equal(JSON.parse(read(top)['x.sarif']).version, '2.1.0');
  });
  test('its inputs are no commands', () => {
    assert.deepEqual(
      Object.keys(read(run({ PATHS: 'other; touch pwned', ARGUMENTS: '$(touch pwned)' }).top)),
      ['infra/main.tf', 'other/main.tf', 'summary'],
    );
  });
});

describe('the pre-commit hook', () => {
  const hook = text('.pre-commit-hooks.yaml');
  test('calls what is there', () => {
    const [script] = /entry: (\S+)/.exec(hook).slice(1);
    accessSync(join(TOP, script), constants.X_OK);
  });
  test('judges a changed module with its callers, in the README too', () => {
    for (const recipe of [hook, text('pkg/README.md')]) assert.match(recipe, /^ *pass_filenames: false$/m);
    const top = folder({
      'main.tf': 'module "web" {\n  source = "./web"\n  profile = "app"\n}\n',
      'web/main.tf':
        'variable "profile" {\n  default = null\n}\nresource "aws_instance" "a" {\n  iam_instance_profile = var.profile\n}\n',
    });
    const [, entry] = /entry: (.*)/.exec(hook);
    assert.equal(sh(`${join(TOP, entry)}`, top).status, 0);
  });
  test('is called for what is read, in the README too', () => {
    const pattern = /files: (.*)/.exec(hook)[1];
    assert.ok(text('pkg/README.md').includes(pattern));
    for (const name of ['a/main.tf', 'a.tf.json', 'x.tofu', 'prod.tfvars', 'x.auto.tfvars.json'])
      assert.match(name, new RegExp(pattern));
    for (const name of ['a.tfx', 'main.tf.bak', 'plan.json']) assert.doesNotMatch(name, new RegExp(pattern));
  });
});
