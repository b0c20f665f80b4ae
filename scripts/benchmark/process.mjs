// One measurement in a process of its own, whose peak memory is that of this measurement alone.
//
//   node scripts/benchmark/process.mjs COUNT [together]    checks COUNT generated files; prints JSON
import { performance } from 'node:perf_hooks';
import { check } from '../../pkg/node.js';
import { manyFiles } from './inputs.mjs';
import { median } from './measure.mjs';

const [count, together] = process.argv.slice(2);
const files = manyFiles(Number(count), together === 'together');
// The first check of a process compiles the module's functions.
check(manyFiles(50, together === 'together'));
const before = process.resourceUsage().maxRSS;
const taken = [];
const start = performance.now();
while (taken.length === 0 || (performance.now() - start < 1000 && taken.length < 100)) {
  const from = performance.now();
  check(files);
  taken.push(performance.now() - from);
}
const memory = process.resourceUsage().maxRSS - before;
console.log(JSON.stringify({ perFile: median(taken) / Number(count), kilobytes: memory }));
