import type { ActiveInteraction, Presence } from "./interaction.ts";
import type { Source } from "./source.ts";
import { type Instant, NEVER, SECOND_MS } from "./time.ts";

/** A page that is loaded again is back within this: until then nobody is said to be away. */
export const RELOAD_MS = 10_000;
/** Lease of a customer whose page has no socket and asks over HTTP, which it does at least every 30 s. */
export const POLL_LEASE_MS = 45_000;

type Watched = Pick<ActiveInteraction, "clocks">;

/** The customer is known to be gone since then. */
export function markAway<I extends Watched>(interaction: I, awaySince: Instant): I {
  return withPresence(interaction, { awaySince, isOver: false });
}

/** The customer is there: what their absence began is off. */
export function markHere<I extends Watched>(interaction: I): I {
  return withPresence(interaction, { awaySince: null, isOver: false });
}

/** Their absence has ended the session: only a wrap-up is left, and nobody is waited for. */
export function markOver<I extends Watched>(interaction: I): I {
  const { presence } = interaction.clocks;
  return presence === null ? interaction : withPresence(interaction, { ...presence, isOver: true });
}

export function isAway({ clocks }: Watched): boolean {
  return clocks.presence !== null && clocks.presence.awaySince !== null;
}

/** When the absence ends the session. What is put off waits for its own time first. */
export function absenceEndsAt(
  { clocks }: Watched,
  source: Pick<Source, "absentAfterSec" | "onAbsent"> | undefined,
): Instant {
  const { presence, deferredUntil } = clocks;
  if (presence === null || presence.awaySince === null || presence.isOver) return NEVER;
  if (source?.onAbsent !== "END" || deferredUntil !== NEVER) return NEVER;
  return presence.awaySince + source.absentAfterSec * SECOND_MS;
}

function withPresence<I extends Watched>(interaction: I, presence: Presence): I {
  return { ...interaction, clocks: { ...interaction.clocks, presence } };
}
