// What the command line costs beside Node itself. `npm run bench -- cold checkov` has the figures.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { instanceModule } from '../../scripts/benchmark/inputs.mjs';
import { CLI, folder } from './support.mjs';

/** A module that writes down what the process has used when it ends. */
const METER = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(process.env.METER, JSON.stringify({ time: userCPUTime + systemCPUTime, memory: maxRSS }));
});
`;

/** The least of a few runs: other work on the machine only adds. */
function used(top, args) {
  const meter = join(top, 'used.json');
  const runs = Array.from({ length: 3 }, () => {
    spawnSync(process.execPath, ['--import', join(top, 'meter.mjs'), ...args], {
      cwd: top,
      env: { ...process.env, METER: meter },
    });
    return JSON.parse(readFileSync(meter, 'utf8'));
  });
  return (what) => Math.min(...runs.map((run) => run[what]));
}

test('a module of 32 KB costs at most four times the time and 1.8 times the memory of Node alone', (t) => {
  const top = folder({ 'main.tf': instanceModule(), 'meter.mjs': METER });
  const ours = used(top, [CLI, 'check', '--format', 'json']);
  const node = used(top, ['-e', '0']);
  const [time, memory] = ['time', 'memory'].map((what) => ours(what) / node(what));
  t.diagnostic(`${time.toFixed(2)} times the processor's time, ${memory.toFixed(2)} times the memory`);
  assert.ok(time <= 4 && memory <= 1.8, `${time} and ${memory}`);
});
