import { beginForm } from "./begin-form.ts";
import type { Chat, ChatPicture } from "./chat.ts";
import { composer } from "./composer.ts";
import { conversation } from "./conversation.ts";
import { drawing, drawings, element, setAttribute, setText } from "./elements.ts";
import type { Timing } from "./timing.ts";
import type { Language, Words } from "./words.ts";

export interface Page {
  update(picture: ChatPicture): void;
  focus(): void;
  /** The height at which nothing has to be scrolled; 0 where any will do. */
  wantedHeight(): number;
}

export interface PageParts {
  readonly words: Words;
  readonly language: Language;
  readonly title: string;
  readonly timing: Timing;
  /** Null where the page stands by itself: there is nothing to close. */
  readonly close: (() => void) | null;
  readonly online: () => boolean;
}

/** A short break is no news: it is told only when it lasts. */
const breakToldAfterMs = 1500;

/** The whole of the frame: head, form or conversation, what there is to say, and the composer. */
export function drawPage(root: HTMLElement, chat: () => Chat, parts: PageParts): Page {
  const { words, language } = parts;
  const form = beginForm(words, chat().ownName, (visitor) => void chat().begin(visitor));
  const log = conversation(
    { words, language, name: () => chat().ownName },
    { retry: (id) => chat().retry(id), discard: (id) => chat().discard(id) },
  );
  const writing = composer(words, {
    say: (text) => chat().say(text),
    typing: () => chat().tellTyping(),
    anew: () => chat().startAnew(),
  });
  const status = statusLine(parts);
  const bar = head(parts);
  root.replaceChildren(bar, form.root, log.root, status.root, writing.root);
  let stage: ChatPicture["stage"] | null = null;
  const focus = (): void => (stage === "TALK" ? writing.focus() : form.focus());
  const update = (picture: ChatPicture): void => {
    for (const part of [form, log, writing, status]) part.update(picture);
    setAttribute(log.root, "hidden", picture.stage !== "TALK");
    const moved =
      stage !== null && stage !== picture.stage && root.contains(document.activeElement);
    stage = picture.stage;
    if (moved) focus();
  };
  const wantedHeight = (): number => (stage === "BEGIN" ? bar.offsetHeight + form.height() + 2 : 0);
  return { update, focus, wantedHeight };
}

function head(parts: PageParts): HTMLElement {
  const title = element("h1", {}, parts.title === "" ? parts.words.title : parts.title);
  const bar = element("header", {}, drawing(drawings.talk), title);
  const { close } = parts;
  if (close !== null) {
    const label = parts.words.close;
    const button = element("button", {
      type: "button",
      class: "icon",
      "aria-label": label,
      title: label,
    });
    button.append(drawing(drawings.close));
    button.addEventListener("click", close);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) close();
    });
    bar.append(button);
  }
  return bar;
}

/** One line of words for what the customer cannot see: the connection, who is writing, what comes next. */
function statusLine(parts: PageParts) {
  const { words, timing } = parts;
  const root = element("p", { class: "status", role: "status" });
  let lostFor: (() => void) | null = null;
  let lastsAlready = false;
  let last: ChatPicture | null = null;
  const show = (): void => {
    if (last === null) return;
    const text = statusWords(last, { words, online: parts.online(), lasts: lastsAlready });
    setText(root, text);
    setAttribute(root, "data-lost", last.line === "LOST" && lastsAlready);
  };
  const update = (picture: ChatPicture): void => {
    last = picture;
    if (picture.line === "LIVE") {
      lostFor?.();
      lostFor = null;
      lastsAlready = false;
    } else {
      lostFor ??= timing.after(breakToldAfterMs, () => {
        lastsAlready = true;
        show();
      });
    }
    show();
  };
  return { root, update };
}

function statusWords(
  picture: ChatPicture,
  told: { readonly words: Words; readonly online: boolean; readonly lasts: boolean },
): string {
  const { words } = told;
  if (picture.stage === "BEGIN") return "";
  if (told.lasts && !told.online) return words.offline;
  if (told.lasts) return picture.line === "LOST" ? words.lost : words.connecting;
  if (picture.typing !== null) return words.typing(picture.typing);
  const answered = picture.lines.some((line) => line.from === "AGENT");
  const sent = picture.lines.some((line) => line.state === "SENT");
  return sent && !answered ? words.soon : "";
}
