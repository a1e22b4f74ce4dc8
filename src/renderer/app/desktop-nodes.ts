import type { DesktopApi, DesktopDescription } from "../../protocol/desktop.ts";
import { type KnownNode, nodesOfDesktop, originOf } from "./node-address.ts";

/** What a desktop can do about which node it belongs to; a page from a node belongs to that. */
export interface DesktopNodes {
  readonly known: readonly KnownNode[];
  /** Whether somebody left the desk to choose: then nothing is opened before they have. */
  readonly isChoosing: boolean;
  /** Typed together with the node's address, before this page was loaded from there; "" without one. */
  readonly inviteCode: string;
  /** Adds a node and goes there; answers why it may not be one. */
  join(address: string, inviteCode: string): Promise<string | null>;
  /** Goes to one that is known. */
  choose(address: string): void;
  /** Leaves the desk as it is, with its session and what waits, and asks for the node. */
  leave(): void;
}

const CHOSEN = "switchyard.node";
const CHOOSING = "switchyard.choosing-node";
const INVITE_CODE = "switchyard.invite-code";

export function chosenNode(): string | null {
  return localStorage.getItem(CHOSEN);
}

export function desktopNodes(api: DesktopApi, description: DesktopDescription): DesktopNodes {
  const choose = (address: string) => {
    localStorage.setItem(CHOSEN, address);
    window.location.reload();
  };
  return {
    known: nodesOfDesktop(description),
    isChoosing: taken(CHOOSING) !== "",
    inviteCode: taken(INVITE_CODE),
    choose,
    leave: () => {
      sessionStorage.setItem(CHOOSING, "yes");
      window.location.reload();
    },
    join: async (typed, inviteCode) => {
      const address = originOf(typed) ?? typed;
      const others = description.nodes.filter((each) => originOf(each.address) !== address);
      const done = await api.saveNodes([{ name: address, address }, ...others]);
      if ("refused" in done) return done.refused;
      if (inviteCode !== "") sessionStorage.setItem(INVITE_CODE, inviteCode);
      choose(address);
      return null;
    },
  };
}

/** Only from one page to the next. */
function taken(name: string): string {
  const value = sessionStorage.getItem(name) ?? "";
  sessionStorage.removeItem(name);
  return value;
}

/** Once somebody has been there, its list says what the node is called and which it is. */
export async function rememberNode(
  api: DesktopApi,
  { nodes }: DesktopDescription,
  node: KnownNode,
  { nodeId, nodeName: name }: { readonly nodeId: string; readonly nodeName: string },
): Promise<void> {
  if (node.isEmbedded) return;
  const { address } = node;
  const isKnown = nodes.some(
    (each) => originOf(each.address) === address && each.nodeId === nodeId,
  );
  if (isKnown) return;
  const others = nodes.filter((each) => originOf(each.address) !== address);
  await api.saveNodes([{ name, address, nodeId }, ...others]);
}
