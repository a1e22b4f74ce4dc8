/**
 * What a site includes, once and on any page:
 *
 *   <script src="http://node/widget.js" data-source="web" defer></script>
 *
 * It puts a button on the page and, in a frame of the node's own origin, the chat. Optional beside
 * `data-source`: `data-title` for the chat's head, `data-label` for the button. Whatever on the page
 * carries `data-switchyard-open` opens the chat as well. Nothing of the conversation reaches the site.
 */
import { type FrameNews, type SiteNews, readFrameNews, writeSetting } from "./embedding.ts";
import { drawLauncher, isDrawn } from "./launcher.ts";

function begin(script: HTMLScriptElement): void {
  const node = new URL(script.src).origin;
  const { source = "", title = "", label = "" } = script.dataset;
  const language = document.documentElement.lang || navigator.language;
  const setting = writeSetting({ site: location.origin, title, language });
  const address = `${node}/widget?source=${encodeURIComponent(source)}#${setting}`;
  const launcher = drawLauncher({ address, label, language });
  const { frame, button } = launcher;
  let isOpen = false;
  /** The customer wants it open; it opens as soon as the frame is there. */
  let isWanted = false;
  let isReady = false;
  let unread = 0;

  const tell = (news: SiteNews): void => frame.contentWindow?.postMessage(news, node);
  const turn = (open: boolean): void => {
    isWanted = open;
    if (isOpen === open || !isReady) return;
    isOpen = open;
    launcher.show(isOpen, unread);
    tell({ switchyard: isOpen ? "opened" : "closed" });
    if (isOpen) frame.focus();
    else button.focus();
  };
  const hear = (news: FrameNews): void => {
    switch (news.switchyard) {
      case "ready":
        isReady = true;
        launcher.appear();
        // Also when the frame has begun anew while it was open.
        if (isOpen) tell({ switchyard: "opened" });
        return turn(isWanted);
      case "close":
        return turn(false);
      case "unread":
        unread = news.count;
        return launcher.show(isOpen, unread);
      case "resize":
        return launcher.resize(news.height);
    }
  };

  button.addEventListener("click", () => turn(!isOpen));
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest("[data-switchyard-open]") === null) return;
    event.preventDefault();
    turn(true);
  });
  window.addEventListener("message", (event) => {
    if (event.origin !== node || event.source !== frame.contentWindow) return;
    const news = readFrameNews(event.data);
    if (news !== null) hear(news);
  });
  document.body.append(launcher.root);
  loadAgain(frame, () => isReady);
}

/** A node that is away just now may be back soon; until it answers there is no button on the page. */
function loadAgain(frame: HTMLIFrameElement, isReady: () => boolean): void {
  for (const ms of [15_000, 60_000, 240_000]) {
    setTimeout(() => {
      if (isReady()) return;
      const address = new URL(frame.src);
      // Another address: the same one with a fragment might count as being there already.
      address.searchParams.set("after", String(ms));
      frame.src = address.href;
    }, ms);
  }
}

/** The tag may stand on a page twice. */
function beginOnce(script: HTMLScriptElement): void {
  if (!isDrawn()) begin(script);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== "") {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => beginOnce(script), { once: true });
  } else {
    beginOnce(script);
  }
}
