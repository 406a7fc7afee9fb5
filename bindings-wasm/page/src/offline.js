// The service worker: keeps one whole edition of the page and serves it, so that it opens without a network and never mixes
// two editions. The build fills in the edition's name and its files with their hashes.
/* global EDITION, FILES */

// A file that is not of this edition (the server is being changed just now) fails its hash; then nothing of it is kept.
self.addEventListener("install", (event) => {
  const files = Object.entries(FILES).map(([name, integrity]) => new Request(name, { integrity, cache: "no-cache" }));
  event.waitUntil(caches.open(EDITION).then((cache) => cache.addAll(files)));
});

// A newer edition waits until no page uses the older one, or until the user asks for it (`editions.ts`).
self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== EDITION).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  const asked = new URL(event.request.url);
  if (asked.pathname.endsWith("/index.html")) asked.pathname = asked.pathname.slice(0, -"index.html".length);
  const kept = caches.open(EDITION).then((cache) => cache.match(asked, { ignoreSearch: true }));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
