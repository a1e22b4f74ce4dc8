import type { NodeFrame, SentFrame, WelcomeFrame } from "../protocol/frames.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { isSafeNodeUrl } from "../protocol/node-address.ts";
import { PROTOCOL_VERSION, SUBPROTOCOL, SYNC_PATH } from "../protocol/version.ts";
import type { Connect, Timing } from "./port.ts";
import type { NodeClock } from "./node-clock.ts";

export interface SocketParts extends Timing {
  readonly nodeUrl: string;
  readonly token: string;
  readonly device: string;
  readonly connect: Connect;
}

export interface SocketListener {
  welcomed(frame: WelcomeFrame): void;
  /** Everything that is not the connection's own housekeeping. */
  received(frame: NodeFrame): void;
  /** Once, however the connection ended; `code` when the node said why. */
  closed(code: RefusalCode | null): void;
}

const OPEN_WITHIN_MS = 10_000;
const WELCOME_WITHIN_MS = 5000;
const LOOK_EVERY_MS = 2000;
/**
 * The node asks every 5 s: after this much silence it is asked in turn, which alone finds out that it has forgotten
 * this connection; after the other the connection is dead. A large frame on a slow line is silence, too.
 */
const PING_AFTER_MS = 6000;
const DEAD_AFTER_MS = 16_000;
const MEASURE_EVERY_MS = 10_000;
const FIRST_MEASURES = [0, 250, 750];

/** One connection to a node, from hello to its end. Answers the node's `ask` from the message handler itself. */
export class NodeSocket {
  readonly #parts: SocketParts;
  readonly #clock: NodeClock;
  readonly #listener: SocketListener;
  readonly #socket: ReturnType<Connect> | null;
  readonly #pings = new Map<number, number>();
  readonly #timers = new Set<() => void>();
  #pingCount = 0;
  #helloAt = 0;
  #heardAt: number;
  #measuredAt = 0;
  #state: "OPENING" | "WELCOMED" | "CLOSED" = "OPENING";
  #bye: RefusalCode | null = null;

  constructor(parts: SocketParts, clock: NodeClock, listener: SocketListener) {
    this.#parts = parts;
    this.#clock = clock;
    this.#listener = listener;
    this.#heardAt = parts.monotonic();
    this.#socket = isSafeNodeUrl(parts.nodeUrl) ? this.#connect() : null;
    // Told in its own turn: whoever made this does not hold it yet.
    if (this.#socket === null) this.#bye = "TLS_REQUIRED";
    this.#after(this.#socket === null ? 0 : OPEN_WITHIN_MS, () => this.#closeUnwelcome());
  }

  #connect(): ReturnType<Connect> {
    const { nodeUrl, connect } = this.#parts;
    const socket = connect(`${nodeUrl.replace(/^http/, "ws")}${SYNC_PATH}`, SUBPROTOCOL);
    socket.addEventListener("open", () => this.#hello());
    socket.addEventListener("message", (event) => this.#message(event.data));
    socket.addEventListener("error", () => this.close());
    socket.addEventListener("close", () => this.close());
    return socket;
  }

  get closed(): boolean {
    return this.#state === "CLOSED";
  }

  /** Frames sent after the end are lost, as on any line; whoever needs an answer asks again on the next connection. */
  send(frame: SentFrame): void {
    if (this.#state !== "WELCOMED") return;
    this.#put(frame);
  }

  close(): void {
    if (this.#state === "CLOSED") return;
    this.#state = "CLOSED";
    for (const cancel of this.#timers) cancel();
    this.#socket?.close();
    this.#listener.closed(this.#bye);
  }

  /** Asks for the node's time, at once. */
  measure(): void {
    if (this.#state !== "WELCOMED") return;
    const n = ++this.#pingCount;
    this.#pings.set(n, this.#parts.monotonic());
    this.#measuredAt = this.#parts.monotonic();
    this.#put({ frame: "ping", n });
  }

  #hello(): void {
    if (this.#state === "CLOSED") return;
    const { token, device } = this.#parts;
    this.#helloAt = this.#parts.monotonic();
    this.#put({ frame: "hello", protocol: PROTOCOL_VERSION, token, device });
    this.#after(WELCOME_WITHIN_MS, () => this.#closeUnwelcome());
  }

  #closeUnwelcome(): void {
    if (this.#state === "OPENING") this.close();
  }

  #put(frame: SentFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #message(data: unknown): void {
    if (this.#state === "CLOSED") return;
    const frame = parseFrame(data);
    if (frame === null) return;
    this.#heardAt = this.#parts.monotonic();
    if (this.#clock.stepped()) this.measure();
    switch (frame.frame) {
      case "welcome":
        return this.#welcome(frame);
      case "pong":
        return this.#pong(frame.n, frame.now);
      case "bye":
        this.#bye = frame.code;
        return this.close();
      case "ask":
        this.#put({ frame: "here", n: frame.n });
        break;
      default:
    }
    this.#listener.received(frame);
  }

  #welcome(frame: WelcomeFrame): void {
    if (this.#state !== "OPENING") return;
    this.#state = "WELCOMED";
    this.#clock.measure(this.#helloAt, frame.now);
    this.#listener.welcomed(frame);
    if (this.closed) return;
    for (const ms of FIRST_MEASURES) this.#after(ms, () => this.measure());
    this.#after(LOOK_EVERY_MS, () => this.#look());
  }

  #pong(n: number, nodeNow: number): void {
    const sentAt = this.#pings.get(n);
    this.#pings.delete(n);
    if (sentAt !== undefined) this.#clock.measure(sentAt, nodeNow);
    const pong: NodeFrame = { frame: "pong", n, now: nodeNow };
    this.#listener.received(pong);
  }

  /** Looks after the line now and then: is the other side there, are the clocks still in step. */
  #look(): void {
    const now = this.#parts.monotonic();
    const silentMs = now - this.#heardAt;
    if (silentMs > DEAD_AFTER_MS && this.#measuredAt > this.#heardAt) return this.close();
    const due = silentMs > PING_AFTER_MS || now - this.#measuredAt >= MEASURE_EVERY_MS;
    if (this.#clock.stepped() || due) this.measure();
    this.#after(LOOK_EVERY_MS, () => this.#look());
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#parts.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }
}

/** The node is ours and trusted; what is no frame at all, or of a kind not known yet, is passed over. */
function parseFrame(data: unknown): NodeFrame | null {
  if (typeof data !== "string") return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return null;
  }
  const isFrame = typeof parsed === "object" && parsed !== null && "frame" in parsed;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the door of our own node's frames
  return isFrame ? (parsed as NodeFrame) : null;
}
