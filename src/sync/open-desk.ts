import { meetNode } from "../client/meet.ts";
import type { Desk, DeskParts, Identity } from "./desk.ts";
import { OpenedDesk } from "./opened-desk.ts";
import { openStores } from "./stores.ts";

/**
 * Opens the desk of one person at one node. With `known` it opens from what this device holds, also offline; without,
 * the node must answer first, and a NodeProblem says why it did not.
 */
export async function openDesk(parts: DeskParts): Promise<Desk> {
  const identity = parts.known ?? (await meet(parts));
  const desk = new OpenedDesk(parts, identity, await openStores(identity, parts.storage));
  await desk.start();
  return desk;
}

async function meet(parts: DeskParts): Promise<Identity> {
  const { nodeId, nodeName, me } = await meetNode(parts);
  return { nodeId, nodeName, me };
}
