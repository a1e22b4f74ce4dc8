import { type IncomingMessage, STATUS_CODES, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { SUBPROTOCOL, SYNC_PATH, limits } from "../../protocol/version.ts";
import type { Actor } from "../access/actor.ts";
import { CommandWindows } from "./command-window.ts";
import { Connection, type ConnectionParts } from "./connection.ts";
import type { Doors } from "./doors.ts";
import { ProblemError, problemBody } from "./http/problem.ts";

export interface SocketsParts extends Omit<
  ConnectionParts,
  "windows" | "ended" | "greeted" | "spoke"
> {
  readonly doors: Doors;
  readonly server: Server;
  /** Sockets of one address that may be silent at once. */
  readonly awaitingPerAddress: number;
}

const AWAITING_IN_ALL = 2000;
/** Connections are asked in turns, so that a thousand of them do not come at one instant. */
const TURNS = 50;
/** Above the frame limit, so that we can say what is wrong; beyond this ws cuts the connection unread. */
const HARD_LIMIT_BYTES = 2 * limits.clientFrameBytes;

/** All open connections, and the door they come in by. */
export class Sockets {
  readonly #parts: SocketsParts;
  readonly #server: WebSocketServer;
  readonly #windows = new CommandWindows();
  readonly #turns: readonly Set<Connection>[] = Array.from({ length: TURNS }, () => new Set());
  readonly #awaiting: Awaiting;
  readonly #greeted = new Set<Connection>();
  readonly #ticking: NodeJS.Timeout;
  readonly #stopListening: readonly (() => void)[];
  #turn = 0;
  #next = 0;

  constructor(parts: SocketsParts) {
    this.#parts = parts;
    this.#awaiting = new Awaiting(parts.awaitingPerAddress);
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: HARD_LIMIT_BYTES,
      perMessageDeflate: false,
      maxFragments: 64,
      maxBufferedChunks: 1024,
      // Fairness: of each socket one frame in a turn, however many have come at once.
      allowSynchronousEvents: false,
      handleProtocols: () => SUBPROTOCOL,
    });
    parts.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#knock(request, socket, head),
    );
    this.#ticking = setInterval(() => this.#tick(), limits.askEveryMs / TURNS);
    this.#stopListening = [
      parts.access.onChange((change) => {
        for (const connection of this.#greeted)
          if (connection.concerns(change)) connection.recheck();
      }),
      parts.engine.onStanding(() => {
        for (const connection of this.#greeted) connection.tellStanding();
      }),
    ];
  }

  get size(): number {
    return this.#greeted.size;
  }

  /** Connections of people to whom this applies. */
  *of(applies: (actor: Actor) => boolean): Iterable<Connection> {
    for (const connection of this.#greeted) {
      if (connection.actor !== null && applies(connection.actor)) yield connection;
    }
  }

  /** Ends every connection: the node is going, and whoever comes back finds everything. */
  stop(): void {
    clearInterval(this.#ticking);
    for (const stop of this.#stopListening) stop();
    for (const turn of this.#turns)
      for (const connection of turn) connection.bye("NODE_BUSY", "the node stops");
    this.#server.close();
  }

  /** A fault at the door ends whoever knocks, and nobody else. */
  #knock(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on("error", () => socket.destroy());
    try {
      this.#upgrade(request, socket, head);
    } catch (error) {
      this.#parts.log(`a socket could not be opened: ${String(error)}`);
      socket.destroy();
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = this.#parts.doors.callerOf(request);
    const fault = this.#faultOf(request);
    if (fault !== null) return refuseUpgrade(socket, fault);
    this.#server.handleUpgrade(request, socket, head, (open) => {
      const connection: Connection = new Connection(open, {
        ...this.#parts,
        windows: this.#windows,
        spoke: () => this.#awaiting.remove(address, connection),
        greeted: (each) => this.#greeted.add(each),
        ended: (each) => {
          this.#awaiting.remove(address, each);
          this.#greeted.delete(each);
          for (const turn of this.#turns) turn.delete(each);
        },
      });
      this.#awaiting.add(address, connection);
      this.#next = (this.#next + 1) % TURNS;
      this.#turns[this.#next]?.add(connection);
    });
  }

  #faultOf(request: IncomingMessage): ProblemError | null {
    const { doors } = this.#parts;
    if (request.url !== SYNC_PATH)
      return new ProblemError("NOT_FOUND", `sockets are at ${SYNC_PATH}`);
    const fault = doors.faultOf(request);
    if (fault !== null) return new ProblemError(fault.code, fault.detail);
    if (doors.isPlain(request))
      return new ProblemError("TLS_REQUIRED", "X-Forwarded-Proto says that it came unencrypted");
    const offered = (request.headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
    if (!offered.includes(SUBPROTOCOL))
      return new ProblemError("PROTOCOL_UNSUPPORTED", `the subprotocol here is ${SUBPROTOCOL}`);
    return null;
  }

  #tick(): void {
    this.#turn = (this.#turn + 1) % TURNS;
    for (const connection of this.#turns[this.#turn] ?? []) connection.tick();
    if (this.#turn === 0) this.#windows.sweep(this.#parts.monotonic());
  }
}

/**
 * Sockets that have said nothing yet, by address in the order they came. Nobody is refused for them: an address that has
 * its share, or the one that has most when all together are too many, loses the oldest of its own.
 */
class Awaiting {
  readonly #byAddress = new Map<string, Set<Connection>>();
  readonly #share: number;
  #count = 0;

  constructor(share: number) {
    this.#share = share;
  }

  add(address: string, connection: Connection): void {
    const present = this.#byAddress.get(address) ?? new Set();
    this.#byAddress.set(address, present.add(connection));
    this.#count += 1;
    if (present.size > this.#share) this.#giveWay(address);
    else if (this.#count > AWAITING_IN_ALL) this.#giveWay(this.#fullest());
  }

  remove(address: string, connection: Connection): void {
    const present = this.#byAddress.get(address);
    if (present?.delete(connection) !== true) return;
    this.#count -= 1;
    if (present.size === 0) this.#byAddress.delete(address);
  }

  #giveWay(address: string): void {
    const [oldest] = this.#byAddress.get(address) ?? [];
    oldest?.bye("RATE_LIMITED", "too many sockets that say nothing");
  }

  #fullest(): string {
    let [fullest, most] = ["", 0];
    for (const [address, { size }] of this.#byAddress)
      if (size > most) [fullest, most] = [address, size];
    return fullest;
  }
}

/** A refused upgrade is an ordinary HTTP answer; it says why and nothing of what is inside. */
function refuseUpgrade(socket: Duplex, problem: ProblemError): void {
  const { status, ...more } = problemBody(problem);
  const body = JSON.stringify({ ...more, status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
