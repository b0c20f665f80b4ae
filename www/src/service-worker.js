// Serves the page from a copy once it was loaded. The build fills in the two constants; a new build is a new
// version, whose cache replaces the old one when no page uses that any more.
const VERSION = '__VERSION__';
const FILES = ['__FILES__'];
// Another copy of the playground may lie on the same host: each keeps to its own folder.
const OURS = `ec2-profile-check ${self.registration.scope} `;
const CACHE = OURS + VERSION;

self.addEventListener('install', (event) => {
  // Asked of the server, not of the browser's cache: a page of yesterday names files that are no longer there. What has a
  // digest of its content in its name is taken from there: the page has just loaded most of it.
  const requests = FILES.map(
    (file) => new Request(file, { cache: file.startsWith('assets/') ? 'default' : 'no-cache' }),
  );
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)),
        ),
      ),
  );
});

// The reader asked for the version that waits. Its pages bring themselves over.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then(
        async (cache) => (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request),
      ),
  );
});
