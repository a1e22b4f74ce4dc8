import type { WebSocket } from "ws";
import { limits } from "../../protocol/version.ts";
import type { Wire } from "../feed/line.ts";

/** How long a peer may take to answer a close before it is cut off. */
const CLOSE_WITHIN_MS = 2000;
const LOOK_AGAIN_MS = 20;
/** More than is ever written to anybody at once: whoever leaves so much unread, and goes on asking, is cut off. */
const MOST_UNSENT_BYTES = 2 * 1024 * 1024;

/** A socket as the feed writes to it. */
export class SocketWire implements Wire {
  readonly #socket: WebSocket;
  readonly fail?: (error: unknown) => void;

  constructor(socket: WebSocket, fail?: (error: unknown) => void) {
    this.#socket = socket;
    if (fail !== undefined) this.fail = fail;
  }

  send(text: string): void {
    if (!this.#isOpen()) return;
    if (this.unsent() > MOST_UNSENT_BYTES) this.#socket.terminate();
    else this.#socket.send(text);
  }

  unsent(): number {
    return this.#socket.bufferedAmount;
  }

  async drained(): Promise<void> {
    while (this.#isOpen() && this.unsent() > limits.unsentBytes) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    const cutOff = setTimeout(() => this.#socket.terminate(), CLOSE_WITHIN_MS);
    this.#socket.once("close", () => clearTimeout(cutOff));
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}
