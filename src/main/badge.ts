import { join } from "node:path";
import type { DesktopPort } from "./port.ts";
import { words } from "./words.ts";

/** The number on the dock or taskbar: offers plus unread messages in own work. */
export function showBadge(port: Pick<DesktopPort, "badge" | "host">, count: number): void {
  if (port.host.platform !== "win32") return port.badge.setCount(count);
  const picture = count > 9 ? "9-plus" : String(count);
  const file = count === 0 ? undefined : join(port.host.resourcesDir, "badge", `${picture}.png`);
  port.badge.setOverlay(file, count === 0 ? "" : words.badge(count));
}
