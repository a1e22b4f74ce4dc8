import { linkified } from "../client/links.ts";
import type { ChatPicture } from "./picture.ts";
import { element, setAttribute, setText } from "./elements.ts";
import type { Line, ShownLine } from "./line.ts";
import type { Language, Words } from "./words.ts";

export interface Conversation {
  readonly root: HTMLElement;
  update(picture: ChatPicture): void;
}

export interface Told {
  readonly words: Words;
  readonly language: Language;
  /** The browser's own language and region: its clock is the customer's. */
  readonly locale: string;
  readonly name: () => string;
}

export interface Acts {
  retry(id: string): void;
  discard(id: string): void;
}

interface Drawn {
  readonly root: HTMLElement;
  readonly update: (line: ShownLine, told: { offline: boolean; day: string }) => void;
}

/** The log of messages: each drawn once and then only touched, so that a screen reader hears it once. */
export function conversation(told: Told, acts: Acts): Conversation {
  const { words } = told;
  const times = timesIn(told);
  const hello = element("p", { class: "hello" });
  const list = element("ol", { class: "lines" });
  const labels = { role: "log", "aria-label": words.conversation, tabindex: "0" };
  const root = element("div", { class: "log", ...labels }, hello, list);
  const drawn = new Map<string, Drawn>();
  const draw = (line: ShownLine): Drawn => {
    const told = { words, time: times.time, late: times.late };
    const made = line.event === null ? drawLine(line, told, acts) : drawEvent(line, told);
    drawn.set(line.id, made);
    return made;
  };
  // Scroll anchoring at the end: what grows below the log, as the stars do, hides nothing; only a hand moves it up.
  const end = { isFollowed: true, top: 0 };
  const toEnd = () => (root.scrollTop = root.scrollHeight);
  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = root;
    if (scrollHeight - scrollTop - clientHeight < 48) end.isFollowed = true;
    else if (scrollTop < end.top) end.isFollowed = false;
    end.top = scrollTop;
  };
  root.addEventListener("scroll", onScroll, { passive: true });
  new ResizeObserver(() => end.isFollowed && toEnd()).observe(root);
  const update = (picture: ChatPicture): void => {
    const { lines } = picture;
    setText(hello, picture.read ? words.hello(told.name()) : words.reading);
    setAttribute(hello, "hidden", lines.length > 0);
    const offline = picture.line === "LOST";
    const wanted = lines.map((line, index) => {
      const each = drawn.get(line.id) ?? draw(line);
      const day = times.dayHead(line.at, lines[index - 1]?.at ?? null);
      each.update(line, { offline, day });
      return each.root;
    });
    const added = place(list, wanted);
    const shown = new Set(lines.map((line) => line.id));
    for (const id of drawn.keys()) if (!shown.has(id)) drawn.delete(id);
    if (added && (end.isFollowed || lines.at(-1)?.from === "CUSTOMER")) toEnd();
  };
  return { root, update };
}

/** Words in the chat's language, the clock as the browser has it: no AM and PM in London. */
export function timesIn({ language, locale, words }: Pick<Told, "language" | "locale" | "words">) {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const time = new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    ...(hourCycle === undefined ? {} : { hourCycle }),
  });
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const isOneDay = (one: number, other: number) => day.format(one) === day.format(other);
  return {
    time: (at: number) => time.format(at),
    day: (at: number) => day.format(at),
    /** Of what somebody of ours wrote well before the node had it: the question may have been another by then. */
    late: ({ from, writtenAt, at }: Pick<Line, "from" | "writtenAt" | "at">): string => {
      if (writtenAt === undefined || from !== "AGENT") return "";
      const sameDay = isOneDay(writtenAt, at);
      const written = `${sameDay ? "" : `${day.format(writtenAt)}, `}${time.format(writtenAt)}`;
      return words.late(written, time.format(at));
    },
    /** Only where a day begins, and not above a conversation that is all of today. */
    dayHead: (at: number, before: number | null): string => {
      const own = day.format(at);
      const today = own === day.format(Date.now());
      if (before === null ? today : own === day.format(before)) return "";
      return today ? words.today : own;
    },
  };
}

/** Puts the children in order, moving none that stands right already. Whether any came. */
function place(list: HTMLElement, wanted: readonly HTMLElement[]): boolean {
  const keep = new Set<Element>(wanted);
  const strays = Array.from(list.children).filter((child) => !keep.has(child));
  for (const stray of strays) stray.remove();
  let added = false;
  for (const [index, child] of wanted.entries()) {
    if (list.children[index] === child) continue;
    added ||= !child.isConnected;
    list.insertBefore(child, list.children[index] ?? null);
  }
  return added;
}

function drawLine(
  first: ShownLine,
  told: { readonly words: Words } & Pick<ReturnType<typeof timesIn>, "time" | "late">,
  acts: Acts,
): Drawn {
  const { words } = told;
  const day = element("p", { class: "day" });
  const who = element("span", { class: "who" }, authorWords(first, words));
  const stamp = element("time");
  const body = element("p", { class: "body", dir: "auto" }, ...linked(first.body));
  const written = told.late(first);
  const late = element("p", { class: "late" }, written);
  setAttribute(late, "hidden", written === "");
  const state = element("span", { class: "state" });
  const again = element("button", { type: "button", class: "quiet" }, words.again);
  const remove = element("button", { type: "button", class: "quiet" }, words.remove);
  again.addEventListener("click", () => acts.retry(first.id));
  remove.addEventListener("click", () => acts.discard(first.id));
  const foot = element("div", { class: "foot" }, state, again, remove);
  const top = element("div", { class: "top" }, who, " ", stamp);
  const root = element("li", { class: first.from.toLowerCase() }, day, top, body, late, foot);
  const update: Drawn["update"] = (line, now) => {
    setText(day, now.day);
    setAttribute(day, "hidden", now.day === "");
    setAttribute(stamp, "datetime", new Date(line.at).toISOString());
    setText(stamp, told.time(line.at));
    setAttribute(root, "data-state", line.state);
    setAttribute(foot, "hidden", line.state === "SENT");
    setText(state, stateWords(line, now.offline, words));
    const mayAct = line.state === "REFUSED" && line.refused !== "THREAD_CLOSED";
    setAttribute(again, "hidden", !mayAct);
    setAttribute(remove, "hidden", !mayAct);
  };
  return { root, update };
}

export function authorWords({ author, name }: ShownLine, words: Words): string {
  switch (author) {
    case "CUSTOMER":
      return words.you;
    case "BOT":
      return words.bot(name);
    case "SYSTEM":
      return `${name} · ${words.system}`;
    case "PERSON":
      return name;
  }
}

/** What became of the conversation: a line of its own that nobody has said. */
function drawEvent(
  first: ShownLine,
  told: { readonly words: Words; readonly time: (at: number) => string },
): Drawn {
  const day = element("p", { class: "day" });
  const stamp = element(
    "time",
    { datetime: new Date(first.at).toISOString() },
    told.time(first.at),
  );
  const said = element("p", { class: "told" }, eventWords(first, told.words), " ", stamp);
  const root = element("li", { class: "event" }, day, said);
  const update: Drawn["update"] = (_line, now) => {
    setText(day, now.day);
    setAttribute(day, "hidden", now.day === "");
  };
  return { root, update };
}

export function eventWords({ event, name }: ShownLine, words: Words): string {
  if (event === null) return "";
  const {
    [event]: [named, unnamed],
  } = words.events;
  return name === "" ? unnamed : named(name);
}

/** Text, and its links: they open beside the site, which learns nothing of it. */
function linked(text: string): (Node | string)[] {
  return linkified(text).map(({ text: piece, href }) =>
    href === null
      ? piece
      : element("a", { href, target: "_blank", rel: "noopener noreferrer" }, piece),
  );
}

function stateWords(line: ShownLine, offline: boolean, words: Words): string {
  if (line.state === "SENT") return "";
  if (line.state === "REFUSED") return words.notSent;
  return offline ? words.waiting : words.sending;
}
