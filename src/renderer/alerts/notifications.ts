import { BehaviorSubject } from "rxjs";

/** What the browser says about notifications of this site; UNAVAILABLE where it has none (an address that is not secure). */
export type NoticePermission = "GRANTED" | "DENIED" | "UNASKED" | "UNAVAILABLE";

const names = { granted: "GRANTED", denied: "DENIED", default: "UNASKED" } as const;

function permissionNow(): NoticePermission {
  return "Notification" in globalThis ? names[Notification.permission] : "UNAVAILABLE";
}

const permission = new BehaviorSubject(permissionNow());
export const noticePermission$ = permission.asObservable();
export const noticePermission = (): NoticePermission => permission.value;

/** Asks the browser, from a click only: whoever is asked unbidden says no for ever. */
export async function askForNotices(): Promise<void> {
  if ("Notification" in globalThis) await Notification.requestPermission();
  permission.next(permissionNow());
}

/** A system that keeps notifications back tells nobody: then this much silence is the answer. */
const SHOWN_WITHIN_MS = 3000;

export interface DesktopNotice {
  /** One notice for each tag: a second one with the same tag takes the first one's place. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
}

/** A notification of the system. Resolves once it is shown, or with false where it is not. `close` takes it away. */
export function showNotice({ tag, title, body, onClick }: DesktopNotice): {
  readonly shown: Promise<boolean>;
  readonly close: () => void;
} {
  if (permissionNow() !== "GRANTED") {
    return { shown: Promise.resolve(false), close: () => undefined };
  }
  const notice = new Notification(title, { tag, body, requireInteraction: true, silent: true });
  notice.addEventListener("click", () => {
    window.focus();
    onClick();
    notice.close();
  });
  const shown = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), SHOWN_WITHIN_MS);
    notice.addEventListener("show", () => resolve(true));
    notice.addEventListener("error", () => resolve(false));
  });
  return { shown, close: () => notice.close() };
}
