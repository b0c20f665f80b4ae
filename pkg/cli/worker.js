// One thread of a check; see units.js.
import { parentPort, workerData } from 'node:worker_threads';
import { check } from '../node.js';

parentPort.on('message', ({ index, files }) => {
  // A string is handed over faster than a tree of objects.
  parentPort.postMessage({ index, report: JSON.stringify(check(files, workerData)) });
});
