import type { Answer, Api } from "./api.ts";
import type { PushedLine } from "./frames.ts";
import { type Alone, type Keeper, keptUnder } from "./keeper.ts";
import type { ShownLine } from "./line.ts";
import { ThreadLink } from "./link.ts";
import type { LivePort } from "./live.ts";
import { type ChatPicture, blank } from "./picture.ts";
import type { Conversing } from "./standing.ts";
import { newId } from "./timing.ts";
import { Transcript } from "./transcript.ts";
import { type Unsent, UnsentMessages, keyOf } from "./unsent.ts";

export interface ChatParts {
  readonly origin: string;
  readonly source: string;
  readonly api: Api;
  /** What all tabs of the site share. */
  readonly keeper: Keeper;
  /** What is this tab's alone, and outlives a reload of it. */
  readonly ownKeeper: Keeper;
  readonly alone: Alone;
  readonly live: LivePort;
  changed(picture: ChatPicture): void;
}

interface Thread {
  readonly token: string;
  readonly unsent: UnsentMessages;
  readonly link: ThreadLink;
}

const typingShownMs = 6000;
const typingToldEveryMs = 3000;
const closed = "THREAD_CLOSED";

/** The customer's conversation: everything but how it looks. One customer has one thread, in however many tabs. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #kept: Keeper;
  readonly #own: Keeper;
  #transcript = new Transcript();
  #thread: Thread | null = null;
  /** The thread that was left last: what it did not take belongs to the next. */
  #left: UnsentMessages | null = null;
  #toldTypingAt = 0;
  #looking = false;
  #callOffTyping: () => void = () => undefined;
  #picture: ChatPicture = {
    ...blank,
    stage: "BEGIN",
    line: "CONNECTING",
    beginning: false,
    beginFault: null,
    lapsed: false,
  };

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#kept = keptUnder(`switchyard.${parts.source}.`, parts.keeper);
    this.#own = keptUnder(`switchyard.${parts.source}.`, parts.ownKeeper);
  }

  /** Goes on with the conversation of before, or asks for a name. */
  start(): void {
    const token = this.#kept.read("token");
    if (token === null) this.#show({ stage: "BEGIN" });
    else this.#talk(token);
  }

  get ownName(): string {
    return this.#kept.read("name") ?? "";
  }

  /** In one tab at a time: where another has begun meanwhile, this one goes on with that. */
  async begin(visitor: { name: string; email: string | null }): Promise<void> {
    if (this.#picture.beginning) return;
    this.#show({ beginning: true, beginFault: null });
    await this.#parts.alone(`switchyard.${this.#parts.source}.begin`, () => this.#begin(visitor));
    this.#show({ beginning: false });
  }

  async #begin(visitor: { name: string; email: string | null }): Promise<void> {
    if (this.#follow()) return;
    const answer = await this.#parts.api.begin(visitor);
    // Where nothing could be locked, whoever was first has begun it.
    if (this.#follow()) return;
    if (answer.end !== "DONE")
      return this.#show({ beginFault: answer.end === "LATER" ? "NOT_REACHED" : "GONE" });
    this.#kept.write("name", visitor.name);
    this.#kept.write("token", answer.value.token);
    this.#talk(answer.value.token);
  }

  /** Shown at once as being sent; it is so only when the node says so. */
  say(text: string): void {
    const body = text.trim();
    if (body === "" || this.#thread === null) return;
    const { timing } = this.#parts.live;
    this.#thread.unsent.add({ id: newId(timing), body, now: timing.now() });
    this.wake();
  }

  retry(id: string): void {
    this.#thread?.unsent.retry(id);
    this.wake();
  }

  discard(id: string): void {
    this.#thread?.unsent.remove(id);
    this.#show({});
  }

  /** What stands in the field and is not said yet. */
  get draft(): string {
    return this.#own.read(this.#ofThread("draft")) ?? "";
  }

  keepDraft(text: string): void {
    if (text === "") this.#own.remove(this.#ofThread("draft"));
    else this.#own.write(this.#ofThread("draft"), text);
  }

  tellTyping(): void {
    const now = this.#parts.live.timing.now();
    const { interactionId } = this.#picture.conversing;
    if (interactionId === null || now - this.#toldTypingAt < typingToldEveryMs) return;
    this.#toldTypingAt = now;
    this.#thread?.link.tellTyping(interactionId);
  }

  /** The customer has said all they wanted. */
  async end(): Promise<void> {
    await this.#act((token) => this.#parts.api.end(token));
  }

  async rate(stars: number, comment: string): Promise<void> {
    const { interactionId } = this.#picture.conversing;
    if (interactionId === null) return;
    await this.#act((token) => this.#parts.api.rate(token, { interactionId, stars, comment }));
  }

  async #act(ask: (token: string) => Promise<Answer<null>>): Promise<void> {
    const thread = this.#thread;
    if (thread === null || this.#picture.act === "SENDING") return;
    this.#show({ act: "SENDING" });
    const answer = await ask(thread.token);
    if (this.#thread !== thread) return;
    // Refused is what was done already, or in another tab: how it stands now is asked for either way.
    this.#show({ act: answer.end === "LATER" ? "FAILED" : "NONE" });
    thread.link.ask();
  }

  /** Whether the customer can see the conversation: what is seen is no longer unread. */
  look(looking: boolean): void {
    this.#looking = looking;
    this.wake();
  }

  /** The network came back, the page is looked at again, or another tab wrote something. */
  wake(): void {
    if (!this.#picture.beginning) this.#follow();
    this.#thread?.link.wake();
    this.#show({});
  }

  /** The conversation of before is left behind; what was not sent is kept for the next one. */
  startAnew(): void {
    this.#leave(false);
  }

  stop(): void {
    this.#thread?.link.stop();
    this.#thread = null;
    this.#callOffTyping();
  }

  /** Whether another tab has begun a thread: it is this one's too. */
  #follow(): boolean {
    const token = this.#kept.read("token");
    if (token === null || token === this.#thread?.token) return false;
    const { draft } = this;
    this.keepDraft("");
    this.#forget();
    this.#talk(token);
    if (draft !== "") this.keepDraft(draft);
    return true;
  }

  #talk(token: string): void {
    const { origin, api, live, keeper, source } = this.#parts;
    const unsent = new UnsentMessages(keeper, source, keyOf(token));
    unsent.takeStrays();
    const left = this.#left ?? this.#leftBefore();
    if (left !== null) unsent.takeOver(left);
    this.#left = null;
    this.#kept.remove("left");
    const isWaiting = (): boolean => this.#picture.conversing.state === "WAITING";
    const parts = { origin, token, device: this.#device(), api, live, unsent, isWaiting };
    const link = new ThreadLink(parts, {
      line: (line) => this.#show(line === "LIVE" ? { line } : { line, typing: null }),
      pushed: (pushed) => this.#pushed(pushed),
      asking: () => this.#transcript.beginReload(),
      told: ({ lines, conversing }) => {
        this.#transcript.reload(lines);
        for (const line of lines) unsent.remove(line.id);
        this.#stands(conversing, { read: true });
      },
      sent: (message, at) => this.#sent(message, at),
      typing: (name) => this.#typing(name),
      conversing: (conversing) => this.#stands(conversing),
      place: (place) => this.#show({ place }),
      changed: () => this.#show({}),
      refused: () => this.#leave(true),
    });
    this.#thread = { token, unsent, link };
    this.#show({ ...blank, stage: "TALK", line: "CONNECTING", lapsed: false });
    link.start();
  }

  #leftBefore(): UnsentMessages | null {
    const key = this.#kept.read("left");
    return key === null ? null : new UnsentMessages(this.#parts.keeper, this.#parts.source, key);
  }

  #pushed({ line }: PushedLine): void {
    this.#transcript.add(line);
    this.#thread?.unsent.remove(line.id);
    this.#show(line.from === "AGENT" ? { typing: null } : {});
  }

  #sent({ id, body, at: writtenAt }: Unsent, at: number | null): void {
    if (this.#transcript.has(id)) return;
    // Without the node's own time it stands last, where it was.
    const time = at ?? Math.max(writtenAt, this.#transcript.lastAt);
    const own = { from: "CUSTOMER", author: "CUSTOMER", name: this.ownName, event: null } as const;
    this.#transcript.add({ ...own, id, body, at: time });
  }

  #stands(conversing: Conversing, change: Partial<ChatPicture> = {}): void {
    const waits = conversing.state === "WAITING";
    if (waits && this.#picture.conversing.state !== "WAITING") this.#thread?.link.askPlace();
    this.#show({ ...change, conversing, ...(waits ? {} : { place: null }) });
  }

  #leave(lapsed: boolean): void {
    const token = this.#thread?.token;
    // Another tab may have begun the next one already.
    if (token !== undefined && this.#kept.read("token") === token) {
      this.#kept.remove("token");
      this.#kept.write("left", keyOf(token));
    }
    this.#forget();
    this.#show({ ...blank, stage: "BEGIN", lapsed });
  }

  #forget(): void {
    this.#left = this.#thread?.unsent ?? this.#left;
    this.stop();
    this.#transcript = new Transcript();
  }

  #typing(name: string): void {
    this.#callOffTyping();
    this.#show({ typing: name });
    const { timing } = this.#parts.live;
    this.#callOffTyping = timing.after(typingShownMs, () => this.#show({ typing: null }));
  }

  #show(change: Partial<ChatPicture>): void {
    const next = { ...this.#picture, ...change };
    const lines = this.#transcript.shown(this.#thread?.unsent.all() ?? [], this.ownName);
    const ended = next.conversing.closed || lines.some((line) => line.refused === closed);
    this.#picture = { ...next, lines, unread: this.#countUnread(lines), ended };
    this.#parts.changed(this.#picture);
    // Drawn and looked at: only then has the page shown it.
    const last = this.#looking && next.read ? this.#transcript.lastAnswer : null;
    if (last !== null) this.#thread?.link.shown(last);
  }

  #countUnread(lines: readonly ShownLine[]): number {
    const seenAt = Number(this.#kept.read(this.#ofThread("seen")) ?? 0);
    const unseen = lines.filter((line) => line.from === "AGENT" && line.at > seenAt);
    const last = unseen.at(-1);
    if (!this.#looking || last === undefined) return unseen.length;
    this.#kept.write(this.#ofThread("seen"), String(last.at));
    return 0;
  }

  #device(): string {
    const kept = this.#kept.read("device");
    if (kept !== null) return kept;
    const made = newId(this.#parts.live.timing);
    this.#kept.write("device", made);
    return made;
  }

  #ofThread(what: string): string {
    return `${what}.${this.#thread === null ? "" : keyOf(this.#thread.token)}`;
  }
}
