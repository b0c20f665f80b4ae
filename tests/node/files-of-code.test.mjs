// The files that Terraform reads when it evaluates: which of them the command line hands to the engine.
import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cli, folder } from './support.mjs';

const MODULE = '$' + '{path.module}';
const EACH = (expression) =>
  `resource "aws_instance" "web" {
  for_each             = ${expression}
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = yamldecode(file("${MODULE}/instances/\${each.value}")).profile
}
`;

async function results(files, prepare = () => {}) {
  const top = folder(files);
  prepare(top);
  const { out, err } = await cli(top, ['check', '--format', 'json', '--exit-zero']);
  const found = JSON.parse(out || assert.fail(err)).results;
  return Object.fromEntries(found.map(({ address, status }) => [address, status]));
}

describe('a directory of files', () => {
  const files = { 'instances/a.yaml': 'profile: web\n', 'instances/b.yaml': 'profile: ""\n' };
  const both = { 'aws_instance.web["a.yaml"]': 'pass', 'aws_instance.web["b.yaml"]': 'fail' };

  test('named in a template', async () => {
    const each = EACH(`fileset("${MODULE}/instances", "*.yaml")`);
    assert.deepEqual(await results({ 'main.tf': each, ...files }), both);
  });
  test('below path.module, up to the wildcard', async () => {
    const each = EACH('toset([for f in fileset(path.module, "instances/*.yaml") : basename(f)])');
    assert.deepEqual(await results({ 'main.tf': each, ...files }), both);
  });
  test('of which the code reads one by a name that is a value', async () => {
    assert.deepEqual(await results({ 'main.tf': EACH('toset(["a.yaml", "b.yaml"])'), ...files }), both);
  });
  test('with a link to a file', async () => {
    const each = EACH(`fileset("${MODULE}/instances", "*.yaml")`);
    const linked = await results({ 'main.tf': each, 'else/c.yaml': 'profile: web\n', ...files }, (top) =>
      symlinkSync(join(top, 'else/c.yaml'), join(top, 'instances/c.yaml')),
    );
    assert.deepEqual(linked, { ...both, 'aws_instance.web["c.yaml"]': 'pass' });
  });
  test('of which one is no text: the set is not told by half', async () => {
    const top = folder({ 'main.tf': `locals { all = fileset("${MODULE}/instances", "*") }`, ...files });
    writeFileSync(join(top, 'instances/c.zip'), Buffer.from([0x50, 0x4b, 0xff, 0xfe]));
    assert.equal((await cli(top, ['eval', 'local.all'])).code, 1);
  });
  test('of which one cannot be read: the rest is still judged', {
    skip: process.platform !== 'linux',
  }, async () => {
    const main = `resource "aws_instance" "web" {
  user_data            = file("${MODULE}/instances/c.sh")
  iam_instance_profile = tolist(fileset("${MODULE}/instances", "*"))[0]
}
resource "aws_instance" "other" {
  iam_instance_profile = "web"
}
`;
    // Its own memory is a file that no process can read from the start, not even root's.
    const found = await results({ 'main.tf': main, ...files }, (top) =>
      symlinkSync('/proc/self/mem', join(top, 'instances/c.sh')),
    );
    assert.equal(found['aws_instance.other'], 'pass');
    assert.notEqual(found['aws_instance.web'], 'fail');
  });
  test('in which nothing but Terraform was found: there may be others', async () => {
    const top = folder({ 'main.tf': 'locals { all = fileset(path.module, "*.yaml") }' });
    assert.equal((await cli(top, ['eval', 'local.all'])).code, 1);
  });
});
