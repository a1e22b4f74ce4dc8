import type { SUBPROTOCOL, SYNC_PATH } from "../protocol/version.ts";
import {
  type Heard,
  type PushedLine,
  helloFrame,
  hereFrame,
  readFrame,
  reconcileFrame,
  typingFrame,
} from "./frames.ts";
import type { Conversing } from "./standing.ts";
import { type Timing, pauseMs } from "./timing.ts";

const subprotocol: typeof SUBPROTOCOL = "switchyard.v1";
const syncPath: typeof SYNC_PATH = "/sync";
/** The node asks every five seconds: five questions missed, and the line is dead. */
const silenceMs = 25_000;

/** The part of a WebSocket that is used. */
export interface Socket {
  send(data: string): void;
  close(): void;
  addEventListener(type: "open" | "close" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface LiveNews {
  /** From here on every message is pushed; what came before is to be fetched. */
  up(): void;
  down(): void;
  line(pushed: PushedLine): void;
  typing(name: string): void;
  conversing(conversing: Conversing): void;
}

export interface LivePort {
  readonly timing: Timing;
  connect(address: string, protocol: string): Socket;
}

/** The line to the node: opened again, with jitter, for as long as it is wanted. */
export class Live {
  readonly #port: LivePort;
  readonly #who: { readonly origin: string; readonly token: string; readonly device: string };
  readonly #news: LiveNews;
  #socket: Socket | null = null;
  #stopped = false;
  #isUp = false;
  #attempt = 0;
  #lastN = 0;
  #callOff: () => void = () => undefined;

  constructor(
    port: LivePort,
    who: { readonly origin: string; readonly token: string; readonly device: string },
    news: LiveNews,
  ) {
    this.#port = port;
    this.#who = who;
    this.#news = news;
  }

  start(): void {
    if (!this.#stopped && this.#socket === null) this.#open();
  }

  /** The network is back, or the page is looked at again: there is no use in waiting longer. */
  wake(): void {
    if (this.#stopped || this.#socket !== null) return;
    this.#attempt = 0;
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  tellTyping(interactionId: string): void {
    if (this.#isUp) this.#socket?.send(typingFrame(interactionId));
  }

  #open(): void {
    this.#callOff();
    const address = this.#who.origin.replace(/^http/, "ws") + syncPath;
    let socket: Socket;
    try {
      socket = this.#port.connect(address, subprotocol);
    } catch {
      return this.#later();
    }
    this.#socket = socket;
    const ifCurrent = (work: () => void) => () => {
      if (socket === this.#socket) work();
    };
    socket.addEventListener(
      "open",
      ifCurrent(() => {
        socket.send(helloFrame(this.#who.token, this.#who.device));
      }),
    );
    socket.addEventListener(
      "close",
      ifCurrent(() => this.#lost()),
    );
    socket.addEventListener("message", ({ data }) => {
      if (socket === this.#socket) this.#hear(socket, readFrame(data));
    });
    this.#expectNews(socket);
  }

  #expectNews(socket: Socket): void {
    this.#callOff();
    this.#callOff = this.#port.timing.after(silenceMs, () => {
      socket.close();
      // A dead line may take minutes to say that it is closed.
      if (socket === this.#socket) this.#lost();
    });
  }

  #hear(socket: Socket, heard: Heard | null): void {
    this.#expectNews(socket);
    switch (heard?.frame) {
      case "welcome":
      case "behind":
        return socket.send(reconcileFrame());
      case "list":
        return this.#begin(heard.n);
      case "changes":
        return this.#changes(socket, heard.n, heard.lines);
      case "ask":
        return socket.send(hereFrame(heard.n));
      case "typing":
        return this.#news.typing(heard.name);
      case "conversation":
        return this.#news.conversing(heard.conversing);
      case "bye":
        return socket.close();
      case undefined:
        return undefined;
    }
  }

  #begin(n: number): void {
    this.#lastN = n;
    this.#attempt = 0;
    this.#isUp = true;
    this.#news.up();
  }

  #changes(socket: Socket, n: number, lines: readonly PushedLine[]): void {
    const missed = n !== this.#lastN + 1;
    this.#lastN = n;
    for (const pushed of lines) this.#news.line(pushed);
    if (missed) socket.send(reconcileFrame());
  }

  #lost(): void {
    this.#socket = null;
    if (this.#stopped) return;
    this.#isUp = false;
    this.#news.down();
    this.#later();
  }

  #later(): void {
    const wait = pauseMs(this.#attempt, () => this.#port.timing.random());
    this.#attempt += 1;
    this.#callOff();
    this.#callOff = this.#port.timing.after(wait, () => this.#open());
  }
}
