// The copy for offline use: kept by the service worker, and changed for a newer one when the reader says so.

/** Keeps the page for offline use; `offer` is called with the way to change to a newer version when one waits. */
export async function keepOffline(
  offer: (change: () => void) => void,
  carryOver: () => Promise<boolean>,
): Promise<void> {
  const { serviceWorker } = navigator;
  // The first one takes no page over that was loaded without it.
  if (serviceWorker.controller) {
    serviceWorker.addEventListener('controllerchange', async () => {
      // Asked for here or in another tab: what this page would still load is no longer kept.
      if (await carryOver()) location.reload();
    });
  }
  const registration = await serviceWorker.register(new URL('./sw.js', document.baseURI));
  const look = () => {
    const { waiting } = registration;
    if (waiting && serviceWorker.controller) offer(() => waiting.postMessage('take over'));
  };
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
  look();
}
