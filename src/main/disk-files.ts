import { readFileSync, renameSync } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FilePort } from "./port.ts";

let written = 0;

export const diskFiles: FilePort = {
  async read(file) {
    return orAbsent(() => readFile(file));
  },
  readNow(file) {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      if (isAbsent(error)) return undefined;
      throw error;
    }
  },
  async writeWhole(file, content) {
    await mkdir(dirname(file), { recursive: true });
    written += 1;
    const draft = join(dirname(file), `.${basename(file)}.${process.pid}.${written}`);
    try {
      await writeDurably(draft, content);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  },
  setAside(file, newName) {
    renameSync(file, join(dirname(file), newName));
  },
};

/** Renaming a file that is not yet on the disk can leave an empty one after a power cut. */
async function writeDurably(file: string, content: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orAbsent<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOENT" || error.code === "EISDIR")
  );
}
