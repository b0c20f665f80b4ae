// What a file system and a pipeline can do to a command: a clear message, the right exit code, nothing half-written.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BAD, CLI, cli, folder, GOOD, read } from './support.mjs';

const report = async (top, args = []) => JSON.parse((await cli(top, ['-f', 'json', ...args])).out);

describe('texts', () => {
  test('a file that is not UTF-8 is named, and the others are judged', async () => {
    const top = folder({ 'good.tf': BAD });
    writeFileSync(join(top, 'latin.tf'), Buffer.from('# caf\xe9\n', 'latin1'));
    const { results, diagnostics } = await report(top);
    assert.equal(results.length, 1);
    assert.deepEqual([diagnostics[0].code, diagnostics[0].location.file], ['not-utf8', 'latin.tf']);
    assert.equal((await cli(top, ['--exit-zero'])).code, 2);
  });
  test('a byte order mark and CRLF change nothing but offsets', async () => {
    const [plain] = (await report(folder({ 'main.tf': `\n${BAD}` }))).results;
    const [marked] = (await report(folder({ 'main.tf': `\ufeff\n${BAD}`.replaceAll('\n', '\r\n') }))).results;
    assert.deepEqual([marked.status, marked.code, marked.address], [plain.status, plain.code, plain.address]);
    assert.equal(marked.location.start.line, plain.location.start.line);
    assert.equal(marked.location.start.column, plain.location.start.column);
  });
  test('NUL characters', async () => {
    const { code } = await cli(folder({ 'main.tf': `\0\n${BAD}` }), []);
    assert.ok(code === 1 || code === 2);
  });
  test('an empty file', async () => {
    assert.equal((await cli(folder({ 'main.tf': '' }), [])).code, 0);
  });
});

describe('the file system', () => {
  test('a huge file is refused before it is read', async () => {
    const top = folder({ 'main.tf': GOOD });
    const { open } = await import('node:fs/promises');
    const file = await open(join(top, 'huge.tf'), 'w');
    await file.truncate(300 * 1024 * 1024);
    await file.close();
    const { diagnostics } = await report(top);
    assert.match(diagnostics[0].message, /huge\.tf cannot be read: it has 314572800 bytes/);
  });
  test('symbolic links that lead in a circle', async () => {
    const top = folder({ 'a/main.tf': BAD });
    symlinkSync('..', join(top, 'a', 'up'));
    symlinkSync('self.tf', join(top, 'a', 'self.tf'));
    const { results, diagnostics } = await report(top);
    assert.equal(results.length, 1);
    assert.match(diagnostics[0].message, /a\/self\.tf cannot be read/);
  });
  test('a linked file is read', async () => {
    const top = folder({ 'shared/x.txt': BAD, 'root/readme': '' });
    symlinkSync('../shared/x.txt', join(top, 'root', 'main.tf'));
    assert.equal((await report(top)).results.length, 1);
  });
  test('a directory named like a Terraform file', async () => {
    const top = folder({ 'x.tf/main.tf': BAD });
    assert.deepEqual(
      (await report(top)).results.map((result) => result.root),
      ['x.tf'],
    );
  });
  test('a file and a directory that may not be read', {
    skip: process.getuid?.() === 0 && 'root may read all',
  }, async () => {
    const top = folder({ 'main.tf': GOOD, 'secret.tf': GOOD, 'closed/main.tf': GOOD });
    chmodSync(join(top, 'secret.tf'), 0);
    chmodSync(join(top, 'closed'), 0);
    const { diagnostics } = await report(top);
    chmodSync(join(top, 'closed'), 0o755);
    assert.deepEqual(
      diagnostics.map((diagnostic) => diagnostic.location.file),
      ['closed', 'secret.tf'],
    );
  });
  test('code does not make the command read outside the repository', async () => {
    const top = folder({ 'outside/main.tf': BAD, 'outside/secret.txt': 'hidden', 'repo/.git/HEAD': '' });
    writeFileSync(
      join(top, 'repo', 'main.tf'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Terraform's
      'module "m" {\n  source = "../outside"\n}\nlocals {\n  s = file("${path.module}/../outside/secret.txt")\n}\n',
    );
    const { results, diagnostics } = await report(join(top, 'repo'));
    assert.deepEqual(results, []);
    assert.ok(diagnostics.some((diagnostic) => diagnostic.code === 'missing-module-source'));
    const { out, err } = await cli(join(top, 'repo'), ['eval', 'local.s']);
    assert.ok(!(out + err).includes('hidden'));
  });
});

describe('writing', () => {
  test('a report that cannot be written fails, and leaves nothing behind', async () => {
    const top = folder({ 'main.tf': GOOD });
    const { code, err } = await cli(top, ['-f', 'json=missing/out.json']);
    assert.equal(code, 2);
    assert.match(err, /missing\/out\.json could not be written/);
    mkdirSync(join(top, 'taken'));
    assert.equal((await cli(top, ['-f', 'json=taken'])).code, 2);
    assert.deepEqual(readdirSync(top).sort(), ['main.tf', 'taken']);
  });
  test('a full disk', { skip: process.platform !== 'linux' && 'needs /dev/full' }, async () => {
    const { code, err } = await cli(folder({ 'main.tf': GOOD }), ['-f', 'json=/dev/full']);
    assert.equal(code, 2);
    assert.match(err, /^error: .*dev\/full could not be written: the disk is full$/m);
  });
  test('a full disk behind standard output', {
    skip: process.platform !== 'linux' && 'needs /dev/full',
  }, () => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" > /dev/full`], {
      cwd: folder({ 'main.tf': GOOD }),
      encoding: 'utf8',
    });
    assert.equal(status, 2);
    assert.equal(stderr, 'error: standard output could not be written: the disk is full\n');
  });
  test('a report may go to a device', { skip: process.platform === 'win32' && 'no devices' }, () => {
    const command = `"${process.execPath}" "${CLI}" -f json=/dev/stdout | cat`;
    const out = execFileSync('sh', ['-c', command], { cwd: folder({ 'main.tf': GOOD }), encoding: 'utf8' });
    assert.equal(JSON.parse(out).summary.pass, 1);
  });
  test('a fix through a link changes the file it leads to', async () => {
    const top = folder({ 'shared/x.txt': BAD, 'root/readme': '' });
    symlinkSync('../shared/x.txt', join(top, 'root', 'main.tf'));
    await cli(top, ['--fix']);
    assert.equal(read(top)['shared/x.txt'], read(top)['root/main.tf']);
  });
});

describe('the pipeline', () => {
  const many = () =>
    folder({
      'main.tf': Array.from({ length: 500 }, (_, i) => BAD.replace('"bad"', `"bad${i}"`)).join('\n'),
    });

  test('a reader that goes away early does not hide the verdict', () => {
    const command = `("${process.execPath}" "${CLI}" -f json; echo $? > code) | head -c 10`;
    const top = many();
    const { stderr } = spawnSync('sh', ['-c', command], { cwd: top, encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(read(top).code, '1\n');
  });
  test('an interrupt', async () => {
    const { code, killedBy } = await cli(many(), ['-f', 'json=out.json'], { signal: 'SIGINT' });
    assert.ok(killedBy === 'SIGINT' || code === 1 || code === 130);
  });
  test('an empty standard input is no Terraform found', async () => {
    assert.equal((await cli(folder(), ['-'])).code, 2);
  });
  test('a large report through a pipe is whole', async () => {
    const { out } = await cli(many(), ['-f', 'json']);
    assert.equal(JSON.parse(out).results.length, 500);
  });
});
