import { BehaviorSubject } from "rxjs";
import type { Fetch } from "../../client/port.ts";
import type { DeskParts } from "../../sync/desk.ts";
import type { Locks } from "../../sync/tabs.ts";
import { browserStorage } from "../../sync/storage.ts";
import { deviceId, newId } from "./page-ids.ts";

/** The browser's own `fetch`, called as a function of the window. */
export const pageFetch: Fetch = (url, { method, headers, body }) =>
  fetch(url, { method, headers, cache: "no-store", ...(body === undefined ? {} : { body }) });

/** Everything a desk needs of the browser around it. */
export function pageParts(isDesktop: boolean): Omit<DeskParts, "nodeUrl" | "token" | "known"> {
  return {
    device: deviceId(),
    storage: browserStorage(),
    connect: (url, protocol) => new WebSocket(url, protocol),
    fetch: pageFetch,
    newId,
    locks: "locks" in navigator ? pageLocks : loneLocks,
    channel: (name) => new BroadcastChannel(name),
    visible$: visibility(),
    leads: isDesktop ? "ALWAYS" : "BY_LOCK",
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}

const pageLocks: Locks = {
  request: (name, options, holding) => navigator.locks.request(name, options, holding),
};

/** Over plain http from another computer there are no locks: this page leads, and a second tab would too. */
const loneLocks: Locks = {
  request: (_name, _options, holding) => holding({}),
};

function visibility(): BehaviorSubject<boolean> {
  const read = () => document.visibilityState === "visible";
  const visible = new BehaviorSubject(read());
  document.addEventListener("visibilitychange", () => visible.next(read()));
  return visible;
}
