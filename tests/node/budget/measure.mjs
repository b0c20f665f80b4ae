// Measures one bomb in a process of its own: node measure.mjs INDEX. Prints what came of it, the best time of several
// runs in milliseconds, and how large the module's memory has become.
import { readFileSync } from 'node:fs';
import { check, evaluate } from '../../../pkg/node.js';
import { initSync } from '../../../pkg/wasm/ec2_profile_check.js';
import { bombs } from './bombs.mjs';

const RUNS = 5;
const [, files, expression] = bombs[Number(process.argv[2])];
const module = readFileSync(new URL('../../../pkg/wasm/ec2_profile_check_bg.wasm', import.meta.url));
// It is loaded already: this gives its exports.
const { memory } = initSync({ module });
let best = Number.POSITIVE_INFINITY;
let outcome;
for (let run = 0; run < RUNS; run += 1) {
  const start = performance.now();
  if (expression === undefined) {
    const report = check(files);
    outcome = { pass: report.summary.pass, told: report.diagnostics.length + report.results.length };
  } else {
    outcome = evaluate(files, expression);
  }
  best = Math.min(best, performance.now() - start);
}
console.log(JSON.stringify({ outcome, best, memory: memory.buffer.byteLength }));
