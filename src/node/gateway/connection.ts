import type { WebSocket } from "ws";
import type { AgentId } from "../../domain/id.ts";
import { isRefusal } from "../../domain/refusal.ts";
import type { RefusalCode } from "../../domain/refusal.ts";
import type { ClientFrame, Me, StandingFrame, WelcomeFrame } from "../../protocol/frames.ts";
import { PROTOCOL_FLOOR, PROTOCOL_VERSION, limits } from "../../protocol/version.ts";
import { type Actor, agentIdOf } from "../access/actor.ts";
import type { Access, AccessChange } from "../access/access.ts";
import type { Session } from "../access/session.ts";
import { hashOf } from "../access/tokens.ts";
import type { Engine } from "../engine/api.ts";
import type { AnySubscription, Feed } from "../feed/feed.ts";
import { PersonSubscription } from "../feed/person-subscription.ts";
import { type CommandWindows, windowOf } from "./command-window.ts";
import { Dialogue } from "./dialogue.ts";
import { parseFrame } from "./frames-in.ts";
import { SocketWire } from "./socket-wire.ts";

export interface ConnectionParts {
  readonly engine: Engine;
  readonly feed: Feed;
  readonly access: Access;
  readonly windows: CommandWindows;
  readonly meOf: (actor: Actor) => Me;
  /** Milliseconds that never jump. */
  readonly monotonic: () => number;
  readonly log: (line: string) => void;
  readonly ended: (connection: Connection) => void;
  /** Told of a `hello`: it no longer counts among the silent. */
  readonly spoke?: () => void;
  /** Told once whoever is behind it is known. */
  readonly greeted: (connection: Connection) => void;
}

/** Frames that came while the hello is still being looked at. */
const MOST_EARLY_FRAMES = 64;
const RECHECK_MS = 60_000;
const FRAME_WINDOW_MS = 10_000;
const FRAMES_PER_WINDOW = 2000;
const CLOSE_POLICY = 1008;
const CLOSE_TOO_LARGE = 1009;
const CLOSE_FAULT = 1011;

interface Greeted {
  readonly session: Session;
  readonly subscription: AnySubscription;
  readonly dialogue: Dialogue;
}

/** One socket from its first frame to its last. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #parts: ConnectionParts;
  readonly #wire: SocketWire;
  readonly #early: ClientFrame[] = [];
  readonly #helloTimer: NodeJS.Timeout;
  #greeting = false;
  #greeted: Greeted | null = null;
  #ended = false;
  #lastHeard: number;
  #recheckAt: number;
  #asked = 0;
  #frameWindow = { begunAt: 0, count: 0 };

  constructor(socket: WebSocket, parts: ConnectionParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#wire = new SocketWire(socket, (error) => this.#fail(error));
    this.#lastHeard = parts.monotonic();
    this.#recheckAt = this.#lastHeard + RECHECK_MS;
    const tooLate = (): void => this.bye("HELLO_EXPECTED");
    this.#helloTimer = setTimeout(() => this.#contain(tooLate), limits.helloWithinMs);
    socket.on("message", (data, isBinary) => this.#contain(() => this.#received(data, isBinary)));
    socket.on("close", () => this.#contain(() => this.#end()));
    // ws says here what is wrong with a frame, and then closes by itself.
    socket.on("error", () => undefined);
  }

  get actor(): Actor | null {
    return this.#greeted?.session.actor ?? null;
  }
  get subscription(): AnySubscription | null {
    return this.#greeted?.subscription ?? null;
  }

  /** Asked every few seconds: whether the client is still there, and whether it may still be. */
  tick(): void {
    this.#contain(() => this.#tick());
  }

  #tick(): void {
    if (this.#greeted === null) return;
    const now = this.#parts.monotonic();
    if (now - this.#lastHeard > limits.socketSilenceMs) {
      this.#socket.terminate();
      return;
    }
    const { subscription } = this.#greeted;
    const ask = subscription.ask(this.#asked + 1, this.#parts.engine.now());
    if (ask !== null) {
      this.#asked += 1;
      this.#wire.send(ask);
    }
    if (subscription instanceof PersonSubscription) this.#guard(subscription.tick());
    if (now >= this.#recheckAt) this.#guard(this.#recheck());
  }

  /** Somebody's rights have changed: perhaps this one's. */
  concerns(change: AccessChange): boolean {
    if (this.#greeted === null) return false;
    const { actor, hash } = this.#greeted.session;
    if ("token" in change) return change.token === hash;
    const subject =
      actor.kind === "USER" ? actor.userId : actor.kind === "VISITOR" ? actor.customerId : "";
    return change.subject === subject;
  }

  /** Whether the node can keep anything has changed. */
  tellStanding(): void {
    const { canWrite, clock } = this.#parts.engine;
    const held = clock.isHeld ? { clockHeld: true } : {};
    const frame: StandingFrame = { frame: "standing", canWrite, ...held };
    this.#contain(() => this.#wire.send(JSON.stringify(frame)));
  }

  recheck(): void {
    this.#guard(this.#recheck());
  }

  /** Says why, and closes. */
  bye(code: RefusalCode, detail?: string): void {
    if (this.#ended) return;
    const words = detail === undefined ? {} : { detail };
    this.#wire.send(JSON.stringify({ frame: "bye", code, ...words }));
    this.#wire.close(code === "FRAME_TOO_LARGE" ? CLOSE_TOO_LARGE : CLOSE_POLICY, code);
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#helloTimer);
    this.#greeted?.dialogue.end();
    if (this.#greeted !== null) this.#leave(this.#greeted);
    this.#parts.ended(this);
  }

  #leave({ session: { actor }, subscription }: Greeted): void {
    this.#parts.feed.leave(subscription);
    if (actor.kind === "VISITOR") this.#parts.engine.customerSeen(actor.threadId, "DISCONNECTED");
  }

  #received(data: unknown, isBinary: boolean): void {
    if (this.#ended) return;
    const now = this.#parts.monotonic();
    this.#lastHeard = now;
    if (isBinary || !Buffer.isBuffer(data)) return this.bye("FRAME_INVALID", "text frames only");
    if (data.length > limits.clientFrameBytes) return this.bye("FRAME_TOO_LARGE");
    if (this.#isFlood(now)) return this.bye("RATE_LIMITED");
    const frame = parseFrame(data.toString("utf8"));
    if (frame === null) return this.bye("FRAME_INVALID");
    if (this.#greeted !== null) this.#greeted.dialogue.handle(frame);
    else if (this.#greeting) this.#keepEarly(frame);
    else this.#greet(frame);
  }

  #isFlood(now: number): boolean {
    if (now - this.#frameWindow.begunAt >= FRAME_WINDOW_MS) {
      this.#frameWindow = { begunAt: now, count: 0 };
    }
    this.#frameWindow.count += 1;
    return this.#frameWindow.count > FRAMES_PER_WINDOW;
  }

  #keepEarly(frame: ClientFrame): void {
    if (this.#early.length >= MOST_EARLY_FRAMES) this.bye("RATE_LIMITED");
    else this.#early.push(frame);
  }

  #greet(frame: ClientFrame): void {
    if (frame.frame !== "hello") return this.bye("HELLO_EXPECTED");
    if (frame.protocol < PROTOCOL_FLOOR || frame.protocol > PROTOCOL_VERSION) {
      return this.bye("PROTOCOL_UNSUPPORTED", `this node speaks ${PROTOCOL_VERSION}`);
    }
    this.#greeting = true;
    clearTimeout(this.#helloTimer);
    this.#parts.spoke?.();
    this.#guard(this.#welcome(frame.token, frame.device));
  }

  async #welcome(token: string, device: string): Promise<void> {
    const { engine, feed, access, windows, monotonic } = this.#parts;
    const session = await access.sessionOf(token);
    if (this.#ended) return;
    if (session === null) return this.#sendAway(hashOf(token));
    const { actor } = session;
    const agentId = agentIdOf(actor);
    // Presence comes before everything the outbox holds.
    if (agentId !== null) await this.#sayHello(agentId);
    if (this.#ended) return;
    const subscription = feed.join(actor, this.#wire);
    if (isRefusal(subscription)) return this.bye(subscription.refused, subscription.detail);
    const window = windows.of(windowOf(actor, device), monotonic(), agentId !== null);
    const dialogue = new Dialogue({
      ...this.#parts,
      actor,
      subscription,
      window,
      wire: this.#wire,
      bye: (code, detail) => this.bye(code, detail),
      contain: (work) => this.#contain(work),
      guard: (work) => this.#guard(work),
    });
    this.#greeted = { session, subscription, dialogue };
    if (actor.kind === "VISITOR") engine.customerSeen(actor.threadId, "CONNECTED");
    this.#parts.greeted(this);
    const welcome: WelcomeFrame = {
      frame: "welcome",
      protocol: PROTOCOL_VERSION,
      nodeId: engine.nodeId,
      nodeName: engine.nodeName,
      feedId: engine.feedId,
      head: feed.head,
      now: engine.now(),
      me: this.#parts.meOf(actor),
    };
    this.#wire.send(JSON.stringify(welcome));
    if (!engine.canWrite || engine.clock.isHeld) this.tellStanding();
    for (const frame of this.#early.splice(0)) dialogue.handle(frame);
  }

  /** While nothing can be kept, people may look all the same; they are present from their next frame after that. */
  async #sayHello(agentId: AgentId): Promise<void> {
    const { engine } = this.#parts;
    try {
      await engine.hello(agentId);
    } catch (error) {
      if (engine.canWrite) throw error;
    }
  }

  async #recheck(): Promise<void> {
    const greeted = this.#greeted;
    if (greeted === null || this.#ended) return;
    this.#recheckAt = this.#parts.monotonic() + RECHECK_MS;
    if (!this.#parts.engine.canWrite) return;
    const session = await this.#parts.access.sessionByHash(greeted.session.hash);
    if (this.#ended) return;
    if (session === null) return this.#sendAway(greeted.session.hash);
    const { actor } = session;
    if (JSON.stringify(actor) === JSON.stringify(greeted.session.actor)) return;
    const { subscription } = greeted;
    this.#greeted = { ...greeted, session };
    if (actor.kind === "USER" && subscription instanceof PersonSubscription) {
      await this.#parts.feed.rekey(subscription, () => subscription.become(actor));
    }
  }

  /** A disabled account hears that it is, and its desk refuses what waits; any other session can be renewed. */
  async #sendAway(hash: string): Promise<void> {
    const code = await this.#parts.access.whyNobody(hash);
    if (!this.#ended) this.bye(code);
  }

  /** Containment of a fault: whatever is thrown on this connection's way ends this connection, and no other. */
  #contain(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#fail(error));
  }

  /** What fails here is ours, not the client's: it may come back and try again. */
  #fail(error: unknown): void {
    this.#parts.log(`a connection failed: ${String(error)}`);
    if (this.#ended) return;
    try {
      this.#wire.send('{"frame":"bye","code":"NODE_BUSY"}');
      this.#wire.close(CLOSE_FAULT, "NODE_BUSY");
      this.#end();
    } catch (worse) {
      this.#parts.log(`a connection that failed was cut off: ${String(worse)}`);
      this.#socket.terminate();
    }
  }
}
