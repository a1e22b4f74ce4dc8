import type { Place } from "./standing.ts";
import { beginForm } from "./begin-form.ts";
import type { Chat } from "./chat.ts";
import type { ChatPicture } from "./picture.ts";
import { closing } from "./closing.ts";
import { composer } from "./composer.ts";
import { conversation } from "./conversation.ts";
import { save } from "./saved.ts";
import { drawing, drawings, element, isComposing, setAttribute, setText } from "./elements.ts";
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
  readonly locale: string;
  /** What the browser knows of the network: why a line may be lost, never whether it is. */
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
  const { locale } = parts;
  const log = conversation(
    { words, language, locale, name: () => chat().ownName },
    { retry: (id) => chat().retry(id), discard: (id) => chat().discard(id) },
  );
  const writing = composer(words, {
    say: (text) => chat().say(text),
    typing: () => chat().tellTyping(),
    draft: (text) => chat().keepDraft(text),
    anew: () => chat().startAnew(),
  });
  let lines: ChatPicture["lines"] = [];
  const leaving = closing(words, {
    end: () => void chat().end(),
    rate: (stars, comment) => void chat().rate(stars, comment),
    save: () => save(lines, { words, language, locale }),
  });
  const status = statusLine(parts);
  const bar = head(parts);
  root.replaceChildren(bar, form.root, log.root, status.root, leaving.root, writing.root);
  let stage: ChatPicture["stage"] | null = null;
  const focus = (): void => (stage === "TALK" ? writing.focus() : form.focus());
  const update = (picture: ChatPicture): void => {
    ({ lines } = picture);
    for (const part of [form, log, writing, status, leaving]) part.update(picture);
    setAttribute(log.root, "hidden", picture.stage !== "TALK");
    const moved =
      stage !== null && stage !== picture.stage && root.contains(document.activeElement);
    if (stage !== "TALK" && picture.stage === "TALK") writing.restore(chat().draft);
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
      if (event.key === "Escape" && !isComposing(event)) close();
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
    if (picture.line === "LIVE" || picture.line === "POLLED") {
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
  // How the line stands is what the line says: adapters may be down and messages arrive, or up and nothing does.
  if (!told.lasts || picture.line === "POLLED") return null;
  if (picture.line !== "LOST") return words.connecting;
  return told.online ? words.lost : words.offline;
}

function placeWords({ position, estimatedWaitMs }: Place, words: Words): string {
  const minutes =
    estimatedWaitMs === null ? null : Math.max(1, Math.round(estimatedWaitMs / 60_000));
  return words.inLine(position, minutes);
}

function calmWords(picture: ChatPicture, words: Words): string {
  if (picture.typing !== null) return words.typing(picture.typing);
  const stands = standingWords(picture, words);
  return picture.line === "POLLED" ? `${stands} ${words.polled}`.trim() : stands;
}

function standingWords({ conversing, place, lines }: ChatPicture, words: Words): string {
  switch (conversing.state) {
    case "NONE":
      return lines.some((line) => line.state === "SENT") ? words.soon : "";
    case "WAITING":
      if (place === "NOBODY") return words.nobody;
      return place === null ? words.soon : placeWords(place, words);
    case "ANSWERED":
      return conversing.with.length === 0 ? "" : words.here(conversing.with.join(", "));
    case "HELD":
      return words.held;
    case "PUT_OFF":
      return words.putOff;
    case "NOBODY":
      return words.nobody;
    case "ENDED":
      // Where nothing more is taken, the composer's place says so.
      return conversing.closed ? "" : words.isOver;
  }
}
