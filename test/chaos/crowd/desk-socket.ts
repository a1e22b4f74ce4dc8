import WebSocket from "ws";
import type { NodeFrame } from "../../../src/protocol/frames.ts";
import { PROTOCOL_VERSION } from "../../../src/protocol/version.ts";

/** A desk as light as it can be: asks for its list, follows, answers signs of life, counts what comes. */
export class DeskSocket {
  readonly #socket: WebSocket;
  readonly #token: string;
  numbers: readonly number[] = [];
  behind = 0;
  /** How the node ended it; null while it stands. */
  closed: number | null = null;
  onFrame: (frame: NodeFrame) => void = () => undefined;

  constructor(url: string, token: string) {
    this.#token = token;
    this.#socket = new WebSocket(`${url.replace(/^http/, "ws")}/sync`, "switchyard.v1");
    this.#socket.setMaxListeners(0);
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", (code) => (this.closed = code));
    this.#socket.on("message", (data: Buffer) => this.#take(data));
  }

  /** Resolves with the milliseconds from the first byte to the whole list. */
  async level(device: string): Promise<number> {
    const begun = performance.now();
    await new Promise<void>((opened, failed) => {
      this.#socket.once("open", opened);
      this.#socket.once("error", failed);
    });
    const listed = this.until((frame) => frame.frame === "list");
    this.say({ frame: "hello", protocol: PROTOCOL_VERSION, token: this.#token, device });
    this.reconcile();
    await listed;
    return performance.now() - begun;
  }

  reconcile(): void {
    this.say({ frame: "reconcile", feedId: null, seq: 0 });
  }

  until(wanted: (frame: NodeFrame) => boolean): Promise<void> {
    return new Promise((found, broken) => {
      const look = (data: Buffer) => {
        if (!wanted(JSON.parse(data.toString()) as NodeFrame)) return;
        this.#socket.off("message", look);
        found();
      };
      this.#socket.on("message", look);
      this.#socket.once("close", () => broken(new Error("closed")));
    });
  }

  say(frame: object): void {
    this.raw(JSON.stringify(frame));
  }

  raw(data: string | Buffer): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data, () => undefined);
  }

  /** Reads no more, and does not go away either. */
  stopReading(): void {
    this.#socket.pause();
  }

  readOn(): void {
    this.#socket.resume();
  }

  leave(): void {
    this.#socket.terminate();
  }

  #take(data: Buffer): void {
    const frame = JSON.parse(data.toString()) as NodeFrame;
    if (frame.frame === "ask") this.say({ frame: "here", n: frame.n });
    if (frame.frame === "list") this.numbers = frame.rows.map(([number]) => number);
    if (frame.frame === "behind") {
      this.behind += 1;
      this.reconcile();
    }
    this.onFrame(frame);
  }
}
