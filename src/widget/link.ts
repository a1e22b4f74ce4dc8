import type { Answer, Api, Told } from "./api.ts";
import type { PushedLine } from "./frames.ts";
import { Acknowledging } from "./acknowledging.ts";
import { Live, type LivePort } from "./live.ts";
import { Reload } from "./reload.ts";
import { Sender } from "./sender.ts";
import type { Conversing, Standing } from "./standing.ts";
import type { Unsent, UnsentMessages } from "./unsent.ts";
import { Waiting } from "./waiting.ts";

/** LIVE: told at once. POLLED: no socket gets through, and the node is asked every so often instead. */
export type LineToNode = "CONNECTING" | "LIVE" | "POLLED" | "LOST";

/** What is read while no socket is open is never older than this. */
const pollEveryMs = 20_000;

export interface LinkParts {
  readonly origin: string;
  readonly token: string;
  readonly device: string;
  readonly api: Api;
  readonly live: LivePort;
  readonly unsent: UnsentMessages;
  readonly isWaiting: () => boolean;
}

export interface LinkNews {
  line(state: LineToNode): void;
  pushed(pushed: PushedLine): void;
  /** Before the whole is asked for: what is pushed from here on is newer than the answer. */
  asking(): void;
  told(told: Told): void;
  sent(message: Unsent, at: number | null): void;
  typing(name: string): void;
  conversing(conversing: Conversing): void;
  place(place: Standing): void;
  changed(): void;
  /** The token is worth nothing any more. */
  refused(): void;
}

/** One thread's way to the node: a socket for what is told, HTTP for what is said and wherever no socket gets through. */
export class ThreadLink {
  readonly #parts: LinkParts;
  readonly #news: LinkNews;
  readonly #live: Live;
  readonly #sender: Sender;
  readonly #reload: Reload;
  readonly #waiting: Waiting;
  readonly #acknowledging: Acknowledging;
  #isUp = false;
  /** Whether the last question over HTTP was answered; null while none was asked. */
  #answered: boolean | null = null;
  #stopped = false;
  #callOffPoll: () => void = () => undefined;

  constructor(parts: LinkParts, news: LinkNews) {
    this.#parts = parts;
    this.#news = news;
    const { api, token, live: port } = parts;
    this.#sender = new Sender(parts.unsent, {
      timing: port.timing,
      post: (message) => api.post(token, message),
      sent: (message, at) => this.#sent(message, at),
      tokenRefused: () => news.refused(),
      changed: () => news.changed(),
      reached: (isReached) => this.#reached(isReached),
    });
    this.#reload = new Reload(port.timing, () => this.#read());
    this.#acknowledging = new Acknowledging({
      timing: port.timing,
      send: (id) => api.acknowledge(token, id),
      isWhole: () => !this.#reload.isPending,
    });
    this.#live = new Live(port, parts, {
      up: () => this.#up(),
      down: () => this.#down(),
      line: (pushed) => news.pushed(pushed),
      typing: (name) => news.typing(name),
      conversing: (conversing) => news.conversing(conversing),
    });
    this.#waiting = new Waiting({
      api,
      token,
      timing: port.timing,
      isWaiting: parts.isWaiting,
      told: (place) => news.place(place),
    });
  }

  get state(): LineToNode {
    if (this.#isUp) return "LIVE";
    if (this.#answered === null) return "CONNECTING";
    return this.#answered ? "POLLED" : "LOST";
  }

  start(): void {
    this.#live.start();
    this.#sender.wake();
    // Not only once the socket is up: where sockets are filtered out, all can be read all the same.
    this.#reload.ask();
  }

  wake(): void {
    this.#live.wake();
    this.#sender.wake();
    if (!this.#isUp) this.#reload.ask();
  }

  send(): void {
    this.#sender.wake();
  }

  ask(): void {
    this.#reload.ask();
  }

  /** Somebody is waited for from now on: the place in line is known a moment later. */
  askPlace(): void {
    this.#waiting.soon();
  }

  tellTyping(interactionId: string): void {
    this.#live.tellTyping(interactionId);
  }

  /** The last line of ours that the customer has before their eyes. */
  shown(id: string): void {
    this.#acknowledging.shown(id);
  }

  stop(): void {
    this.#stopped = true;
    this.#callOffPoll();
    const parts = [this.#live, this.#sender, this.#reload, this.#waiting, this.#acknowledging];
    for (const part of parts) part.stop();
  }

  #up(): void {
    this.#isUp = true;
    this.#callOffPoll();
    this.#news.line(this.state);
    this.#reload.ask();
    this.#sender.wake();
  }

  #down(): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    // What was answered while the socket was up says nothing of now.
    if (wasUp) this.#answered = false;
    this.#news.line(this.state);
    if (wasUp) this.#reload.ask();
  }

  #sent(message: Unsent, at: number | null): void {
    this.#news.sent(message, at);
    if (!this.#isUp) this.#reload.ask();
  }

  #reached(isReached: boolean): void {
    if (this.#answered === isReached) return;
    this.#answered = isReached;
    this.#news.line(this.state);
  }

  async #read(): Promise<{ readAgainAfterMs: number | null } | "DONE"> {
    this.#news.asking();
    const answer = await this.#parts.api.messages(this.#parts.token);
    if (this.#stopped) return "DONE";
    this.#reached(answer.end !== "LATER");
    return this.#take(answer);
  }

  #take(answer: Answer<Told>): { readAgainAfterMs: number | null } | "DONE" {
    if (answer.end === "LATER") return { readAgainAfterMs: answer.afterMs };
    if (answer.end === "REFUSED") {
      if (answer.status !== 401) return { readAgainAfterMs: null };
      this.#news.refused();
      return "DONE";
    }
    this.#news.told(answer.value);
    this.#pollLater();
    return "DONE";
  }

  #pollLater(): void {
    this.#callOffPoll();
    if (this.#isUp || this.#stopped) return;
    const { timing } = this.#parts.live;
    this.#callOffPoll = timing.after(pollEveryMs, () => this.#reload.ask());
  }
}
