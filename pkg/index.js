// The entry for browsers and bundlers. The module is loaded while this one is imported, so users have nothing to await.

import { deferredFrom } from './deferred.js';
import init from './wasm/ec2_profile_check.js';

const deferred = new URL('./wasm/ec2_profile_check_deferred.wasm', import.meta.url);
let fetched;

deferredFrom(() => {
  fetched ??= new WebAssembly.Module(readAtOnce(deferred));
  return fetched;
});

await init({ module_or_path: new URL('./wasm/ec2_profile_check_bg.wasm', import.meta.url) });

// Where nothing can be read at once, the second part has to be there first. A page must not wait when it calls it: there it
// is fetched meanwhile. A worker may, but its user should not: there it is fetched when the first answer is out.
if (typeof XMLHttpRequest === 'undefined') await fetchDeferred();
else if (typeof document !== 'undefined') fetchInBackground();
else if (typeof PerformanceObserver !== 'undefined') {
  // The module puts how long a check took on the timeline.
  new PerformanceObserver((_, observer) => {
    observer.disconnect();
    fetchInBackground();
  }).observe({ type: 'measure' });
}

function fetchInBackground() {
  if (!fetched) fetchDeferred().catch(() => undefined);
}

async function fetchDeferred() {
  const response = await fetch(deferred, { priority: 'low' });
  if (!response.ok) throw unreadable(`the server says ${response.status}`);
  fetched = await WebAssembly.compile(await response.arrayBuffer());
}

function readAtOnce(url) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  // Binary answers cannot be had at once on a page; in this encoding each character of the text is a byte.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch {
    throw unreadable('the server does not answer');
  }
  if (request.status !== 200) throw unreadable(`the server says ${request.status}`);
  const text = request.responseText;
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function unreadable(why) {
  return new Error(`A part of the checker cannot be loaded from ${deferred.href}: ${why}.`);
}

export * from './api.js';
export * from './formats.js';
