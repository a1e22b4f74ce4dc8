import { useCallback } from "react";
import type { MrdId } from "../../domain/id.ts";
import { type Submitting, useSubmit } from "../app/desk-context.tsx";

export interface StateChange extends Pick<Submitting, "isPending" | "refusal" | "clear"> {
  readonly goAvailable: () => Promise<boolean>;
  readonly goNotReady: (reason: string) => Promise<boolean>;
  readonly switchMrd: (mrdId: MrdId, on: boolean) => void;
}

/** Confirmed by the node before anything on the screen changes. */
export function useStateChange(): StateChange {
  const { submit, isPending, refusal, clear } = useSubmit();
  const goAvailable = useCallback(async () => {
    const { outcome } = submit("agent.setState", { state: "READY", reason: null });
    return (await outcome).end === "APPLIED";
  }, [submit]);
  const goNotReady = useCallback(
    async (reason: string) => {
      const { outcome } = submit("agent.setState", { state: "NOT_READY", reason });
      return (await outcome).end === "APPLIED";
    },
    [submit],
  );
  const switchMrd = useCallback(
    (mrdId: MrdId, on: boolean) => {
      submit("agent.setMrd", { mrdId, on });
    },
    [submit],
  );
  return { goAvailable, goNotReady, switchMrd, isPending, refusal, clear };
}
