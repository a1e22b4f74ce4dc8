import { type Server, type Socket, connect, createServer } from "node:net";
import type { Faults } from "./faults.ts";
import { Pipe } from "./pipe.ts";

interface Pair {
  readonly reset: () => void;
  readonly heal: () => void;
}

/**
 * A line to the node that can be as bad as asked for: a proxy on plain TCP that knows where a WebSocket's frames
 * begin and end. What is on its way when the line heals arrives; a connection that fell silent stays dead, and
 * is reset by the first byte that anybody sends on it, as a machine does that has forgotten it.
 */
export class BadLine {
  readonly #target: URL;
  readonly #roll: () => number;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #faults: Faults = {};
  #port = 0;
  opened = 0;

  constructor(target: string, roll: () => number) {
    this.#target = new URL(target);
    this.#roll = roll;
    this.#server = createServer((client) => this.#serve(client));
  }

  async open(): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(0, "127.0.0.1", listening));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port was given");
    this.#port = address.port;
  }

  /** Host and port, as they stand in an address. */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  worsen(faults: Faults): void {
    this.#faults = faults;
  }

  heal(): void {
    this.#faults = {};
    for (const pair of this.#pairs) pair.heal();
  }

  /** Every connection is reset. */
  cut(): void {
    for (const pair of this.#pairs) pair.reset();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }

  #serve(client: Socket): void {
    const { turnAway = 0, halfOpenAfterMs, resetAfterMs } = this.#faults;
    if (this.#roll() < turnAway) {
      client.resetAndDestroy();
      return;
    }
    this.opened += 1;
    const node = connect(Number(this.#target.port), this.#target.hostname);
    const timers: NodeJS.Timeout[] = [];
    // What is on its way is lost with its connection, and nothing ticks on for it.
    const reset = (): void => {
      for (const pipe of [up, down]) pipe.fallSilent();
      this.#end(pair, [client, node], timers);
    };
    const pair: Pair = { reset, heal };
    this.#pairs.add(pair);
    const shared = { faults: () => this.#faults, roll: this.#roll, reset: pair.reset };
    const rewrite = (handshake: Buffer) => this.#knock(handshake);
    const up = new Pipe({ ...shared, way: "UP", to: node, rewrite });
    const down = new Pipe({ ...shared, way: "DOWN", to: client, rewrite: (same) => same });
    let dead = false;
    let forgotten = false;
    function heal(): void {
      // A good line neither falls silent nor breaks any more, whenever its connection was made.
      for (const timer of timers) clearTimeout(timer);
      forgotten = dead;
      for (const pipe of [up, down]) pipe.heal();
    }
    const fallSilent = (): void => {
      dead = true;
      for (const pipe of [up, down]) pipe.fallSilent();
    };
    const flow = (from: Socket, pipe: Pipe): void => {
      from.setNoDelay(true);
      from.on("data", (chunk: Buffer) => (forgotten ? pair.reset() : pipe.take(chunk)));
      from.on("end", () => dead || pipe.end());
      from.on("close", () => client.destroyed && node.destroyed && this.#pairs.delete(pair));
      from.on("error", () => dead || pair.reset());
    };
    flow(client, up);
    flow(node, down);
    if (halfOpenAfterMs !== undefined) timers.push(setTimeout(fallSilent, halfOpenAfterMs));
    if (resetAfterMs !== undefined) timers.push(setTimeout(pair.reset, resetAfterMs));
  }

  /** The node answers to its own name alone; a line does not change the name, a proxy does. */
  #knock(handshake: Buffer): Buffer {
    const named = handshake
      .toString("latin1")
      .replace(/^(host:\s*)\S+/im, `$1${this.#target.host}`);
    return Buffer.from(named, "latin1");
  }

  #end(pair: Pair, sockets: readonly Socket[], timers: readonly NodeJS.Timeout[]): void {
    this.#pairs.delete(pair);
    for (const timer of timers) clearTimeout(timer);
    for (const socket of sockets) if (!socket.destroyed) socket.resetAndDestroy();
  }
}
