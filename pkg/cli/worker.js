// One thread of a check; see units.js.
import { parentPort, workerData } from 'node:worker_threads';
import { check } from '../wasm/ec2_profile_check.js';
import { start } from './engine.js';

start(workerData.module);

parentPort.on('message', ({ index, files }) => {
  // The engine's own text: a string is handed over faster than a tree of objects.
  parentPort.postMessage({ index, report: check(files, workerData.options) });
});
