/** Keeps texts under names across visits. The frame's localStorage, or memory where that is forbidden. */
export interface Keeper {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** All names that begin so. */
  names(prefix: string): readonly string[];
}

/** A part of what is kept: all its names begin alike. */
export function keptUnder(prefix: string, keeper: Keeper): Keeper {
  return {
    read: (name) => keeper.read(prefix + name),
    write: (name, text) => keeper.write(prefix + name, text),
    remove: (name) => keeper.remove(prefix + name),
    names: (begin) => keeper.names(prefix + begin).map((name) => name.slice(prefix.length)),
  };
}

/** What only one tab of a browser does at a time; where browsers have no locks, all that is left is to look again afterwards. */
export type Alone = (name: string, work: () => Promise<void>) => Promise<void>;

export const aloneInBrowser: Alone = async (name, work) => {
  // Not in every browser, and only where the page is encrypted.
  const locks: LockManager | undefined = navigator.locks;
  await (locks === undefined ? work() : locks.request(name, work));
};

export function memoryKeeper(): Keeper {
  const texts = new Map<string, string>();
  return {
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: (prefix) => [...texts.keys()].filter((name) => name.startsWith(prefix)),
  };
}

/**
 * A frame on somebody else's site may be denied storage as a whole, or be refused one more text when
 * it is full; what cannot be kept is held in memory, so that the conversation goes on all the same.
 */
export function storageKeeper(open: () => Storage): Keeper {
  const memory = memoryKeeper();
  let storage: Storage;
  try {
    storage = open();
  } catch {
    return memory;
  }
  return {
    read: (name) => memory.read(name) ?? storage.getItem(name),
    write: (name, text) => {
      try {
        storage.setItem(name, text);
        memory.remove(name);
      } catch {
        memory.write(name, text);
      }
    },
    remove: (name) => {
      memory.remove(name);
      storage.removeItem(name);
    },
    names: (prefix) => {
      const stored = Array.from({ length: storage.length }, (_each, index) => storage.key(index));
      const mine = stored.filter((name) => name !== null).filter((name) => name.startsWith(prefix));
      return [...new Set([...mine, ...memory.names(prefix)])];
    },
  };
}
