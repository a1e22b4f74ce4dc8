import type { DesktopDescription } from "../../protocol/desktop.ts";

/** What of the page tells where its node is. */
export interface PagePlace {
  readonly origin: string;
  readonly search: string;
  /** The content of `<meta name="switchyard-node">`; null when there is none. */
  readonly meta: string | null;
}

/**
 * Without a slash at its end. A page is served by its node, so its own origin is the answer; a page served from
 * elsewhere (development, the test from a second origin) names the node in `<meta name="switchyard-node">`.
 * `?node=` is heard only where that meta says `query`: an address in a link must never send a password elsewhere.
 */
export function nodeOfPage({ origin, search, meta }: PagePlace): string {
  if (meta === null || meta === "") return origin;
  if (meta !== "query") return originOf(meta) ?? origin;
  return originOf(new URLSearchParams(search).get("node") ?? "") ?? origin;
}

export function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : null;
}

export interface KnownNode {
  readonly address: string;
  readonly nodeId: string | null;
  /** As its people call it; its address until one has been there. */
  readonly name: string;
  /** The one that runs inside of this desktop. */
  readonly isEmbedded: boolean;
}

/** Every node this desktop knows: that of this computer first, once it is ready. */
export function nodesOfDesktop({
  embedded,
  nodes,
}: Pick<DesktopDescription, "embedded" | "nodes">): readonly KnownNode[] {
  const known = nodes.map(({ name, address, nodeId = null }) => ({
    name,
    address: originOf(address) ?? address,
    nodeId,
    isEmbedded: false,
  }));
  if (embedded.state !== "READY") return known;
  const { address, nodeId } = embedded;
  const here = { name: address, address, nodeId, isEmbedded: true };
  return [here, ...known.filter((node) => node.address !== address)];
}

/** The one this desktop was last pointed at, else the first it knows. */
export function nodeOfDesktop(
  nodes: readonly KnownNode[],
  chosen: string | null,
): KnownNode | null {
  return nodes.find(({ address }) => address === chosen) ?? nodes[0] ?? null;
}
