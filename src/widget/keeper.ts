/** Keeps texts under names across visits. The frame's localStorage, or memory where that is forbidden. */
export interface Keeper {
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
  /** All names that begin so. */
  names(prefix: string): readonly string[];
}

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
