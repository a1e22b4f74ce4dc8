import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import { builtPages, serviceWorker } from "./vite.kept-pages.ts";
import { neighboursOfNode } from "./vite.neighbours.ts";

const root = import.meta.dirname;
const mainOut = join(root, "out/main");

export default defineConfig({
  main: {
    plugins: [neighboursOfNode(mainOut)],
    build: {
      outDir: mainOut,
      rollupOptions: {
        input: {
          index: join(root, "src/main/index.ts"),
          "node-run": join(root, "src/node/embedded.ts"),
        },
        // Flat, so that `import.meta.url` is in out/main for every chunk.
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: join(root, "out/preload"),
      // A sandboxed preload can load nothing but electron: one file, CommonJS.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: join(root, "src/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: join(root, "src/renderer"),
    // Relative: the same files are served as app://switchyard/ and by the node at its own root.
    base: "./",
    plugins: [react(), builtPages()],
    build: {
      outDir: join(root, "out/renderer"),
      emptyOutDir: true,
      minify: true,
      cssMinify: true,
      // The policy forbids data: fonts, so nothing may be written into the page.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: {
          index: join(root, "src/renderer/index.html"),
          "service-worker": join(root, "src/renderer/kept-pages/service-worker.ts"),
        },
        output: {
          // Beside the page and under one name: its place says which pages it serves.
          entryFileNames: ({ name }) =>
            name === "service-worker" ? serviceWorker : "assets/[name]-[hash].js",
        },
      },
    },
  },
});
