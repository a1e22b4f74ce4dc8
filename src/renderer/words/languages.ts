import { parts as partsDe } from "./de/parts.ts";
import { parts as partsEn } from "./en/parts.ts";
import type { KeyOf, Translated } from "./translated.ts";

/** One file per area and language; the English ones are complete by definition. */
const en = { ...partsEn };
const de: Translated<typeof en> = { ...partsDe };

export const languages = { en, de };
export type Language = keyof typeof languages;
export type WordKey = KeyOf<typeof en>;
