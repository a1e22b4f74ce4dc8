import type { ChatPicture } from "./picture.ts";
import { drawing, drawings, element, isComposing, setAttribute, setText } from "./elements.ts";
import type { Words } from "./words.ts";

export interface Composer {
  readonly root: HTMLElement;
  update(picture: ChatPicture): void;
  focus(): void;
  /** What stood in the field before the page was loaded anew; what stands there now is not written over. */
  restore(draft: string): void;
}

export interface ComposerActs {
  say(text: string): void;
  typing(): void;
  draft(text: string): void;
  anew(): void;
}

/** As the protocol has it; only types of it may come into this room. */
const longestMessage = 8000;
const tallestPx = 132;

/** Enter sends, Shift and Enter begins a new line; while a text is being composed, Enter only ends that. */
export function composer(words: Words, acts: ComposerActs): Composer {
  const text = element("textarea", { id: "message", rows: "1", placeholder: words.write });
  const label = element("label", { class: "unseen", for: "message" }, words.message);
  const button = element("button", { type: "submit", class: "primary", "aria-label": words.send });
  button.append(drawing(drawings.send));
  const complaint = element("p", { class: "complaint", role: "alert", hidden: true });
  const row = element("div", { class: "row" }, label, text, button);
  const form = element("form", { class: "composer" }, complaint, row);
  const anew = element("button", { type: "button", class: "primary" }, words.anew);
  anew.addEventListener("click", () => acts.anew());
  const end = element("div", { class: "ended" }, element("p", {}, words.ended), anew);
  const root = element("div", {}, form, end);
  const grow = (): void => {
    text.style.setProperty("height", "auto");
    text.style.setProperty("height", `${Math.min(tallestPx, text.scrollHeight + 2)}px`);
  };
  const judge = (): boolean => {
    const tooLong = text.value.trim().length > longestMessage;
    setText(complaint, tooLong ? words.tooLong(longestMessage) : "");
    setAttribute(complaint, "hidden", !tooLong);
    return !tooLong;
  };
  text.addEventListener("input", () => {
    grow();
    acts.draft(text.value);
    if (judge() && text.value !== "") acts.typing();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (judge() && text.value.trim() !== "") {
      acts.say(text.value);
      text.value = "";
      acts.draft("");
      grow();
    }
    text.focus();
  });
  const update = (picture: ChatPicture): void => {
    setAttribute(root, "hidden", picture.stage !== "TALK");
    setAttribute(form, "hidden", picture.ended);
    setAttribute(end, "hidden", !picture.ended);
  };
  const restore = (draft: string): void => {
    if (text.value !== "") return acts.draft(text.value);
    text.value = draft;
    grow();
    judge();
  };
  return { root, update, focus: () => text.focus(), restore };
}
