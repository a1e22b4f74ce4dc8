import { useCallback, useRef } from "react";
import type { InteractionId } from "../../domain/id.ts";
import { useDesk } from "../app/desk-context.tsx";

const everyMs = 3_000;

/** Tells the other side, now and then, that something is being written. */
export function useTyping(interactionId: InteractionId): () => void {
  const desk = useDesk();
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  return useCallback(() => {
    const now = performance.now();
    if (now - toldAt.current < everyMs) return;
    toldAt.current = now;
    desk.typing(interactionId);
  }, [desk, interactionId]);
}
