// Checks units, in this thread or in several.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { check } from '../node.js';

/** Below this many characters a second thread costs more than it saves. */
const WORTH_A_THREAD = 2 * 1024 * 1024;

/** The part of the units that shard `index` of `count` checks: about equal in size, the same on every machine. */
export function shard(units, index, count) {
  const loads = Array.from({ length: count }, () => 0);
  const mine = new Set();
  for (const unit of [...units].sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))) {
    const lightest = loads.indexOf(Math.min(...loads));
    // A unit costs something however small it is.
    loads[lightest] += unit.size + 1000;
    if (lightest === index - 1) mine.add(unit);
  }
  return units.filter((unit) => mine.has(unit));
}

/** The reports of the units, in their order. `onProgress` is called with the number done. */
export async function checkUnits(units, options, onProgress = () => {}) {
  const size = units.reduce((sum, unit) => sum + unit.size, 0);
  const threads = Math.min(availableParallelism(), units.length, Math.ceil(size / WORTH_A_THREAD));
  if (threads > 1) return inThreads(units, options, threads, onProgress);
  const reports = [];
  for (const unit of units) {
    reports.push(check(unit.files, options));
    onProgress(reports.length);
    // Lets signals and the progress line through.
    if (reports.length % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return reports;
}

async function inThreads(units, options, threads, onProgress) {
  const reports = new Array(units.length);
  // The largest first, so that no thread is left alone with it at the end.
  const queue = units.map((_, index) => index).sort((a, b) => units[b].size - units[a].size);
  let done = 0;
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
      const next = () => {
        const index = queue.shift();
        if (index === undefined) worker.terminate().then(resolve, reject);
        else worker.postMessage({ index, files: units[index].files });
      };
      worker.on('message', ({ index, report }) => {
        reports[index] = JSON.parse(report);
        onProgress(++done);
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: threads }, work));
  return reports;
}
