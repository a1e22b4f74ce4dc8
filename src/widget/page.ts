import type { Place } from "./waiting.ts";
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
  /** What the browser knows of the network; a socket may take long to find out. */
  readonly online: () => boolean;
}

/** A short break is no news: it is told only when it lasts. */
const breakToldAfterMs = 1500;

/** The whole of the frame: head, form or conversation, what there is to say, and the composer. */
export function drawPage(root: HTMLElement, chat: () => Chat, parts: PageParts): Page {
  const { words, language } = parts;
  const form = beginForm(words, chat().ownName, {
    begin: (visitor) => void chat().begin(visitor),
    complained: () => chat().wake(),
  });
  const log = conversation(
    { words, language, name: () => chat().ownName, online: parts.online },
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
  const title = element("h1", {}, parts.title);
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
  let callOff: (() => void) | null = null;
  let lasts = false;
  let last: ChatPicture | null = null;
  const show = (): void => {
    if (last === null) return;
    const broken = brokenWords(last, { words, online: parts.online(), lasts });
    setText(root, broken ?? calmWords(last, words));
    setAttribute(root, "data-lost", broken !== null);
    setAttribute(root, "hidden", last.stage === "BEGIN");
  };
  const update = (picture: ChatPicture): void => {
    last = picture;
    if (picture.line === "LIVE") {
      callOff?.();
      callOff = null;
      lasts = false;
    } else {
      callOff ??= timing.after(breakToldAfterMs, () => {
        lasts = true;
        show();
      });
    }
    show();
  };
  return { root, update };
}

/** What is wrong with the connection; null when nothing is, or not for long enough to be told. */
function brokenWords(
  picture: ChatPicture,
  told: { readonly words: Words; readonly online: boolean; readonly lasts: boolean },
): string | null {
  const { words } = told;
  if (!told.online) return words.offline;
  if (!told.lasts) return null;
  return picture.line === "LOST" ? words.lost : words.connecting;
}

function placeWords({ position, estimatedWaitMs }: Place, words: Words): string {
  const minutes =
    estimatedWaitMs === null ? null : Math.max(1, Math.round(estimatedWaitMs / 60_000));
  return words.inLine(position, minutes);
}

function calmWords(picture: ChatPicture, words: Words): string {
  if (picture.typing !== null) return words.typing(picture.typing);
  const answered = picture.lines.some((line) => line.from === "AGENT");
  const sent = picture.lines.some((line) => line.state === "SENT");
  if (!sent || answered) return "";
  if (picture.place === "NOBODY") return words.nobody;
  return picture.place === null ? words.soon : placeWords(picture.place, words);
}
