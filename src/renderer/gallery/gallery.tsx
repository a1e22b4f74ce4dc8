import { useEffect, useState, useSyncExternalStore } from "react";
import { I18nProvider } from "react-aria-components";
import { Button } from "../parts/button.tsx";
import { ClockContext } from "../parts/clock.tsx";
import { applyLook, type Contrast, type Density, type Theme } from "../style/theme.ts";
import { languages, type Language } from "../words/languages.ts";
import { speak, useWords } from "../words/words.ts";
import { AgentPage } from "./agent-page.tsx";
import { galleryClock } from "./sample.ts";
import { ControlsPage } from "./controls-page.tsx";
import { LivePage } from "./live-page.tsx";
import { OffersPage } from "./offers-page.tsx";
import { SignalsPage } from "./signals-page.tsx";
import styles from "./gallery.module.css";

const pages = {
  agent: AgentPage,
  live: LivePage,
  offers: OffersPage,
  signals: SignalsPage,
  controls: ControlsPage,
};

type PageName = keyof typeof pages;

const names: readonly PageName[] = ["agent", "live", "offers", "signals", "controls"];

/** Every part in every state, for looking at. `#offers?theme=dark&lang=de&density=compact&contrast=more` */
export function Gallery() {
  const hash = useSyncExternalStore(onHash, () => window.location.hash);
  const [name = "agent", query = ""] = hash.slice(1).split("?");
  const wish = new URLSearchParams(query);
  const current = names.find((one) => one === name) ?? "agent";
  const Page = pages[current];
  const { language } = useWords();
  useLook(wish);
  return (
    <ClockContext value={galleryClock}>
      <I18nProvider locale={language === "en" ? "en-GB" : language}>
        {current === "agent" || current === "live" ? (
          <Page />
        ) : (
          <main className={styles["page"]}>
            <h1>Switchyard gallery: {current}</h1>
            <Switches current={current} query={query} />
            <Page />
          </main>
        )}
      </I18nProvider>
    </ClockContext>
  );
}

function goTo(hash: string): void {
  window.location.hash = hash;
}

function onHash(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

const themes: readonly Theme[] = ["light", "dark", "system"];
const contrasts: readonly Contrast[] = ["normal", "more", "system"];
const densities: readonly Density[] = ["compact", "comfortable", "roomy"];

function useLook(wish: URLSearchParams): void {
  const theme = themes.find((one) => one === wish.get("theme")) ?? "system";
  const contrast = contrasts.find((one) => one === wish.get("contrast")) ?? "system";
  const density = densities.find((one) => one === wish.get("density")) ?? "comfortable";
  const language: Language = wish.get("lang") === "de" ? "de" : "en";
  useEffect(() => {
    applyLook({ theme, contrast, density });
    void speak(language, document.documentElement);
  }, [theme, contrast, density, language]);
}

function Switches({ current, query }: { readonly current: PageName; readonly query: string }) {
  const [theme, setTheme] = useState<Theme>("system");
  const go = (page: string, change: Record<string, string>) => {
    const next = new URLSearchParams(query);
    for (const [key, value] of Object.entries(change)) next.set(key, value);
    goTo(`${page}?${next.toString()}`);
  };
  const nextTheme: Theme = theme === "light" ? "dark" : "light";
  return (
    <header className={styles["switches"]}>
      {names.map((name) => (
        <Button
          key={name}
          kind={name === current ? "primary" : "quiet"}
          size="small"
          onPress={() => go(name, {})}
        >
          {name}
        </Button>
      ))}
      <span className={styles["gap"]} />
      <Button
        size="small"
        onPress={() => {
          setTheme(nextTheme);
          go(current, { theme: nextTheme });
        }}
      >
        {nextTheme}
      </Button>
      {Object.keys(languages).map((language) => (
        <Button key={language} size="small" onPress={() => go(current, { lang: language })}>
          {language}
        </Button>
      ))}
      <Button size="small" onPress={() => go(current, { contrast: "more" })}>
        contrast
      </Button>
    </header>
  );
}
