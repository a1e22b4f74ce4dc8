import "fake-indexeddb/auto";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { BehaviorSubject, type Observable, firstValueFrom } from "rxjs";
import { filter, timeout } from "rxjs/operators";
import type { Desk, DeskParts } from "../../src/sync/desk.ts";
import { openDesk } from "../../src/sync/open-desk.ts";
import { type DeskStorage, browserStorage, readByQuery } from "../../src/sync/storage.ts";
import type { ChannelLike, Locks } from "../../src/sync/tabs.ts";
import type { FakeNode } from "./fake-node.ts";

let made = 0;
let databases = 0;

export const memoryStorage = (): DeskStorage => {
  const storage = getRxStorageMemory();
  const sweep = () => Promise.resolve();
  return { replica: storage, kept: storage, sweep, readAll: readByQuery };
};

/** From here and nowhere else: Dexie looks for IndexedDB once, when it is loaded. */
export const dexieStorage = browserStorage;

export const storages: readonly (readonly [string, () => DeskStorage])[] = [
  ["memory", memoryStorage],
  ["Dexie", dexieStorage],
];

/** Another person for every test: names the databases, so that no test finds another's rows. */
export function freshPerson(node: FakeNode): void {
  databases += 1;
  node.me = { ...node.me, id: `${node.me.id}-${databases}` };
}

/** Web Locks as they are, for pages of one process. */
export class FakeLocks implements Locks {
  #holder: { name: string; lose: (cause: Error) => void } | null = null;
  readonly #queue: (() => void)[] = [];

  async request(
    name: string,
    options: { readonly steal?: boolean },
    holding: (lock: unknown) => Promise<void>,
  ): Promise<void> {
    if (options.steal === true) this.#holder?.lose(new Error("AbortError: stolen"));
    else if (this.#holder !== null) await new Promise<void>((resolve) => this.#queue.push(resolve));
    let lose: (cause: Error) => void = () => {};
    const lost = new Promise<void>((_resolve, reject) => (lose = reject));
    const holder = { name, lose };
    this.#holder = holder;
    try {
      await Promise.race([holding({ name }), lost]);
    } finally {
      if (this.#holder === holder) {
        this.#holder = null;
        this.#queue.shift()?.();
      }
    }
  }
}

/** BroadcastChannels of one process: told to all others of the name, later, as a copy. */
export class FakeChannels {
  readonly #open = new Set<{ name: string; hear: (data: unknown) => void }>();

  readonly make = (name: string): ChannelLike => {
    const listeners: ((event: { data: unknown }) => void)[] = [];
    const self = { name, hear: (data: unknown) => listeners.forEach((each) => each({ data })) };
    this.#open.add(self);
    return {
      postMessage: (message) => {
        const copy: unknown = structuredClone(message);
        const others = [...this.#open].filter((each) => each !== self && each.name === name);
        setTimeout(() => others.forEach((each) => this.#open.has(each) && each.hear(copy)), 0);
      },
      addEventListener: (_type, listener) => listeners.push(listener),
      close: () => this.#open.delete(self),
    };
  };
}

export interface Surroundings extends DeskParts {
  readonly visible: BehaviorSubject<boolean>;
}

export function surroundings(node: FakeNode, more: Partial<DeskParts> = {}): Surroundings {
  const visible = new BehaviorSubject(true);
  return {
    nodeUrl: "http://127.0.0.1:7450",
    token: "token-of-sixteen-or-more",
    device: "device-1",
    known: null,
    storage: memoryStorage(),
    connect: node.connect,
    fetch: () => Promise.resolve({ ok: true, status: 204, text: () => Promise.resolve("") }),
    newId: () => `id-${(made += 1)}`,
    locks: new FakeLocks(),
    channel: new FakeChannels().make,
    visible$: visible,
    leads: "BY_LOCK",
    monotonic: () => performance.now(),
    wall: () => Date.now(),
    random: () => 0,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    ...more,
    visible,
  };
}

const opened = new Set<Desk>();

export async function open(node: FakeNode, more: Partial<DeskParts> = {}): Promise<Desk> {
  const desk = await openDesk(surroundings(node, more));
  opened.add(desk);
  return desk;
}

export async function close(desk: Desk): Promise<void> {
  opened.delete(desk);
  await desk.close();
}

/** A failed test must leave no databases open: a process may hold thirteen collections. */
export async function closeAll(): Promise<void> {
  await Promise.all([...opened].map((desk) => close(desk)));
}

/** Waits until an observable says so. */
export function until<T>(values: Observable<T>, holds: (value: T) => boolean): Promise<T> {
  return firstValueFrom(values.pipe(filter(holds), timeout(5000)));
}

export const live = (desk: Desk) =>
  until(desk.connection, ({ state, catchingUp }) => state === "LIVE" && !catchingUp);

export const now = <T>(values: Observable<T>): Promise<T> => firstValueFrom(values);

export async function eventually(holds: () => boolean, what = "it"): Promise<void> {
  const from = Date.now();
  while (!holds()) {
    if (Date.now() - from > 5000) throw new Error(`${what} did not happen within 5 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
