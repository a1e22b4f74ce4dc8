import { type BuiltPages, KeptPages } from "./kept-pages.ts";

/** Put in place of this name by the build. */
declare const BUILT_PAGES: BuiltPages;

interface Lasting {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** The part of a service worker's surroundings that is used; the room's types are those of a page. */
interface Surroundings {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Asked) => void): void;
}
declare const self: Surroundings;

const pages = new KeptPages({
  built: BUILT_PAGES,
  scope: self.registration.scope,
  caches,
  fetch: (request) => fetch(request),
  hash: async (content) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  after: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

// A new build takes over at once: pages of the one before find their files under both names.
self.addEventListener("install", (event) =>
  event.waitUntil(pages.keep().then(() => self.skipWaiting())),
);
self.addEventListener("activate", (event) =>
  event.waitUntil(pages.dropOld().then(() => self.clients.claim())),
);
self.addEventListener("fetch", (event) => {
  const answer = pages.answer(event.request);
  if (answer !== null) event.respondWith(answer);
});
