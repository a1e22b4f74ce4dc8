import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

export const serviceWorker = "service-worker.js";

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

/** Writes into the service worker what this build consists of; see src/renderer/kept-pages. */
export function builtPages(): Plugin {
  return {
    name: "switchyard:built-pages",
    writeBundle: {
      order: "post",
      async handler({ dir }, bundle) {
        const worker = bundle[serviceWorker];
        if (dir === undefined || worker === undefined || worker.type !== "chunk") return;
        if (worker.imports.length > 0) throw new Error("the service worker must be one file");
        // Whoever can keep pages reads woff2.
        const files = Object.keys(bundle)
          .filter((file) => file.startsWith("assets/") && !file.endsWith(".woff"))
          .toSorted();
        const pageHash = sha256(await readFile(join(dir, "index.html")));
        const version = sha256(JSON.stringify([pageHash, files])).slice(0, 16);
        const path = join(dir, serviceWorker);
        const code = await readFile(path, "utf8");
        const filled = code.replace("BUILT_PAGES", () =>
          JSON.stringify({ version, pageHash, files }),
        );
        if (filled === code) throw new Error("the service worker has no place for its files");
        await writeFile(path, filled);
      },
    },
  };
}
