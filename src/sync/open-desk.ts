import type { Desk, DeskParts } from "./desk.ts";

/** Opens the desk of one person at one node; offline too, if `known` is given and this device has been here before. */
export function openDesk(parts: DeskParts): Promise<Desk> {
  return Promise.reject(new Error(`The desk at ${parts.nodeUrl} is still being built`));
}
