import type { demoSources } from "../demo/demo-queues.ts";
import type { RunningNode } from "../node/run.ts";
import type { Command } from "./command.ts";
import { sourceNamed } from "./known-ids.ts";
import { dataDirFrom, dataOption, withWorkspace } from "./node-at.ts";
import { printResult } from "./output.ts";
import { UsageError } from "./usage.ts";

type Source = (typeof demoSources)[number];

/** The chat stands in frames of the node's own pages and of these sites alone. */
export const sourceSites: Command = {
  name: "source sites",
  what: "the sites on which a source's chat may stand",
  options: {
    source: { value: "ID", what: "which source" },
    site: { value: "ORIGIN", what: "let this site embed it; may be repeated, replaces the list" },
    ...dataOption,
  },
  more: [
    "Without --site it only says which there are.",
    "The node of this folder must not be running meanwhile.",
  ],
  run: async (given) => {
    const wanted = given.text("source");
    if (wanted === undefined) throw new UsageError("Which source? Say --source ID.");
    const sites = given.texts("site").map(originFrom);
    const source = await withWorkspace(dataDirFrom(given, process.env), async (node) => {
      const present = sourceIn(node, sourceNamed(node, wanted));
      return sites.length === 0 ? present : allowSites(node, present, sites);
    });
    printResult(
      given,
      { source: source.id, sites: source.sites },
      source.sites.join("\n") || "none",
    );
    return 0;
  },
};

export async function allowSites(
  node: RunningNode,
  source: Source,
  sites: readonly string[],
): Promise<Source> {
  const body = { ...source, sites };
  await node.engine.configure({ directory: [{ kind: "SOURCE", body }] });
  return body;
}

/** `https://shop.example` and nothing behind it: a frame's ancestor is compared as a whole origin. */
export function originFrom(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/";
  if (!isOrigin) throw new UsageError(`"${text}" is no site: https://HOST, without a path`);
  return url.origin;
}

function sourceIn(node: RunningNode, id: string): Source {
  const row = node.engine.live.row("DIRECTORY", `SOURCE:${id}`)?.row;
  if (row?.kind !== "SOURCE") throw new UsageError(`There is no source "${id}".`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
  return row.body as Source;
}
