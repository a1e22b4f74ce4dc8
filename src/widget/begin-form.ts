import type { ChatPicture } from "./picture.ts";
import { element, setAttribute, setText } from "./elements.ts";
import type { Words } from "./words.ts";

export interface BeginForm {
  readonly root: HTMLElement;
  update(picture: ChatPicture): void;
  focus(): void;
  /** The height of what it holds, however much room it has. */
  height(): number;
}

export interface Visitor {
  readonly name: string;
  readonly email: string | null;
}

export interface BeginActs {
  begin(visitor: Visitor): void;
  /** Something is wrong with what was typed: the form says so, and has become higher. */
  complained(): void;
}

const padding = 20;

/** Who the customer is: a name, and an e-mail address if they like. */
export function beginForm(words: Words, knownName: string, acts: BeginActs): BeginForm {
  const name = field(words.name, { id: "name", autocomplete: "name", maxlength: "200" });
  const email = field(`${words.email} (${words.optional})`, {
    id: "email",
    type: "email",
    autocomplete: "email",
    maxlength: "320",
  });
  name.input.value = knownName;
  const notice = element("p", { class: "notice", role: "status" });
  const button = element("button", { type: "submit", class: "primary" }, words.begin);
  const intro = element("p", { class: "intro" }, words.intro);
  const parts = [notice, intro, name.root, email.root, button];
  const root = element("form", { class: "begin", novalidate: true }, ...parts);
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    name.complain(name.input.value.trim() === "" ? words.nameMissing : "");
    email.complain(email.input.validity.typeMismatch ? words.emailWrong : "");
    const wrong = [name, email].find((each) => each.isWrong());
    if (wrong !== undefined) {
      acts.complained();
      return wrong.input.focus();
    }
    const address = email.input.value.trim();
    return acts.begin({ name: name.input.value.trim(), email: address === "" ? null : address });
  });
  const update = (picture: ChatPicture): void => {
    setAttribute(root, "hidden", picture.stage !== "BEGIN");
    setText(notice, noticeOf(picture, words));
    setAttribute(notice, "hidden", notice.textContent === "");
    setText(button, picture.beginning ? words.beginning : words.begin);
    setAttribute(button, "aria-disabled", picture.beginning ? "true" : false);
  };
  const height = (): number => button.offsetTop - root.offsetTop + button.offsetHeight + padding;
  return { root, update, focus: () => name.input.focus(), height };
}

function noticeOf(picture: ChatPicture, words: Words): string {
  if (picture.beginFault === "NOT_REACHED") return words.notReached;
  if (picture.beginFault === "GONE") return words.gone;
  return picture.lapsed ? words.lapsed : "";
}

function field(label: string, attributes: Readonly<Record<string, string>>) {
  const id = attributes["id"] ?? label;
  const input = element("input", { type: "text", ...attributes });
  const complaint = element("span", { class: "complaint", id: `${id}-complaint`, role: "alert" });
  const root = element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    input,
    complaint,
  );
  return {
    root,
    input,
    isWrong: () => complaint.textContent !== "",
    complain: (text: string): void => {
      setText(complaint, text);
      setAttribute(input, "aria-invalid", text === "" ? false : "true");
      setAttribute(input, "aria-describedby", text === "" ? false : complaint.id);
    },
  };
}
