import { isRecord, numberIn, textIn } from "./reading.ts";

/** All that the frame tells the site it stands on. No text of the conversation is among it. */
export type FrameNews =
  | { readonly switchyard: "ready" }
  | { readonly switchyard: "close" }
  | { readonly switchyard: "unread"; readonly count: number }
  /** How high the frame would like to be; 0 for as high as is usual. */
  | { readonly switchyard: "resize"; readonly height: number };

/** All that the site tells the frame. */
export type SiteNews = { readonly switchyard: "opened" } | { readonly switchyard: "closed" };

export function readFrameNews(data: unknown): FrameNews | null {
  const switchyard = textIn(data, "switchyard");
  if (switchyard === "ready" || switchyard === "close") return { switchyard };
  if (switchyard === "unread") return { switchyard, count: wholeIn(data, "count", 999) };
  if (switchyard === "resize") return { switchyard, height: wholeIn(data, "height", 4000) };
  return null;
}

export function readSiteNews(data: unknown): SiteNews | null {
  const switchyard = textIn(data, "switchyard");
  return switchyard === "opened" || switchyard === "closed" ? { switchyard } : null;
}

function wholeIn(data: unknown, name: string, most: number): number {
  const found = isRecord(data) ? numberIn(data, name) : null;
  return found === null || !Number.isFinite(found)
    ? 0
    : Math.min(most, Math.max(0, Math.round(found)));
}

/** What the site's script tag says about the chat; it stands behind the `#`, so no server is told. */
export interface Setting {
  readonly site: string;
  readonly title: string;
  readonly language: string;
}

export function writeSetting(setting: Setting): string {
  return new URLSearchParams({ ...setting }).toString();
}

export function readSetting(hash: string): Setting {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    site: given.get("site") ?? "",
    title: Array.from(given.get("title") ?? "")
      .slice(0, 60)
      .join(""),
    language: given.get("language") ?? "",
  };
}
