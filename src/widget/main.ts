import { httpApi } from "./api.ts";
import { Chat } from "./chat.ts";
import { element } from "./elements.ts";
import { type FrameNews, readSetting, readSiteNews } from "./embedding.ts";
import { aloneInBrowser, storageKeeper } from "./keeper.ts";
import { drawPage } from "./page.ts";
import { pageTiming } from "./timing.ts";
import { chooseLanguage, wordsIn } from "./words.ts";
import "./style.css";

const source = new URLSearchParams(location.search).get("source") ?? "";
const setting = readSetting(location.hash);
const language = chooseLanguage([setting.language, ...navigator.languages]);
const words = wordsIn(language);
const framed = window.parent !== window;
document.documentElement.lang = language;
const title = setting.title === "" ? words.title : setting.title;
document.title = title;

/** What the site was told last, by what it is about: the same is not told twice. */
const told = new Map<string, string>();

/** Only to the site that the loader named, and only if it is the one that holds the frame. */
function tellSite(news: FrameNews): void {
  if (!framed || setting.site === "") return;
  const text = JSON.stringify(news);
  if (news.switchyard !== "close" && told.get(news.switchyard) === text) return;
  told.set(news.switchyard, text);
  window.parent.postMessage(news, setting.site);
}

function start(root: HTMLElement): void {
  // The site around has a main part as well: each has a name of its own.
  root.setAttribute("aria-label", title);
  const chat = new Chat({
    origin: location.origin,
    source,
    api: httpApi(location.origin, source),
    keeper: storageKeeper(() => localStorage),
    ownKeeper: storageKeeper(() => sessionStorage),
    alone: aloneInBrowser,
    live: { timing: pageTiming, connect: (address, protocol) => new WebSocket(address, protocol) },
    changed: (picture) => {
      page.update(picture);
      tellSite({ switchyard: "unread", count: picture.unread });
      tellSite({ switchyard: "resize", height: page.wantedHeight() });
    },
  });
  const page = drawPage(root, () => chat, {
    words,
    language,
    title,
    timing: pageTiming,
    close: framed ? () => tellSite({ switchyard: "close" }) : null,
    locale: navigator.language,
    online: () => navigator.onLine,
  });
  let open = !framed;
  const look = (): void => chat.look(open && document.visibilityState === "visible");
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== setting.site) return;
    const news = readSiteNews(event.data);
    if (news === null) return;
    open = news.switchyard === "opened";
    look();
    if (open) page.focus();
  });
  document.addEventListener("visibilitychange", look);
  for (const sign of ["online", "offline", "storage"]) {
    window.addEventListener(sign, () => chat.wake());
  }
  window.addEventListener("pagehide", () => chat.stop());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) chat.start();
  });
  chat.start();
  look();
  tellSite({ switchyard: "ready" });
  if (!framed) page.focus();
}

const root = document.querySelector<HTMLElement>("#chat");
if (root !== null && source === "") root.replaceChildren(element("p", {}, words.noSource));
else if (root !== null) start(root);
