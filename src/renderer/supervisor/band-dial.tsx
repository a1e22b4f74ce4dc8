import { Dial } from "../parts/dial.tsx";
import type { Urgency } from "../parts/urgency.ts";
import type { SlaBand } from "../../domain/service-level.ts";
import { useWords } from "../words/words.ts";
import { type Sla, dialFraction } from "./waiting.ts";

/** The domain's band as a shape. Decorative where the words beside it say the same. */
export function BandDial({
  sla,
  isDecorative = false,
}: {
  readonly sla: Sla;
  readonly isDecorative?: boolean;
}) {
  const { say } = useWords();
  return (
    <Dial
      dial={{ state: "running", fraction: dialFraction(sla) }}
      label={isDecorative ? null : say(`live.band.${sla.band}`)}
    />
  );
}

export const urgencyOfBand: Readonly<Record<SlaBand, Urgency>> = {
  NONE: "calm",
  ON_TRACK: "calm",
  SOON: "soon",
  CRITICAL: "critical",
  BREACHED: "breached",
};
