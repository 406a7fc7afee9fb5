// The page kept for offline use, and a newer edition of it: told when it lies ready, used when the user says so.

const HOUR = 3_600_000;

/** Keeps the page, if it comes from a server. `ready` is called with the way to change over once a newer edition is here. */
export async function keepEdition(ready: (changeOver: () => void) => void): Promise<void> {
  if (!location.protocol.startsWith("http") || !("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("offline.js");
  const tell = (): void => {
    const newer = registration.waiting;
    if (newer && navigator.serviceWorker.controller) ready(() => changeOver(newer));
  };
  tell();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
  // A page that stays open all day hears of it, too.
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}

function changeOver(newer: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  newer.postMessage("take over");
}
