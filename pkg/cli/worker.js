// One thread of a check; see units.js.
import { parentPort, workerData } from 'node:worker_threads';
import { check } from '../wasm/ec2_profile_check.js';
import { start } from './engine.js';

start(workerData.parts);
const encoder = new TextEncoder();
const options = JSON.stringify(workerData.options);

parentPort.on('message', ({ index, files }) => {
  // The engine's own text: a string is handed over faster than a tree of objects.
  const texts = Object.values(files).map((text) => encoder.encode(text));
  parentPort.postMessage({ index, report: check(Object.keys(files), texts, options) });
});
