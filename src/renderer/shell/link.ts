import { useState } from "react";
import type { Connection } from "../../sync/desk.ts";
import type { LinkState } from "../parts/frame/shell-frame.tsx";
import { useTick } from "../parts/use-tick.ts";
import { exactClockTime } from "../words/format.ts";
import type { Say } from "../words/words.ts";

export function linkStateOf({ state }: Connection): LinkState {
  if (state === "LIVE") return "live";
  return state === "CONNECTING" || state === "RECONNECTING" ? "reconnecting" : "offline";
}

/** "Live 38 ms", "Reconnecting (3), last update 14:02:10", "Offline since 14:02:10". */
export function linkWords(say: Say, connection: Connection, language: string): string {
  const time = (at: number) => exactClockTime(at, { language });
  const { lastUpdateAt, attempts: count, rttMs } = connection;
  switch (connection.state) {
    case "LIVE":
      if (!connection.leading) return say("link.liveElsewhere");
      return rttMs === null ? say("link.live") : say("link.liveRtt", { ms: Math.round(rttMs) });
    case "CONNECTING":
      return say("link.connecting");
    case "RECONNECTING":
      return lastUpdateAt === null
        ? say("link.connecting")
        : say("link.reconnecting", { count, time: time(lastUpdateAt) });
    case "OFFLINE":
      return lastUpdateAt === null
        ? say("link.offline")
        : say("link.offlineSince", { time: time(lastUpdateAt) });
    case "REFUSED":
      return say("link.refused");
  }
}

/** Short interruptions are nobody's business: only after this long is a lost connection announced. */
const QUIET_MS = 5_000;

/** When the connection was lost, once that is long enough ago to be said; null while it stands or is just lost. */
export function useLostSince({ state }: Connection): number | null {
  const [lostAt, setLostAt] = useState<number | null>(null);
  const isLost = state !== "LIVE";
  const now = useTick((second) => (isLost ? second : 0));
  if (!isLost && lostAt !== null) setLostAt(null);
  if (isLost && lostAt === null) setLostAt(now);
  return lostAt !== null && now - lostAt >= QUIET_MS ? lostAt : null;
}
