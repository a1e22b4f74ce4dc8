import { launcherStyle } from "./launcher-style.ts";

/** The button and the frame on the site's page. */
export interface Launcher {
  readonly root: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly frame: HTMLIFrameElement;
  /** On the page, and only once: also where the page's body is another one than before. */
  place(): void;
  /** Until then nothing is seen: a button that opens nothing is worse than none. */
  appear(): void;
  show(isOpen: boolean, unread: number): void;
  /** 0 for the usual height. */
  resize(height: number): void;
}

const mark = "data-switchyard-chat";
const english = { close: "Close the chat", label: "Chat", unread: "unread" };
const german = {
  close: "Chat schließen",
  label: "Chat",
  unread: "ungelesen",
};

/** In a shadow root with a sheet made by script: the site's styles and its policy leave it alone. */
export function drawLauncher(parts: {
  readonly address: string;
  readonly label: string;
  readonly language: string;
}): Launcher {
  const words = parts.language.toLowerCase().startsWith("de") ? german : english;
  const label = parts.label === "" ? words.label : parts.label;
  const root = document.createElement("div");
  root.setAttribute(mark, "");
  root.style.setProperty("all", "initial");
  const frame = document.createElement("iframe");
  frame.src = parts.address;
  frame.title = label;
  const button = document.createElement("button");
  button.type = "button";
  button.hidden = true;
  const text = document.createElement("span");
  const badge = document.createElement("span");
  badge.className = "badge";
  button.append(text, badge);
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyle);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(frame, button);
  const show = (isOpen: boolean, unread: number): void => {
    const tellsUnread = unread > 0 && !isOpen;
    root.toggleAttribute("data-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    text.textContent = isOpen ? words.close : label;
    badge.hidden = !tellsUnread;
    badge.textContent = unread > 99 ? "99+" : String(unread);
    const count = tellsUnread ? `, ${unread} ${words.unread}` : "";
    // The words on the button stand first in its name, for those who speak to their computer.
    button.setAttribute("aria-label", (isOpen ? words.close : label) + count);
  };
  show(false, 0);
  const resize = (height: number): void =>
    frame.style.setProperty("--wanted", height > 0 ? `${height}px` : "");
  const appear = (): void => void (button.hidden = false);
  const place = (): void => {
    // A kept copy of an earlier page may hold a copy of the root, which is empty.
    for (const other of document.querySelectorAll(`[${mark}]`)) if (other !== root) other.remove();
    if (!root.isConnected) document.body.append(root);
  };
  return { root, button, frame, place, appear, show, resize };
}
