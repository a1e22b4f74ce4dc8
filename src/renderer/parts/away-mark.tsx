import { DoorOpen } from "lucide-react";
import { useWords } from "../words/words.ts";
import { Chip } from "./chip.tsx";
import { Elapsed } from "./time-text.tsx";

/** Since when the customer of a session is away; nothing while they are there, or nobody can know. */
export function AwayMark({ since }: { readonly since: number | null | undefined }) {
  const { say } = useWords();
  if (since === null || since === undefined) return null;
  return (
    <Chip icon={<DoorOpen size={12} aria-hidden />}>
      <span data-away>
        {say("customerAway")} <Elapsed since={since} />
      </span>
    </Chip>
  );
}
