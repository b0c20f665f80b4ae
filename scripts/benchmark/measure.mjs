// Taking times on a machine that does other things too: many short samples, medians, ratios within one round.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Stop, top } from '../lib/run.mjs';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** The median and the least time of `work` in milliseconds, of what fits into `time` after as long a warm-up. */
export async function sample(work, time) {
  const taken = [];
  const start = performance.now();
  while (performance.now() - start < 2 * time || taken.length === 0) {
    const from = performance.now();
    await work();
    const now = performance.now();
    if (now - start > time) taken.push(now - from);
  }
  return { median: median(taken), least: Math.min(...taken) };
}

/**
 * What one side takes as often as the other: `rounds` of both, one after the other, so that what disturbs the one
 * disturbs the other. Each side gives { median, least }; `ratio` is the median of the rounds' ratios, `low` and `high`
 * its range, `fastest` the ratio of the least times there were.
 */
export async function compare(rounds, side, other) {
  const taken = [];
  for (let round = 0; round < rounds; round += 1) taken.push([await side(), await other()]);
  const ratios = taken.map(([a, b]) => a.median / b.median);
  const least = (index) => Math.min(...taken.map((round) => round[index].least));
  const times = [0, 1].map((index) => median(taken.map((round) => round[index].median)));
  return {
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    fastest: least(0) / least(1),
    times,
  };
}

// Checkov is a Python program, so that Python is there when it is. The largest process of the tree counts.
const USAGE = `
import json, resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
seconds, processor = time.monotonic() - start, used.ru_utime + used.ru_stime
print(json.dumps({"seconds": seconds, "processor": processor, "bytes": used.ru_maxrss * unit, "code": code}))
`;

/** Wall time, processor time and peak memory of a whole process. */
export function wholeProcess(command, args) {
  const result = spawnSync('python3', ['-c', USAGE, command, ...args], { cwd: top, encoding: 'utf8' });
  if (result.error || result.status !== 0) {
    throw new Stop(`python3, which measures processes: ${result.error?.message ?? result.stderr}`);
  }
  return JSON.parse(result.stdout);
}
