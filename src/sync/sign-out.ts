import { endSession } from "../client/session.ts";
import type { DeskParts, SignOutEnd } from "./desk.ts";
import type { Outbox } from "./outbox.ts";
import type { State } from "./state.ts";
import { type Stores, removeReplica } from "./stores.ts";

export interface SignOutParts {
  readonly desk: DeskParts;
  readonly stores: Stores;
  readonly state: State;
  readonly outbox: Outbox;
  /** Ends every other page of this person in the profile. */
  readonly sayGoodbye: () => void;
  readonly stop: () => Promise<void>;
}

const SEND_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 50;
/** Other pages let go of the databases meanwhile. */
const LET_GO_MS = 200;

/** Sends first, then ends the session and leaves nothing of this person on the device. */
export async function signOut(
  parts: SignOutParts,
  { discard }: { discard: boolean },
): Promise<SignOutEnd> {
  const { desk, stores, state } = parts;
  if (!discard) {
    const unsent = await sendRest(parts);
    if (unsent > 0) return { signedOut: false, unsent };
  }
  // Out of reach the token stays valid until it runs out; this device forgets it all the same.
  await endSession(desk).catch(() => {});
  parts.sayGoodbye();
  const older = (await state.replicas()).filter((name) => name !== stores.replicaName);
  await parts.stop();
  await sleep(desk, LET_GO_MS);
  await stores.remove();
  await Promise.all(older.map((name) => removeReplica(name, desk.storage)));
  return { signedOut: true };
}

/** How much is still not done after a moment of sending; what was refused needs its person and does not wait. */
async function sendRest({ desk, outbox }: SignOutParts): Promise<number> {
  const until = desk.monotonic() + SEND_WITHIN_MS;
  const isWaiting = () => outbox.entries().some(({ end }) => end === null);
  while (isWaiting() && desk.monotonic() < until) await sleep(desk, LOOK_EVERY_MS);
  return outbox.shown().length;
}

function sleep(desk: DeskParts, ms: number): Promise<void> {
  return new Promise((resolve) => desk.after(ms, resolve));
}
