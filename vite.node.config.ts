import { join } from "node:path";
import { defineConfig } from "vite";
import { neighboursOfNode } from "./vite.neighbours.ts";

const root = import.meta.dirname;
const outDir = join(root, "out/node");

/**
 * The command line with the node and all its packages in a handful of files: it serves in under half the time
 * that loading several hundred modules takes, which is what counts after a crash.
 */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [neighboursOfNode(outDir)],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: "node24",
    rollupOptions: {
      input: { switchyard: join(root, "src/cli/switchyard.ts") },
      // Flat, so that `import.meta.url` is in out/node for every chunk.
      output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
