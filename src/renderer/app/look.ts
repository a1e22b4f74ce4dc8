import { BehaviorSubject } from "rxjs";
import { type Contrast, type Density, type Look, type Theme, applyLook } from "../style/theme.ts";
import type { Language } from "../words/languages.ts";
import { speak } from "../words/words.ts";

/** How this person wants this device to look and speak. Kept on the device: it is no secret and no work. */
export interface Taste extends Look {
  readonly language: Language;
  readonly isMuted: boolean;
  /** 0 to 1. */
  readonly volume: number;
  /** How my work is sorted. */
  readonly workOrder: "TAKEN" | "WAITING";
}

const key = "switchyard.look";
const themes: readonly Theme[] = ["light", "dark", "system"];
const contrasts: readonly Contrast[] = ["normal", "more", "system"];
const densities: readonly Density[] = ["compact", "comfortable", "roomy"];

export function readTaste(text: string | null, systemLanguages: readonly string[]): Taste {
  const kept = parse(text);
  const german = (systemLanguages[0] ?? "en").toLowerCase().startsWith("de");
  const volume = kept["volume"];
  return {
    theme: themes.find((one) => one === kept["theme"]) ?? "system",
    contrast: contrasts.find((one) => one === kept["contrast"]) ?? "system",
    density: densities.find((one) => one === kept["density"]) ?? "comfortable",
    language: languageOf(kept["language"]) ?? (german ? "de" : "en"),
    isMuted: kept["isMuted"] === true,
    workOrder: kept["workOrder"] === "WAITING" ? "WAITING" : "TAKEN",
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : 0.8,
  };
}

function languageOf(value: unknown): Language | undefined {
  return value === "en" || value === "de" ? value : undefined;
}

export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
};

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const taste = new BehaviorSubject<Taste>(readTaste(null, []));
export const taste$ = taste.asObservable();

export function tasteNow(): Taste {
  return taste.value;
}

/** Once, before the first picture. */
export function beginLook(): void {
  show(readTaste(localStorage.getItem(key), navigator.languages));
}

export function changeTaste(change: Partial<Taste>): void {
  const next = { ...taste.value, ...change };
  localStorage.setItem(key, JSON.stringify(next));
  show(next);
}

function show(next: Taste): void {
  applyLook(next);
  void speak(next.language, document.documentElement);
  taste.next(next);
}
