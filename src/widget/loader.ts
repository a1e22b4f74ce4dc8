/**
 * What a site includes, once and on any page:
 *
 *   <script src="http://node/widget.js" data-source="web" defer></script>
 *
 * It puts a button on the page and, in a frame of the node's own origin, the chat. Optional beside
 * `data-source`: `data-title` for the chat's head, `data-label` for the button. Where a tag manager strips
 * these, they stand in the address: `widget.js?source=web`. Whatever on the page carries `data-switchyard-open`
 * opens the chat as well. Nothing of the conversation reaches the site.
 */
import { type FrameNews, type SiteNews, readFrameNews, writeSetting } from "./embedding.ts";
import { type Embedded, embeddedBy, sourceMissing, unanswered } from "./embedded.ts";
import { type Launcher, drawLauncher } from "./launcher.ts";

function begin({ node, source, title, label }: Embedded): Launcher {
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
        // Also when the frame has begun anew while it was open: it is as open as before.
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
  launcher.place();
  loadAgain(frame, () => isReady);
  return launcher;
}

/** Said where whoever put the tag there looks for it. */
function tellSite(line: string): void {
  // oxlint-disable-next-line no-console -- the site's console is the only place where this can be said
  console.warn(line);
}

/** A node that is away just now may be back soon; until it answers there is no button on the page. */
function loadAgain(frame: HTMLIFrameElement, isReady: () => boolean): void {
  const address = frame.src;
  for (const ms of [15_000, 60_000, 240_000]) {
    setTimeout(() => {
      if (isReady()) return;
      if (ms === 15_000) tellSite(unanswered(address, location.origin));
      const again = new URL(address);
      // Another address: the same one with a fragment might count as being there already.
      again.searchParams.set("after", String(ms));
      frame.src = again.href;
    }, ms);
  }
}

/** Turbo, htmx and their like put another body in its place, and with it the tag once more: the chat is still this one. */
function keepPlaced(launcher: Launcher): void {
  const observer = new MutationObserver(() => watch());
  const watch = (): void => {
    // Between two bodies there is none; the next change brings it.
    const body: HTMLElement | null = document.body;
    if (body !== null) launcher.place();
    observer.disconnect();
    for (const each of [document, document.documentElement, body])
      if (each !== null) observer.observe(each, { childList: true });
  };
  watch();
}

/** One chat in a window, however often the tag stands or runs there. */
const begun = Symbol.for("switchyard.chat");

function beginOnce(embedded: Embedded): void {
  if (Reflect.has(window, begun)) return;
  Reflect.set(window, begun, true);
  keepPlaced(begin(embedded));
}

const embedded = embeddedBy(document.currentScript, document.scripts);
if (embedded === null) tellSite(sourceMissing);
else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", () => beginOnce(embedded), { once: true });
} else {
  beginOnce(embedded);
}
