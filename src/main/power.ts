import type { PowerNews } from "../protocol/desktop.ts";
import type { DesktopPort } from "./port.ts";

const lockCheckMs = 5_000;

/** Tells the page what the machine does; what follows from it is for the page and the node to decide. */
export function watchPower(
  port: Pick<DesktopPort, "power" | "clock" | "host">,
  tell: (news: PowerNews) => void,
): void {
  let asleepSince: number | undefined;
  port.power.on("suspend", () => {
    asleepSince = port.clock.now();
    tell({ kind: "SUSPENDED" });
  });
  port.power.on("resume", () => {
    const awayMs = asleepSince === undefined ? 0 : Math.max(0, port.clock.now() - asleepSince);
    asleepSince = undefined;
    tell({ kind: "RESUMED", awayMs });
  });
  if (port.host.platform === "linux") return pollLock(port, tell);
  port.power.on("lock-screen", () => tell({ kind: "LOCKED" }));
  port.power.on("unlock-screen", () => tell({ kind: "UNLOCKED" }));
}

/** Electron has no lock events on Linux, only a question. */
function pollLock(
  port: Pick<DesktopPort, "power" | "clock">,
  tell: (news: PowerNews) => void,
): void {
  let locked = false;
  const check = (): void => {
    const lockedNow = port.power.isLocked();
    if (lockedNow !== locked) tell({ kind: lockedNow ? "LOCKED" : "UNLOCKED" });
    locked = lockedNow;
    port.clock.after(lockCheckMs, check);
  };
  port.clock.after(lockCheckMs, check);
}
