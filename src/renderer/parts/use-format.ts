import { useMemo } from "react";
import { percent, shortDuration, spokenDuration, type UnitLetters } from "../words/format.ts";
import { useWords } from "../words/words.ts";

/** Durations and shares in the language now spoken. */
export function useFormat() {
  const { say, language } = useWords();
  return useMemo(() => {
    const letters: UnitLetters = {
      day: say("unit.day"),
      hour: say("unit.hour"),
      minute: say("unit.minute"),
    };
    return {
      duration: (lengthMs: number) => shortDuration(lengthMs, letters),
      spoken: (lengthMs: number) => spokenDuration(lengthMs, language),
      percent: (fraction: number) => percent(fraction, language),
    };
  }, [say, language]);
}
