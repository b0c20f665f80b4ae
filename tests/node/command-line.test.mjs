// The command line as a person or a pipeline calls it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { progress } from '../../pkg/cli/output.js';
import { check, FORMATS } from '../../pkg/node.js';
import { BAD, cli, folder, GOOD, read, TOP } from './support.mjs';

/** What `terraform show -json` prints of a plan that makes nothing. */
const NO_INSTANCES = JSON.stringify({
  format_version: '1.2',
  terraform_version: '1.11.4',
  planned_values: { root_module: {} },
  configuration: {},
});

describe('exit codes', () => {
  const cases = [
    ['nothing fails', { 'main.tf': GOOD }, [], 0],
    ['something fails', { 'main.tf': BAD }, [], 1],
    ['a syntax error', { 'main.tf': `${GOOD}\nresource "aws_instance" {{{\n` }, [], 2],
    ['a failure wins over a syntax error', { 'main.tf': `${BAD}\nresource "aws_instance" {{{\n` }, [], 1],
    ['no Terraform', { 'README.md': '' }, [], 2],
    ['no Terraform, allowed', { 'README.md': '' }, ['--allow-empty'], 0],
    ['JSON that is no plan', { 'plan.json': '{"error": "no such file"}' }, ['plan.json'], 2],
    ['a text that is no plan', { 'plan.txt': 'Terraform will perform nothing' }, ['plan.txt'], 2],
    ['a plan without instances', { 'plan.json': NO_INSTANCES }, ['plan.json'], 0],
    ['standard input with nothing in it', {}, ['-'], 2],
    ['standard input with nothing in it, allowed', {}, ['-', '--allow-empty'], 0],
    ['findings that may be there', { 'main.tf': BAD }, ['--exit-zero'], 0],
    ['a path that does not exist', { 'main.tf': GOOD }, ['nowhere/'], 2],
    ['an option that does not exist', { 'main.tf': GOOD }, ['--formt', 'json'], 2],
    ['an option without its value', { 'main.tf': GOOD }, ['--format'], 2],
    ['a format that does not exist', { 'main.tf': GOOD }, ['--format', 'xml'], 2],
    ['unknown passes by itself', { 'main.tf': GOOD.replace('"app"', 'module.gone.name') + remote() }, [], 0],
    [
      'unknown fails when asked to',
      { 'main.tf': GOOD.replace('"app"', 'module.gone.name') + remote() },
      ['--fail-on', 'unknown'],
      1,
    ],
  ];
  for (const [name, files, args, code] of cases) {
    test(name, async () => {
      const result = await cli(folder(files), ['check', ...args]);
      assert.equal(result.code, code, result.out + result.err);
    });
  }
});

function remote() {
  return 'module "gone" {\n  source = "git::https://example.com/gone.git"\n}\n';
}

describe('paths', () => {
  const addresses = async (top, args, options) => {
    const { out, err } = await cli(top, ['check', '--format', 'json', '--exit-zero', ...args], options);
    const { results } = JSON.parse(out || assert.fail(err));
    return results.map((result) => `${result.location.file} ${result.address}`);
  };

  test('the current directory is the default, and check is the default command', async () => {
    const { code, out } = await cli(folder({ 'a/main.tf': BAD }), []);
    assert.equal(code, 1);
    assert.match(out, /a\/main\.tf:1/);
  });
  test('directories that git ignores are left out', async () => {
    const top = folder({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.gen.tf\n!keep.gen.tf\n/only-here/\n',
      'main.tf': BAD,
      'build/main.tf': BAD,
      'x.gen.tf': BAD,
      'sub/keep.gen.tf': BAD,
      'only-here/main.tf': BAD,
      'sub/only-here/main.tf': BAD,
      'node_modules/m/main.tf': BAD,
      '.terraform/x/main.tf': BAD,
    });
    assert.deepEqual(await addresses(top, []), [
      'main.tf aws_instance.bad',
      'sub/keep.gen.tf aws_instance.bad',
      'sub/only-here/main.tf aws_instance.bad',
    ]);
  });
  test('a pattern for the top leaves deeper directories in, without a repository as well', async () => {
    const top = folder({
      '.gitignore': '/terraform\n',
      'terraform/main.tf': BAD,
      'internal/terraform/main.tf': BAD,
    });
    assert.deepEqual(await addresses(top, []), ['internal/terraform/main.tf aws_instance.bad']);
  });
  test('a repository in a repository goes by its own rules', async () => {
    const top = folder({
      '.git/HEAD': '',
      '.gitignore': '*.gen.tf\n/kept/\n',
      'x.gen.tf': BAD,
      'inner/.git/info/exclude': 'left-out/\n',
      'inner/x.gen.tf': BAD,
      'inner/kept/main.tf': BAD,
      'inner/left-out/main.tf': BAD,
    });
    assert.deepEqual(await addresses(top, []), [
      'inner/x.gen.tf aws_instance.bad',
      'inner/kept/main.tf aws_instance.bad',
    ]);
  });
  test('an ignored directory is checked when it is named', async () => {
    const top = folder({ '.git/HEAD': '', '.gitignore': 'build/\n', 'build/main.tf': BAD });
    assert.deepEqual(await addresses(top, ['build']), ['build/main.tf aws_instance.bad']);
  });
  test('the current directory is named in words where it is empty', async () => {
    const { out } = await cli(folder({ 'README.md': '' }), ['check', '.']);
    assert.match(out, /There are no Terraform files in the current directory\./);
  });
  test('patterns are expanded here, for shells that do not', async () => {
    const top = folder({ 'one/a/main.tf': BAD, 'one/b/main.tf': BAD, 'two/a/main.tf': BAD });
    assert.deepEqual(await addresses(top, ['one/*']), [
      'one/a/main.tf aws_instance.bad',
      'one/b/main.tf aws_instance.bad',
    ]);
    assert.deepEqual(await addresses(top, ['**/{b,c}/*.tf']), ['one/b/main.tf aws_instance.bad']);
  });
  test('a file stands for its module', async () => {
    const top = folder({
      'main.tf': GOOD.replace('"app"', 'var.profile'),
      'variables.tf': 'variable "profile" {\n  default = ""\n}\n',
    });
    const { code } = await cli(top, ['main.tf']);
    assert.equal(code, 1);
  });
  test('a local module outside the path is read, and is no root of its own', async () => {
    const top = folder({
      '.git/HEAD': '',
      'modules/web/main.tf': BAD,
      'live/main.tf': 'module "web" {\n  source = "../modules/web"\n}\n',
    });
    assert.deepEqual(await addresses(top, ['live']), ['modules/web/main.tf module.web.aws_instance.bad']);
    assert.deepEqual(await addresses(join(top, 'live'), []), [
      '../modules/web/main.tf module.web.aws_instance.bad',
    ]);
  });
  test('downloaded modules are read, though .terraform is not walked', async () => {
    const web = {
      Key: 'web',
      Source: 'registry.terraform.io/a/web/aws',
      Version: '1.0.0',
      Dir: '.terraform/modules/web',
    };
    const manifest = { Modules: [{ Key: '', Source: '', Dir: '.' }, web] };
    const top = folder({
      'main.tf': 'module "web" {\n  source = "a/web/aws"\n}\n',
      '.terraform/modules/modules.json': JSON.stringify(manifest),
      '.terraform/modules/web/main.tf': BAD,
    });
    assert.deepEqual(await addresses(top, []), [
      '.terraform/modules/web/main.tf module.web.aws_instance.bad',
    ]);
  });
  test('spaces, newlines and quotes in names', async () => {
    const top = folder({ 'a b/new\nline "q"/main.tf': BAD });
    assert.deepEqual(await addresses(top, []), ['a b/new\nline "q"/main.tf aws_instance.bad']);
  });
  test('standard input', async () => {
    const top = folder();
    assert.deepEqual(await addresses(top, ['-'], { input: BAD }), ['stdin.tf aws_instance.bad']);
    const named = await addresses(top, ['-', '--stdin-filename', 'x/y.tf'], { input: BAD });
    assert.deepEqual(named, ['x/y.tf aws_instance.bad']);
  });
});

describe('values', () => {
  const files = {
    'main.tf': `variable "profile" {\n  default = ""\n}\n${GOOD.replace('"app"', 'var.profile')}`,
    'prod.tfvars': 'profile = "prod"\n',
  };
  test('--var', async () => {
    assert.equal((await cli(folder(files), [])).code, 1);
    assert.equal((await cli(folder(files), ['--var', 'profile=x'])).code, 0);
  });
  test('--var-file', async () => {
    assert.equal((await cli(folder(files), ['--var-file', 'prod.tfvars'])).code, 0);
  });
  test('eval prints values', async () => {
    const top = folder({ 'main.tf': 'locals {\n  n = { a = [1, 2] }\n}\n' });
    const { code, out } = await cli(top, ['eval', '--format', 'json', 'sum(local.n.a)']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), { ...JSON.parse(out), known: true, value: 3 });
    const absent = await cli(top, ['eval', 'local.absent']);
    assert.equal(absent.code, 1);
    assert.match(absent.err, /^error: /);
  });
});

describe('reports', () => {
  test('several formats in one run', async () => {
    const top = folder({ 'main.tf': BAD });
    const { code, out } = await cli(top, [
      '-f',
      'sarif=out/../out.sarif',
      '-f',
      'junit=junit.xml',
      '-f',
      'json',
    ]);
    assert.equal(code, 1);
    assert.equal(JSON.parse(out).summary.fail, 1);
    assert.equal(JSON.parse(read(top)['out.sarif']).version, '2.1.0');
    assert.match(read(top)['junit.xml'], /^<\?xml/);
  });
  test('two formats cannot both go to standard output', async () => {
    const { code, err } = await cli(folder({ 'main.tf': BAD }), ['-f', 'text', '-f', 'json']);
    assert.equal(code, 2);
    assert.match(err, /--format json=FILE/);
  });
  test('colour: flag, NO_COLOR, FORCE_COLOR, terminal', async () => {
    const top = folder({ 'main.tf': BAD });
    const coloured = async (args, env) => (await cli(top, args, { env })).out.includes('\u001b[');
    assert.equal(await coloured([]), false);
    assert.equal(await coloured([], { FORCE_COLOR: '1' }), true);
    assert.equal(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
    assert.equal(await coloured(['--color'], { NO_COLOR: '1' }), true);
    assert.equal(await coloured(['--no-color'], { FORCE_COLOR: '1' }), false);
  });
  test('in GitHub Actions: annotations and a job summary', async () => {
    const top = folder({ 'main.tf': BAD, summary: 'before\n' });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(top, 'summary') };
    const { out } = await cli(top, [], { env });
    assert.match(out, /^::error title=[\w-]+,file=main\.tf,line=1/m);
    assert.match(read(top).summary, /^before\n.*aws_instance\.bad/s);
  });
  test('the same bytes every time', async () => {
    const top = folder({ 'b/main.tf': BAD, 'a/main.tf': GOOD });
    for (const format of ['text', 'json', 'sarif', 'html', 'oscal']) {
      const [first, second] = await Promise.all([cli(top, ['-f', format]), cli(top, ['-f', format])]);
      assert.equal(first.out, second.out);
    }
  });
});

describe('baseline', () => {
  test('known findings do not fail, new ones do, stale ones are told of', async () => {
    const top = folder({ 'main.tf': BAD });
    await cli(top, ['--write-baseline', 'baseline.json']);
    assert.equal((await cli(top, ['--baseline', 'baseline.json'])).code, 0);
    const moved = folder({ 'main.tf': `\n\n${BAD}`, 'baseline.json': read(top)['baseline.json'] });
    assert.equal((await cli(moved, ['--baseline', 'baseline.json'])).code, 0, 'lines do not matter');
    const more = folder({
      'main.tf': BAD.replace('"bad"', '"new"'),
      'baseline.json': read(top)['baseline.json'],
    });
    const result = await cli(more, ['--baseline', 'baseline.json']);
    assert.equal(result.code, 1);
    assert.match(result.err, /aws_instance\.bad .* is no longer found/);
  });
  test('one finding a line, sorted', async () => {
    const top = folder({ 'b/main.tf': BAD, 'a/main.tf': BAD });
    await cli(top, ['--write-baseline', 'baseline.json']);
    const lines = read(top)['baseline.json'].split('\n');
    assert.deepEqual(
      lines.slice(1, 3).map((line) => JSON.parse(line.replace(/,$/, '')).root),
      ['a', 'b'],
    );
  });
});

describe('fixing', () => {
  const declared = `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

`;
  test('--fix mends the file and nothing else', async () => {
    const text = `# keep   this\n${declared}${BAD}`.replaceAll('\n', '\r\n');
    const top = folder({ 'main.tf': text });
    const { code, out, err } = await cli(top, ['--fix']);
    assert.equal(code, 0, out + err);
    const fixed = read(top)['main.tf'];
    assert.equal(fixed.replace(/(?:\r\n)+ *iam_instance_profile *=[^\r\n]*(?=\r\n)/, ''), text);
    assert.equal(fixed.replaceAll('\r\n', '').includes('\n'), false, 'line ends stay as they were');
  });
  test('--fix --dry-run prints a patch that git takes, and writes nothing', async () => {
    const top = folder({ 'a b/main.tf': declared + BAD });
    const { out, err } = await cli(top, ['--fix', '--dry-run']);
    assert.equal(read(top)['a b/main.tf'], declared + BAD);
    assert.equal(err, '');
    execFileSync('git', ['apply', '-'], { cwd: top, input: out });
    assert.equal((await cli(top, [])).code, 0);
  });
  test('--fix --dry-run says what the patch leaves', async () => {
    const open = 'resource "aws_instance" "open" {\n  iam_instance_profile = module.elsewhere.name\n}\n';
    const top = folder({ 'main.tf': declared + BAD + open, 'broken.tf': 'x = = 1\n' });
    const { code, err } = await cli(top, ['--fix', '--dry-run']);
    assert.equal(code, 2);
    assert.match(err, /^note: with this patch there would still be 1 unknown, 2 errors in the input; /);
  });
});

describe('configuration', () => {
  test('is found upwards, and the command line wins', async () => {
    const top = folder({
      '.git/HEAD': '',
      'ec2-profile-check.json': JSON.stringify({ format: 'json', exitZero: true }),
      'sub/main.tf': BAD,
    });
    const { code, out } = await cli(join(top, 'sub'), []);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).summary.fail, 1);
    assert.match((await cli(join(top, 'sub'), ['--format', 'text'])).out, /main\.tf/);
    assert.equal((await cli(join(top, 'sub'), ['--no-config'])).code, 1);
  });
  test('an unknown setting is an error that names the nearest', async () => {
    const top = folder({ 'ec2-profile-check.json': '{"exitZer": true}', 'main.tf': BAD });
    const { code, err } = await cli(top, []);
    assert.equal(code, 2);
    assert.match(err, /did you mean "exitZero"/);
  });
  test('a setting of the wrong type is an error', async () => {
    const top = folder({ 'ec2-profile-check.json': '{"exitZero": "yes"}', 'main.tf': BAD });
    const { code, err } = await cli(top, []);
    assert.equal(code, 2);
    assert.match(err, /exit-zero must be true or false/);
  });
  test('the published schema knows the settings', async () => {
    const { configKeys } = await import('../../pkg/cli/config.js');
    const schema = JSON.parse(readFileSync(new URL('../../pkg/config.schema.json', import.meta.url), 'utf8'));
    assert.deepEqual(
      Object.keys(schema.properties)
        .filter((key) => key !== '$schema')
        .sort(),
      [...configKeys().keys()].sort(),
    );
  });
});

describe('shards', () => {
  test('together they are the whole', async () => {
    const files = {};
    for (let i = 0; i < 7; i++) files[`root${i}/main.tf`] = i % 2 ? BAD : GOOD;
    files['lib/main.tf'] = BAD;
    files['root0/module.tf'] = 'module "lib" {\n  source = "../lib"\n}\n';
    files['root1/module.tf'] = 'module "lib" {\n  source = "../lib"\n}\n';
    const top = folder(files);
    const whole = await cli(top, ['-f', 'json']);
    for (const i of [1, 2, 3]) {
      const { out } = await cli(top, ['--shard', `${i}/3`, '-f', `json=part-${i}.json`]);
      assert.equal(out, '');
    }
    const merged = await cli(top, ['merge', 'part-1.json', 'part-2.json', 'part-3.json', '-f', 'json']);
    assert.equal(merged.out, whole.out);
    assert.equal(merged.code, whole.code);
    assert.equal(JSON.parse(whole.out).results.length, 9);
  });
});

describe('a part of a check', () => {
  const files = { 'a/main.tf': BAD, 'b/main.tf': GOOD, 'c/main.tf': BAD };
  const part = (top, of, ...more) =>
    cli(top, ['--shard', of, '-f', `json=${of.replace('/', '-of-')}.json`, ...more]);
  const merge = (top, ...paths) => cli(top, ['merge', ...paths, '-f', 'json']);

  test('says which it is', async () => {
    const top = folder(files);
    await Promise.all([part(top, '1/2'), part(top, '2/2')]);
    const [first, second] = ['1-of-2.json', '2-of-2.json'].map((name) => JSON.parse(read(top)[name]).shard);
    assert.deepEqual(first, { index: 1, count: 2, inputs: first.inputs });
    assert.deepEqual(second, { ...first, index: 2 });
    assert.match(first.inputs, /^[0-9a-f]{64}$/);
    const { out, code } = await merge(top, '2-of-2.json', '1-of-2.json');
    assert.equal(code, 1);
    assert.equal(JSON.parse(out).shard, undefined);
  });
  test('is not taken for the whole', async () => {
    const top = folder(files);
    await Promise.all([part(top, '1/4'), part(top, '3/4'), part(top, '2/2')]);
    const [one, three, other] = ['1-of-4.json', '3-of-4.json', '2-of-2.json'];
    for (const [paths, message] of [
      [[one, three], /parts 2, 4 of 4 are missing/],
      [[one, three, three], /part 3 of 4 is in 3-of-4\.json and in 3-of-4\.json/],
      [[one, other], /1-of-4\.json is one of 4, 2-of-2\.json of 2/],
    ]) {
      const { code, out, err } = await merge(top, ...paths);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, message);
    }
  });
  test('fits no part of another check', async () => {
    const top = folder(files);
    await part(top, '1/2');
    await part(top, '2/2', '--inputs', 'any');
    assert.match((await merge(top, '1-of-2.json', '2-of-2.json')).err, /their files or options differ/);
    await part(top, '2/2');
    assert.equal((await merge(top, '1-of-2.json', '2-of-2.json')).code, 1);
    writeFileSync(join(top, 'b/main.tf'), `${GOOD}\n`);
    await part(top, '2/2');
    assert.match((await merge(top, '1-of-2.json', '2-of-2.json')).err, /their files or options differ/);
  });
  test('without a module has nothing to say', async () => {
    const { code } = await part(folder({ 'main.tf': GOOD }), '2/2');
    assert.equal(code, 0);
  });
});

describe('a directory of a repository', () => {
  const module = 'module "web" {\n  source = "../modules/web"\n}\n';
  const files = { '.git/HEAD': '', 'modules/web/main.tf': BAD, 'live/main.tf': module, 'live/own.tf': BAD };
  const reports = [
    'sarif=s.json',
    'gitlab=g.json',
    'github=a.txt',
    'markdown=m.md',
    'json=r.json',
    'text=t.txt',
  ];
  const run = async (top, ...args) => {
    await cli(top, [...args, ...reports.flatMap((report) => ['-f', report])]);
    const {
      's.json': sarif,
      'g.json': gitlab,
      'a.txt': github,
      'r.json': json,
      't.txt': text,
      'm.md': md,
    } = read(top);
    const { results } = JSON.parse(sarif).runs[0];
    return {
      uris: results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri),
      prints: results.map(({ partialFingerprints }) => partialFingerprints['addressAndCode/v1']).sort(),
      paths: JSON.parse(gitlab).map(({ location }) => location.path),
      keys: JSON.parse(gitlab)
        .map(({ fingerprint }) => fingerprint)
        .sort(),
      annotated: [...github.matchAll(/file=([^,]*)/g)].map(([, file]) => file),
      report: JSON.parse(json),
      text,
      md,
    };
  };
  const wanted = ['live/own.tf', 'modules/web/main.tf'];

  test('platforms get paths from the top, people from where they are', async () => {
    const below = await run(join(folder(files), 'live'));
    for (const name of ['uris', 'paths', 'annotated']) assert.deepEqual(below[name].sort(), wanted, name);
    assert.match(below.md, /`modules\/web\/main\.tf:1:1`/);
    assert.match(below.text, /\.\.\/modules\/web\/main\.tf:1/);
    assert.equal(below.report.base, 'live');
    assert.deepEqual(below.report.results.map(({ location }) => location.file).sort(), [
      '../modules/web/main.tf',
      'own.tf',
    ]);
    const above = await run(folder(files), 'live');
    assert.equal(above.report.base, undefined);
    assert.deepEqual([below.prints, below.keys], [above.prints, above.keys], 'a finding stays itself');
  });
  test('outside of a repository they are taken from where the command runs', async () => {
    const { '.git/HEAD': _, ...plain } = files;
    const { annotated, report } = await run(folder(plain), 'live');
    assert.deepEqual(annotated.sort(), wanted);
    assert.equal(report.base, undefined);
  });
  test('joined parts keep them', async () => {
    const top = folder(files);
    const live = join(top, 'live');
    for (const of of ['1/2', '2/2']) await cli(live, ['--shard', of, '-f', `json=part-${of[0]}.json`]);
    const { out } = await cli(live, ['merge', 'part-1.json', 'part-2.json', '-f', 'gitlab']);
    assert.deepEqual(
      JSON.parse(out)
        .map(({ location }) => location.path)
        .sort(),
      wanted,
    );
    await cli(top, ['-f', 'json=whole.json']);
    const { code, err } = await cli(live, ['merge', '../whole.json', 'part-1.json', 'part-2.json']);
    assert.equal(code, 2);
    assert.match(err, /is in \.\.\/whole\.json and in part|different directories/);
  });
});

describe('merge', () => {
  const cases = [
    ['a report given twice', ['whole.json', 'whole.json'], /is in whole\.json and in whole\.json/],
    ['what is no report', ['main.tf'], /main\.tf cannot be read/],
    ['JSON of something else', ['other.json'], /other\.json is not a report/],
    ['a status that cannot be widened to', ['whole.json', '--fail-on', 'unknwn'], /did you mean unknown/],
    ['no report', [], /merge needs/],
  ];
  for (const [name, args, message] of cases) {
    test(`${name} is refused`, async () => {
      const top = folder({ 'main.tf': BAD, 'other.json': '{"schemaVersion":1,"results":[1]}' });
      await cli(top, ['-f', 'json=whole.json']);
      const { code, out, err } = await cli(top, ['merge', ...args]);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, message);
    });
  }
});

describe('threads', () => {
  // Comments make it worth a second thread without much to judge.
  const padding = `# ${'x'.repeat(98)}\n`.repeat(600);
  const files = {};
  for (let i = 0; i < 40; i++) files[`root${i}/main.tf`] = padding + (i % 2 ? BAD : GOOD);
  files['root7/call.tf'] = 'module "lib" {\n  source = "../lib"\n}\n';
  files['lib/main.tf'] = BAD;
  files['root9/broken.tf'] = 'resource {{{\n';

  test('a tree worth several gives what one check of all files gives', async () => {
    const { code, out, err } = await cli(folder(files), ['-f', 'json']);
    assert.equal(code, 1);
    assert.equal(err, '');
    assert.deepEqual(JSON.parse(out), check(files));
  });
  test('an interrupt ends them all', async () => {
    const { killedBy } = await cli(folder(files), ['-f', 'json=out.json'], { signal: 'SIGINT' });
    assert.equal(killedBy, 'SIGINT');
  });
});

test('a line on a terminal tells how far a long check is, and leaves no trace', (t) => {
  const { isTTY } = process.stderr;
  let [now, written] = [0, ''];
  t.mock.method(Date, 'now', () => now);
  t.mock.method(process.stderr, 'write', (text) => {
    written += text;
    return true;
  });
  process.stderr.isTTY = true;
  try {
    const line = progress(300);
    for (const [time, done] of [
      [999, 1],
      [1000, 2],
      [1050, 3],
      [1100, 4],
    ]) {
      now = time;
      line.update(done);
    }
    line.done();
  } finally {
    process.stderr.isTTY = isTTY;
  }
  const clear = '\r\u001b[2K';
  assert.equal(written, `${[2, 4].map((n) => `${clear}checking ${n} of 300 root modules`).join('')}${clear}`);
});

describe('help', () => {
  test('every option of check is explained', async () => {
    const { CHECK_OPTIONS } = await import('../../pkg/cli/options.js');
    const { out } = await cli(folder(), ['check', '--help']);
    for (const name of Object.keys(CHECK_OPTIONS)) assert.ok(out.includes(`--${name}`), name);
  });
  test('every format is explained', async () => {
    const { FORMATS: explained } = await import('../../pkg/cli/help.js');
    assert.deepEqual(Object.keys(explained), FORMATS);
  });
  test('each command has help', async () => {
    for (const command of ['check', 'eval', 'explain', 'evidence', 'merge']) {
      const { code, out } = await cli(folder(), ['help', command]);
      assert.equal(code, 0);
      assert.match(out, /Usage: ec2-profile-check/);
    }
  });
  test('explain knows what reports name', async () => {
    for (const name of ['role-without-profile', 'pcidss', 'CKV2_AWS_41', 'conditional', 'syntax-error']) {
      const { code, out } = await cli(folder(), ['explain', name]);
      assert.equal(code, 0);
      assert.ok(out.length > 60);
    }
    const { code, err } = await cli(folder(), ['explain', 'role-without-profil']);
    assert.equal(code, 2);
    assert.match(err, /did you mean "role-without-profile"/);
  });
  test('the version, and as JSON the digest of the engine', async () => {
    const { version } = JSON.parse(readFileSync(join(TOP, 'pkg', 'package.json'), 'utf8'));
    assert.equal((await cli(folder(), ['--version'])).out, `ec2-profile-check ${version}\n`);
    const { out } = await cli(folder(), ['--version', '--json']);
    const engine = ['bg', 'deferred'].map((part) =>
      readFileSync(join(TOP, 'pkg', 'wasm', `ec2_profile_check_${part}.wasm`)),
    );
    const engineSha256 = createHash('sha256').update(Buffer.concat(engine)).digest('hex');
    assert.deepEqual(JSON.parse(out), { name: 'ec2-profile-check', version, engineSha256 });
  });
  test('a misspelt command', async () => {
    const { code, err } = await cli(folder(), ['chekc']);
    assert.equal(code, 2);
    assert.match(err, /did you mean "check"/);
  });
});
