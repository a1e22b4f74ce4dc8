import type { DesktopApi } from "../../protocol/desktop.ts";

declare global {
  interface Window {
    /** Present only in the desktop app. */
    readonly desktop?: DesktopApi;
  }
}

export const desktop: DesktopApi | undefined =
  typeof window === "undefined" ? undefined : window.desktop;

export const isMac = typeof navigator !== "undefined" && navigator.userAgent.includes("Macintosh");
