import i18next from "i18next";
import { useSyncExternalStore } from "react";
import { type Language, languages, type WordKey } from "./languages.ts";

export interface WordValues {
  readonly count?: number;
  readonly ordinal?: boolean;
  readonly [name: string]: string | number | boolean | undefined;
}

export type Say = (key: WordKey, values?: WordValues) => string;

const book = i18next.createInstance();
void book.init({
  lng: "en",
  fallbackLng: "en",
  initAsync: false,
  resources: {
    en: { translation: languages.en },
    de: { translation: languages.de },
  },
  // React escapes text itself; escaping twice would show "&amp;" to people.
  interpolation: { escapeValue: false },
});

/** Plurals and ordinals follow Intl.PluralRules of the language now spoken. */
export const say: Say = (key, values) => book.t(key, { ...values });

function spokenLanguage(): Language {
  return book.language === "de" ? "de" : "en";
}

/** `page` is told as well, so that screen readers pronounce the words rightly. */
export async function speak(language: Language, page: { lang: string } | undefined): Promise<void> {
  await book.changeLanguage(language);
  if (page !== undefined) page.lang = language;
}

function onLanguage(changed: () => void): () => void {
  book.on("languageChanged", changed);
  return () => book.off("languageChanged", changed);
}

/** One for each language, so that what is remembered by its `say` is said anew in another. */
const saying: Readonly<Record<Language, Say>> = {
  en: (key, values) => say(key, values),
  de: (key, values) => say(key, values),
};

/** The words, and a render again when the language changes. */
export function useWords(): { readonly say: Say; readonly language: Language } {
  const language = useSyncExternalStore(onLanguage, spokenLanguage);
  return { say: saying[language], language };
}
