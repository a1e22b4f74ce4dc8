import { element, setAttribute, setText } from "./elements.ts";
import type { ChatPicture } from "./picture.ts";
import { mayEnd } from "./standing.ts";
import type { Words } from "./words.ts";

export interface Closing {
  readonly root: HTMLElement;
  update(picture: ChatPicture): void;
}

export interface ClosingActs {
  end(): void;
  save(): void;
  rate(stars: number, comment: string): void;
}

const most = 5;
const longestComment = "1000";

/** How a conversation is left: its end, which asks once more, how it was, and a copy to keep. */
export function closing(words: Words, acts: ClosingActs): Closing {
  const [end, keep] = [quiet(words.end), quiet(words.save)];
  const [yes, no] = [quiet(words.endYes), quiet(words.endNo)];
  const asked = element("span", { class: "ask" }, element("span", {}, words.endAsk), yes, no);
  const bar = element("div", { class: "acts" }, end, asked, keep);
  const fault = element("p", { class: "complaint", role: "alert" });
  const rating = ratingForm(words, acts);
  const root = element("div", { class: "closing" }, rating.root, fault, bar);
  const ask = (isAsked: boolean): void => {
    setAttribute(asked, "hidden", !isAsked);
    setAttribute(end, "hidden", isAsked);
  };
  end.addEventListener("click", () => {
    ask(true);
    no.focus();
  });
  no.addEventListener("click", () => {
    ask(false);
    end.focus();
  });
  yes.addEventListener("click", () => {
    ask(false);
    acts.end();
  });
  keep.addEventListener("click", () => acts.save());
  ask(false);
  let endable = false;
  const update = (picture: ChatPicture): void => {
    const now = mayEnd(picture.conversing);
    if (now !== endable) ask(false);
    endable = now;
    if (!now) for (const each of [end, asked]) setAttribute(each, "hidden", true);
    for (const each of [yes, end])
      setAttribute(each, "aria-disabled", picture.act === "SENDING" ? "true" : false);
    setAttribute(keep, "hidden", !picture.lines.some((line) => line.state === "SENT"));
    setText(fault, picture.act === "FAILED" ? words.notDone : "");
    setAttribute(fault, "hidden", picture.act !== "FAILED");
    setAttribute(root, "hidden", picture.stage !== "TALK");
    rating.update(picture);
  };
  return { root, update };
}

function ratingForm(words: Words, acts: ClosingActs) {
  const stars = Array.from({ length: most }, (_each, index) => star(index + 1, words));
  const row = element("div", { class: "stars" }, ...stars.map(({ root }) => root));
  const comment = element("textarea", {
    id: "comment",
    rows: "2",
    maxlength: longestComment,
    placeholder: words.comment,
    "aria-label": words.comment,
  });
  const button = element("button", { type: "submit", class: "primary" }, words.rateSend);
  const legend = element("legend", {}, words.rate);
  const form = element("form", {}, element("fieldset", {}, legend, row), comment, button);
  const thanks = element("p", { class: "thanks", role: "status" });
  const root = element("div", { class: "rating" }, form, thanks);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = stars.findIndex(({ input }) => input.checked);
    if (chosen === -1) stars[0]?.input.focus();
    else acts.rate(chosen + 1, comment.value.trim());
  });
  const update = ({ conversing, act }: ChatPicture): void => {
    const isOver = conversing.state === "ENDED";
    setAttribute(form, "hidden", !isOver || conversing.rating !== "ASKED");
    setText(thanks, isOver && conversing.rating === "GIVEN" ? words.rated : "");
    setAttribute(thanks, "hidden", thanks.textContent === "");
    setAttribute(button, "aria-disabled", act === "SENDING" ? "true" : false);
  };
  return { root, update };
}

/** A radio button, so that keys and screen readers know what to do with it; the stars up to the chosen one are filled. */
function star(count: number, words: Words) {
  const input = element("input", { type: "radio", name: "stars", value: String(count) });
  input.setAttribute("aria-label", words.stars(count));
  const root = element("label", { title: words.stars(count) }, input, element("span", {}, "★"));
  root.querySelector("span")?.setAttribute("aria-hidden", "true");
  return { root, input };
}

function quiet(label: string): HTMLButtonElement {
  return element("button", { type: "button", class: "quiet" }, label);
}
