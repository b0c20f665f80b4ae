// Checks units, in this thread or in several.
import { availableParallelism } from 'node:os';
import { check } from '../api.js';
import { compiled } from './engine.js';

/** Below this many characters a second thread costs more than it saves. */
const WORTH_A_THREAD = 1024 * 1024;
/** Units that a thread has before it, so that it need not wait for this one. */
const AHEAD = 4;

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

/** SHA-256 of all that a check is given: its parts agree in it, whichever machine they run on. */
export async function inputsDigest(units, options) {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const { files } of units) {
    // Sizes keep names and texts apart.
    for (const [path, text] of Object.entries(files))
      hash.update(`\n${path.length} ${text.length}\n${path}${text}`);
    hash.update('\n');
  }
  return hash.digest('hex');
}

/** The reports of the units, in their order. `onProgress` is called with the number done. */
export async function checkUnits(units, options, onProgress = () => {}) {
  const size = units.reduce((sum, unit) => sum + unit.size, 0);
  const threads = Math.min(availableParallelism(), units.length, Math.ceil(size / WORTH_A_THREAD));
  const reports = new Array(units.length);
  const share = sharing();
  // The largest first, so that no thread is left alone with it at the end.
  const queue = units.map((_, index) => index).sort((a, b) => units[b].size - units[a].size);
  let done = 0;
  const take = () => queue.shift();
  const keep = (index, report) => {
    reports[index] = share(report);
    onProgress(++done);
  };
  const here = async () => {
    for (let index = take(); index !== undefined; index = take()) {
      keep(index, check(units[index].files, options));
      // Lets threads, signals and the progress line through.
      if (threads > 1 || done % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const others = threads > 1 ? await startThreads(threads - 1, { units, options, take, keep }) : [];
  await Promise.all([here(), ...others]);
  return reports;
}

/** Starts threads that check what they `take`; resolves to a promise for each, fulfilled when nothing is left. */
async function startThreads(count, { units, options, take, keep }) {
  const { Worker } = await import('node:worker_threads');
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        workerData: { parts: compiled, options },
      });
      let open = 0;
      const next = () => {
        const index = take();
        if (index !== undefined) {
          open++;
          worker.postMessage({ index, files: units[index].files });
        } else if (open === 0) {
          worker.terminate().then(resolve, reject);
        }
      };
      worker.on('message', ({ index, report }) => {
        open--;
        keep(index, JSON.parse(report));
        next();
      });
      worker.on('error', reject);
      worker.on('online', () => {
        for (let i = 0; i < AHEAD; i++) next();
      });
    });
  return Array.from({ length: count }, work);
}

/** Makes members that are alike in most results one object: they are the larger part of a large report. */
function sharing() {
  const known = new Map();
  const shared = (value) => {
    const text = JSON.stringify(value);
    if (!known.has(text)) known.set(text, value);
    return known.get(text);
  };
  return (report) => {
    for (const result of report.results) {
      for (const name of ['frameworks', 'toolVerdicts']) result[name] = shared(result[name]);
    }
    return report;
  };
}
