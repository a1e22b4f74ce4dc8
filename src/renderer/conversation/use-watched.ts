import { useEffect } from "react";
import { type InteractionId, brand } from "../../domain/id.ts";
import type { Desk } from "../../sync/desk.ts";
import { useDesk } from "../app/desk-context.tsx";

const most = 50;
interface Seen {
  readonly opened: readonly InteractionId[];
  readonly listed: readonly InteractionId[];
}
const seen = new WeakMap<Desk, Seen>();

function change(desk: Desk, changed: Partial<Seen>): void {
  const now = { opened: [], listed: [], ...seen.get(desk), ...changed };
  seen.set(desk, now);
  desk.watch([...new Set([...now.opened, ...now.listed])]);
}

/** The last fifty conversations opened here stay in this desk's view, whoever holds them. */
export function useWatched(interactionId: string): void {
  const desk = useDesk();
  useEffect(() => {
    const id = brand<InteractionId>(interactionId);
    const before = (seen.get(desk)?.opened ?? []).filter((each) => each !== id);
    change(desk, { opened: [id, ...before].slice(0, most) });
  }, [desk, interactionId]);
}

/** A list open on the screen: its entries stay in view for as long, also those that a colleague has taken up. */
export function useWatchedList(ids: readonly InteractionId[]): void {
  const desk = useDesk();
  const key = ids.slice(0, most).join(" ");
  useEffect(() => {
    const listed = key === "" ? [] : key.split(" ").map((id) => brand<InteractionId>(id));
    change(desk, { listed });
    return () => change(desk, { listed: [] });
  }, [desk, key]);
}
