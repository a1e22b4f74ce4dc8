import { cp, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";

const root = import.meta.dirname;
const nodeRoom = join(root, "src/node");
const nodeEntry = join(nodeRoom, "run.ts");
// The command line's room may know both the node and the demo; the shell only names the built file.
const demoEntry = join(root, "src/cli/demo-run.ts");
const mainOut = join(root, "out/main");

/**
 * The embedded node is the same source that runs by itself, bundled. There, `new URL("./x", import.meta.url)`
 * names a neighbouring file: a worker becomes an entry of its own, SQL and other files are copied.
 */
function neighboursOfNode(): Plugin {
  const copies = new Map<string, string>();
  return {
    name: "switchyard:neighbours-of-node",
    transform(code, id) {
      if (!id.startsWith(nodeRoom) || !code.includes("import.meta.url")) return null;
      return code.replace(
        /new URL\(\s*(["'])(\.[^"']*)\1,\s*import\.meta\.url\s*,?\s*\)/g,
        (whole: string, _quote: string, path: string) => {
          const neighbour = resolve(dirname(id), path);
          if (!neighbour.startsWith(nodeRoom) || !existsSync(neighbour)) return whole;
          const name = basename(neighbour, ".ts");
          if (neighbour.endsWith(".ts")) {
            this.emitFile({ type: "chunk", id: neighbour, fileName: `${name}.js` });
            return `new URL("./${name}.js", import.meta.url)`;
          }
          const copy = join("node", relative(nodeRoom, neighbour));
          copies.set(neighbour, join(mainOut, copy));
          return `new URL("./${copy}${path.endsWith("/") ? "/" : ""}", import.meta.url)`;
        },
      );
    },
    async closeBundle() {
      for (const [from, to] of copies) {
        await cp(from, to, { recursive: (await stat(from)).isDirectory() });
      }
    },
  };
}

export default defineConfig({
  main: {
    plugins: [neighboursOfNode()],
    build: {
      outDir: mainOut,
      rollupOptions: {
        input: {
          index: join(root, "src/main/index.ts"),
          ...(existsSync(nodeEntry) ? { "node-run": nodeEntry } : {}),
          ...(existsSync(demoEntry) ? { "demo-run": demoEntry } : {}),
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
    plugins: [react()],
    build: {
      outDir: join(root, "out/renderer"),
      emptyOutDir: true,
      minify: true,
      cssMinify: true,
      // The policy forbids data: fonts, so nothing may be written into the page.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(root, "src/renderer/index.html") },
    },
  },
});
