import type { LiveWork } from "../store/store.ts";
import type { Instant } from "../../domain/time.ts";
import { statisticsSince } from "./statistics/kept.ts";
import type { EngineParts } from "./parts.ts";

const PAUSE_MS = 1000;

/** Opens the store anew until it can be used again and answers what it holds; null when the node is stopping. */
export async function reopenStore(
  parts: Pick<EngineParts, "store" | "time" | "log">,
  now: () => Instant,
  isStopped: () => boolean,
): Promise<LiveWork | null> {
  while (!isStopped()) {
    try {
      await parts.store.reopen();
      return await parts.store.live(statisticsSince(now()));
    } catch (failure) {
      parts.log(`store not usable yet: ${String(failure)}`);
      await new Promise<void>((wake) => void parts.time.wakeIn(PAUSE_MS, wake));
    }
  }
  return null;
}
