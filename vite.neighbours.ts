import { cp, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Plugin } from "vite";

const nodeRoom = join(import.meta.dirname, "src/node");

/**
 * The node is bundled from the source that also runs by itself. There, `new URL("./x", import.meta.url)`
 * names a neighbouring file: a worker becomes an entry of its own, SQL and other files are copied.
 */
export function neighboursOfNode(outDir: string): Plugin {
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
          copies.set(neighbour, join(outDir, copy));
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
