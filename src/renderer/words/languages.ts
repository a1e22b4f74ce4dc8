import { completed as completedDe } from "./de/completed.ts";
import { live as liveDe } from "./de/live.ts";
import { parts as partsDe } from "./de/parts.ts";
import { refusals as refusalsDe } from "./de/refusals.ts";
import { completed as completedEn } from "./en/completed.ts";
import { live as liveEn } from "./en/live.ts";
import { parts as partsEn } from "./en/parts.ts";
import { refusals as refusalsEn } from "./en/refusals.ts";
import type { KeyOf, Translated } from "./translated.ts";

/** One file per area and language; the English ones are complete by definition. */
const en = { ...completedEn, ...liveEn, ...partsEn, ...refusalsEn };
const de: Translated<typeof en> = { ...completedDe, ...liveDe, ...partsDe, ...refusalsDe };

export const languages = { en, de };
export type Language = keyof typeof languages;
export type WordKey = KeyOf<typeof en>;
