import type { RefusalCode } from "../domain/refusal.ts";
import type { NodeFrame, SentFrame, WelcomeFrame } from "../protocol/frames.ts";
import type { NodeClock } from "./node-clock.ts";
import { NodeSocket, type SocketParts } from "./node-socket.ts";

export interface LinkListener {
  /** A new connection stands; answers why it may not be used, or null. */
  welcomed(frame: WelcomeFrame): string | null;
  received(frame: NodeFrame): void;
  /** The connection is gone and another will be tried; `attempts` counts since the last one that stood. */
  lost(attempts: number): void;
  /** The node will not speak with us again under this token. */
  ended(code: string): void;
}

/** Refusals that no trying again will change. */
const final: ReadonlySet<RefusalCode> = new Set([
  "ACCOUNT_DISABLED",
  "NOT_SIGNED_IN",
  "NOT_PERMITTED",
  "PROTOCOL_UNSUPPORTED",
  "ORIGIN_NOT_ALLOWED",
  "TLS_REQUIRED",
]);

/** Keeps a connection to the node, over and over. */
export class Link {
  readonly #parts: SocketParts;
  readonly #clock: NodeClock;
  readonly #listener: LinkListener;
  #socket: NodeSocket | null = null;
  #attempts = 0;
  #cancelRetry: (() => void) | null = null;
  #over = false;

  constructor(parts: SocketParts, clock: NodeClock, listener: LinkListener) {
    this.#parts = parts;
    this.#clock = clock;
    this.#listener = listener;
  }

  open(): void {
    this.#cancelRetry = null;
    const socket: NodeSocket = new NodeSocket(this.#parts, this.#clock, {
      welcomed: (frame) => this.#welcomed(frame),
      received: (frame) => this.#listener.received(frame),
      closed: (code) => this.#closed(code),
    });
    this.#socket = socket;
  }

  send(frame: SentFrame): void {
    this.#socket?.send(frame);
  }

  measure(): void {
    this.#socket?.measure();
  }

  /** Tries at once if it was waiting to: the page is seen again, the network is back. */
  hurry(): void {
    if (this.#cancelRetry === null) return;
    this.#cancelRetry();
    this.open();
  }

  close(): void {
    this.#over = true;
    this.#cancelRetry?.();
    this.#socket?.close();
  }

  #welcomed(frame: WelcomeFrame): void {
    const why = this.#listener.welcomed(frame);
    if (why === null) this.#attempts = 0;
    else this.#end(why);
  }

  #closed(code: RefusalCode | null): void {
    this.#socket = null;
    if (this.#over) return;
    if (code !== null && final.has(code)) return this.#end(code);
    this.#attempts += 1;
    this.#cancelRetry = this.#parts.after(retryAfterMs(this.#attempts, this.#parts.random()), () =>
      this.open(),
    );
    this.#listener.lost(this.#attempts);
  }

  #end(code: string): void {
    this.close();
    this.#listener.ended(code);
  }
}

const FIRST_MS = 500;
const MAX_MS = 6000;

/**
 * Full jitter, so that a thousand desks do not come back in the same second: 0.5 s doubling to 6 s. No more than that
 * however long it has been: nothing tells a page that a line is good again, and ten seconds later all is to be level.
 */
export function retryAfterMs(attempt: number, random: number): number {
  return random * Math.min(MAX_MS, FIRST_MS * 2 ** (attempt - 1));
}
