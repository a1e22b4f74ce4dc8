import { isAppUrl } from "./app-address.ts";
import type { DesktopPort } from "./port.ts";

/** The network ones let the page reach the node embedded on this machine or in the office's network. */
const granted = new Set([
  "notifications",
  "clipboard-sanitized-write",
  "persistent-storage",
  "speaker-selection",
  "local-network",
  "local-network-access",
  "loopback-network",
]);

export function decidePermissions(port: Pick<DesktopPort, "session">): void {
  port.session.decidePermissions((permission, url) => granted.has(permission) && isAppUrl(url));
  port.session.refuseDevicesAndScreens();
}
