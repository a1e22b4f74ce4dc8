import type { DesktopPort } from "./port.ts";
import { words } from "./words.ts";

const allowed = new Set(["https:", "mailto:", "tel:"]);

/** The address as the browser would read it, or undefined where it may not leave the app. */
function safeLink(url: string): string | undefined {
  // Control characters and backslashes are how a UNC path or a second header line gets in.
  // oxlint-disable-next-line no-control-regex -- they are exactly what is looked for
  if (url.length > 2_048 || /[\u0000-\u0020\u007f\\]/.test(url) || !URL.canParse(url))
    return undefined;
  const { protocol, username, password, href } = new URL(url);
  return allowed.has(protocol) && username === "" && password === "" ? href : undefined;
}

/** The one way out of the app, for the page, the menus and links sent by a node alike. */
export class Links {
  readonly #port: Pick<DesktopPort, "links" | "dialogs" | "log" | "clock">;
  #nextPopupAt = 0;

  constructor(port: Pick<DesktopPort, "links" | "dialogs" | "log" | "clock">) {
    this.#port = port;
  }

  async open(url: string): Promise<boolean> {
    const link = safeLink(url);
    if (link === undefined) {
      this.#port.log("blocked an address", { url: url.slice(0, 200) });
      this.#port.dialogs.tell(words.blockedTitle, words.blockedDetail(url.slice(0, 200)));
      return false;
    }
    await this.#port.links.openExternal(link);
    return true;
  }

  /** A page wanted a window of its own: a clicked link opens outside, a storm of them does not. */
  popupWanted(url: string): void {
    const link = safeLink(url);
    const now = this.#port.clock.now();
    if (link === undefined || now < this.#nextPopupAt) {
      this.#port.log("denied a window", { url: url.slice(0, 200) });
      return;
    }
    this.#nextPopupAt = now + 1_000;
    void this.open(link);
  }
}
