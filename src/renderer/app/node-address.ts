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

function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : null;
}

export interface KnownNode {
  readonly address: string;
  readonly nodeId: string | null;
}

/** On the desktop: the node of this computer once it is ready, else the first of the configured ones. */
export function nodeOfDesktop({
  embedded,
  nodes,
}: Pick<DesktopDescription, "embedded" | "nodes">): KnownNode | null {
  if (embedded.state === "READY") return { address: embedded.address, nodeId: embedded.nodeId };
  const first = nodes[0];
  return first === undefined ? null : { address: first.address, nodeId: first.nodeId ?? null };
}
