import { useEffect } from "react";
import { type InteractionId, brand } from "../../domain/id.ts";
import type { Desk } from "../../sync/desk.ts";
import { useDesk } from "../app/desk-context.tsx";

const most = 50;
const opened = new WeakMap<Desk, readonly InteractionId[]>();

/** The last fifty conversations opened here stay in this desk's view, whoever holds them. */
export function useWatched(interactionId: string): void {
  const desk = useDesk();
  useEffect(() => {
    const id = brand<InteractionId>(interactionId);
    const before = (opened.get(desk) ?? []).filter((each) => each !== id);
    const now = [id, ...before].slice(0, most);
    opened.set(desk, now);
    desk.watch(now);
  }, [desk, interactionId]);
}
