// Serves the page from a copy once it was loaded. The build fills in the two constants; a new build is a new
// version, whose cache replaces the old one when no page uses that any more.
const VERSION = '__VERSION__';
const FILES = ['__FILES__'];
const CACHE = `ec2-profile-check-${VERSION}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('ec2-profile-check-') && name !== CACHE)
            .map((name) => caches.delete(name)),
        ),
      ),
  );
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
