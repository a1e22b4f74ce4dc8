import type { Api } from "./api.ts";
import type { PushedLine } from "./frames.ts";
import type { Keeper } from "./keeper.ts";
import type { ShownLine } from "./line.ts";
import { Live, type LivePort } from "./live.ts";
import { Reload } from "./reload.ts";
import { Sender } from "./sender.ts";
import { newId } from "./timing.ts";
import { type Standing, Waiting } from "./waiting.ts";
import { Transcript } from "./transcript.ts";
import { type Unsent, UnsentMessages } from "./unsent.ts";

/** Why a chat could not begin. GONE: there is no such source, or it is closed. */
export type BeginFault = "NOT_REACHED" | "GONE";

export interface ChatPicture {
  readonly stage: "BEGIN" | "TALK";
  readonly line: "CONNECTING" | "LIVE" | "LOST";
  readonly lines: readonly ShownLine[];
  /** Where the customer stands in line while nobody has answered. */
  readonly place: Standing;
  /** Who is writing just now. */
  readonly typing: string | null;
  readonly beginning: boolean;
  readonly beginFault: BeginFault | null;
  /** The conversation of before is no longer known to the node. */
  readonly lapsed: boolean;
  /** The node takes nothing more in this conversation. */
  readonly ended: boolean;
  /** False until the node's list was read once: an empty conversation is not claimed before. */
  readonly read: boolean;
  /** Answers that came while nobody was looking. */
  readonly unread: number;
}

export interface ChatParts {
  readonly origin: string;
  readonly source: string;
  readonly api: Api;
  readonly keeper: Keeper;
  readonly live: LivePort;
  changed(picture: ChatPicture): void;
}

interface Conversation {
  readonly token: string;
  readonly live: Live;
  readonly sender: Sender;
  readonly reload: Reload;
  readonly waiting: Waiting;
}

const typingShownMs = 6000;
const typingToldEveryMs = 3000;
const ended = "THREAD_CLOSED";

/** The customer's conversation: everything but how it looks. */
export class Chat {
  readonly #parts: ChatParts;
  readonly #unsent: UnsentMessages;
  #transcript = new Transcript();
  #conversation: Conversation | null = null;
  #interactionId: string | null = null;
  #toldTypingAt = 0;
  #looking = false;
  #callOffTyping: () => void = () => undefined;
  #picture: ChatPicture = {
    stage: "BEGIN",
    line: "CONNECTING",
    lines: [],
    place: null,
    typing: null,
    beginning: false,
    beginFault: null,
    lapsed: false,
    ended: false,
    read: false,
    unread: 0,
  };

  constructor(parts: ChatParts) {
    this.#parts = parts;
    this.#unsent = new UnsentMessages(parts.keeper, parts.source);
  }

  /** Goes on with the conversation of before, or asks for a name. */
  start(): void {
    const token = this.#kept("token");
    if (token === null) this.#show({ stage: "BEGIN" });
    else this.#talk(token);
  }

  get ownName(): string {
    return this.#kept("name") ?? "";
  }

  async begin(visitor: { name: string; email: string | null }): Promise<void> {
    if (this.#picture.beginning) return;
    this.#show({ beginning: true, beginFault: null });
    const answer = await this.#parts.api.begin(visitor);
    if (answer.end !== "DONE") {
      const beginFault = answer.end === "LATER" ? "NOT_REACHED" : "GONE";
      return this.#show({ beginning: false, beginFault });
    }
    this.#keep("name", visitor.name);
    this.#keep("token", answer.value.token);
    // What the ended conversation did not take was taken nowhere: it belongs to this one.
    for (const { id, refused } of this.#unsent.all()) if (refused === ended) this.#unsent.retry(id);
    this.#show({ beginning: false, lapsed: false });
    this.#talk(answer.value.token);
  }

  /** Shown at once as being sent; it is so only when the node says so. */
  say(text: string): void {
    const body = text.trim();
    if (body === "") return;
    const { timing } = this.#parts.live;
    this.#unsent.add({ id: newId(timing), body, now: timing.now() });
    this.wake();
  }

  retry(id: string): void {
    this.#unsent.retry(id);
    this.wake();
  }

  discard(id: string): void {
    this.#unsent.remove(id);
    this.#show({});
  }

  tellTyping(): void {
    const now = this.#parts.live.timing.now();
    if (this.#interactionId === null || now - this.#toldTypingAt < typingToldEveryMs) return;
    this.#toldTypingAt = now;
    this.#conversation?.live.tellTyping(this.#interactionId);
  }

  /** Whether the customer can see the conversation: what is seen is no longer unread. */
  look(looking: boolean): void {
    this.#looking = looking;
    this.wake();
  }

  /** The network came back, the page is looked at again, or another tab wrote something. */
  wake(): void {
    this.#conversation?.live.wake();
    this.#conversation?.sender.wake();
    this.#show({});
  }

  /** The conversation of before is left behind; what was not sent is kept for the next one. */
  startAnew(): void {
    this.#leave(false);
  }

  stop(): void {
    this.#conversation?.live.stop();
    this.#conversation?.sender.stop();
    this.#conversation?.reload.stop();
    this.#conversation?.waiting.stop();
    this.#conversation = null;
    this.#callOffTyping();
  }

  #talk(token: string): void {
    const { origin, api, live: port } = this.#parts;
    const sender = new Sender(this.#unsent, {
      timing: port.timing,
      post: (message) => api.post(token, message),
      sent: (message, at) => this.#sent(message, at),
      tokenRefused: () => this.#leave(true),
      changed: () => this.#show({}),
    });
    const reload = new Reload(port.timing, () => this.#read(token));
    const who = { origin, token, device: this.#device() };
    const live = new Live(port, who, {
      up: () => {
        this.#show({ line: "LIVE" });
        reload.ask();
        sender.wake();
      },
      down: () => this.#show({ line: "LOST", typing: null }),
      line: (pushed) => this.#pushed(pushed),
      typing: (name) => this.#typing(name),
    });
    const waiting = new Waiting({
      api,
      token,
      timing: port.timing,
      isWaiting: () => isUnanswered(this.#picture.lines),
      told: (place) => this.#show({ place }),
    });
    this.#conversation = { token, live, sender, reload, waiting };
    this.#show({ stage: "TALK", line: "CONNECTING", read: false });
    live.start();
    sender.wake();
    // Not only once the socket is up: where sockets are filtered out, the past can be read all the same.
    reload.ask();
  }

  #pushed({ line, interactionId }: PushedLine): void {
    this.#interactionId = interactionId;
    this.#transcript.add(line);
    this.#unsent.remove(line.id);
    this.#show(line.from === "AGENT" ? { typing: null } : {});
  }

  #sent(message: Unsent, at: number | null): void {
    const { id, body } = message;
    if (this.#transcript.has(id)) return;
    // Without the node's own time it stands last, where it was.
    const time = at ?? Math.max(message.at, this.#transcript.lastAt);
    this.#transcript.add({ id, from: "CUSTOMER", name: this.ownName, body, at: time });
    this.#conversation?.waiting.soon();
  }

  async #read(token: string): Promise<{ readAgainAfterMs: number | null } | "DONE"> {
    this.#transcript.beginReload();
    const answer = await this.#parts.api.messages(token);
    if (this.#conversation?.token !== token) return "DONE";
    if (answer.end === "LATER") return { readAgainAfterMs: answer.afterMs };
    if (answer.end === "REFUSED") {
      if (answer.status !== 401) return { readAgainAfterMs: null };
      this.#leave(true);
      return "DONE";
    }
    this.#transcript.reload(answer.value);
    for (const line of answer.value) this.#unsent.remove(line.id);
    this.#show({ read: true });
    return "DONE";
  }

  #leave(lapsed: boolean): void {
    this.stop();
    this.#parts.keeper.remove(this.#name("token"));
    this.#transcript = new Transcript();
    this.#interactionId = null;
    this.#show({ stage: "BEGIN", lapsed, typing: null, place: null });
  }

  #typing(name: string): void {
    this.#callOffTyping();
    this.#show({ typing: name });
    const { timing } = this.#parts.live;
    this.#callOffTyping = timing.after(typingShownMs, () => this.#show({ typing: null }));
  }

  #show(change: Partial<ChatPicture>): void {
    const lines = this.#transcript.shown(this.#unsent.all(), this.ownName);
    const isEnded = lines.some((line) => line.refused === ended);
    const unread = this.#countUnread(lines);
    this.#picture = { ...this.#picture, ...change, lines, unread, ended: isEnded };
    this.#parts.changed(this.#picture);
  }

  #countUnread(lines: readonly ShownLine[]): number {
    const seenAt = Number(this.#kept("seen") ?? 0);
    const unseen = lines.filter((line) => line.from === "AGENT" && line.at > seenAt);
    const last = unseen.at(-1);
    if (!this.#looking || last === undefined) return unseen.length;
    this.#keep("seen", String(last.at));
    return 0;
  }

  #device(): string {
    const kept = this.#kept("device");
    if (kept !== null) return kept;
    const made = newId(this.#parts.live.timing);
    this.#keep("device", made);
    return made;
  }

  #kept(what: string): string | null {
    return this.#parts.keeper.read(this.#name(what));
  }

  #keep(what: string, text: string): void {
    this.#parts.keeper.write(this.#name(what), text);
  }

  #name(what: string): string {
    return `switchyard.${this.#parts.source}.${what}`;
  }
}

/** The last word is the customer's, and it was taken. */
function isUnanswered(lines: readonly ShownLine[]): boolean {
  return lines.at(-1)?.state === "SENT" && lines.at(-1)?.from === "CUSTOMER";
}
