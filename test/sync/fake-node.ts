import { PROTOCOL_VERSION } from "../../src/protocol/version.ts";
import type { Connect, SocketLike } from "../../src/client/port.ts";
import type { Command, Outcome } from "../../src/protocol/commands.ts";
import type { Gone, NodeFrame, SentFrame } from "../../src/protocol/frames.ts";
import type { WireRow } from "../../src/protocol/rows.ts";
import { addToHash } from "../../src/protocol/view-hash.ts";
import { type KindAndRow, me, noon } from "./rows.ts";

type Sent<F extends SentFrame["frame"]> = Extract<SentFrame, { frame: F }>;

/** A node that does what the test says: one view for everybody, and a list of all it was sent. */
export class FakeNode {
  nodeId = "n1";
  nodeName = "Head office";
  feedId = "feed-1";
  head = 0;
  me = me;
  /** Node time minus the desk's wall clock. */
  aheadMs = 0;
  wall = () => Date.now();
  up = true;
  /** Answers reconcile only when the test calls `sendList`. */
  holdLists = false;
  /** Answers fetch only when the test calls `sendPages`. */
  holdPages = false;
  pageRows = 1000;
  /** What becomes of a command; null: no answer at all. */
  decide: (command: Command) => Omit<Outcome, "commandId"> | null = () => this.applied();
  readonly view = new Map<number, WireRow>();
  readonly received: SentFrame[] = [];
  connections: FakeConnection[] = [];
  hellos = 0;

  readonly connect: Connect = (url) => {
    const connection = new FakeConnection(this, url);
    this.connections.push(connection);
    return connection.socket;
  };

  get now(): number {
    return this.wall() + this.aheadMs;
  }

  get line(): FakeConnection {
    const open = this.connections.filter((each) => each.open);
    const last = open.at(-1);
    if (last === undefined) throw new Error("nobody is connected");
    return last;
  }

  frames<F extends SentFrame["frame"]>(frame: F): Sent<F>[] {
    return this.received.filter((each): each is Sent<F> => each.frame === frame);
  }

  get commands(): Command[] {
    return this.frames("commands").flatMap((each) => each.commands);
  }

  applied(): Omit<Outcome, "commandId"> {
    return { end: "APPLIED", seq: this.head, reply: {} } as Omit<Outcome, "commandId">;
  }

  /** Puts rows into the view without telling anybody. */
  put(...rows: KindAndRow[]): WireRow[] {
    return rows.map(([kind, row]) => {
      this.head += 1;
      const before = [...this.view.values()].find(
        (each) => each.kind === kind && each.row.id === row.id,
      );
      const number = before?.number ?? this.head;
      const wire = { kind, row, number, seq: this.head } as WireRow;
      this.view.set(number, wire);
      return wire;
    });
  }

  remove(id: string): Gone[] {
    this.head += 1;
    const gone = [...this.view.values()].filter((each) => each.row.id === id);
    for (const { number } of gone) this.view.delete(number);
    return gone.map(({ kind, number }) => ({ kind, id, number }));
  }

  tell(rows: WireRow[], gone: Gone[] = [], outcomes: Outcome[] = []): void {
    for (const each of this.connections) if (each.open) each.changes(rows, gone, outcomes);
  }

  change(...rows: KindAndRow[]): void {
    this.tell(this.put(...rows));
  }

  drop(id: string): void {
    this.tell([], this.remove(id));
  }

  cut(): void {
    for (const each of this.connections) each.close();
  }

  /** Restored from a backup, or taken over: other numbers, another feed. */
  restore(feedId: string, ...rows: KindAndRow[]): void {
    this.cut();
    this.feedId = feedId;
    this.view.clear();
    this.head = 0;
    this.put(...rows);
  }
}

type Listener = (event: { readonly data: unknown }) => void;

export class FakeConnection {
  readonly socket: SocketLike;
  open = true;
  n = 0;
  readonly #node: FakeNode;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(node: FakeNode, url: string) {
    this.#node = node;
    if (!url.endsWith("/sync")) throw new Error(`unexpected address ${url}`);
    this.socket = {
      send: (data: string) => queueMicrotask(() => this.#receive(JSON.parse(data) as SentFrame)),
      close: () => this.close(),
      addEventListener: (type: string, listener: Listener) => {
        this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
      },
    };
    setTimeout(() => (node.up ? this.#emit("open") : this.close()), 0);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    setTimeout(() => this.#emit("close"), 0);
  }

  send(frame: NodeFrame): void {
    if (this.open) this.#emit("message", JSON.stringify(frame));
  }

  changes(rows: WireRow[], gone: Gone[] = [], outcomes: Outcome[] = []): void {
    this.n += 1;
    this.send({ frame: "changes", n: this.n, reach: this.#node.head, rows, gone, outcomes });
  }

  sendList(): void {
    this.n += 1;
    const { feedId, head: reach, view } = this.#node;
    const rows = [...view.values()].map(({ number, seq }) => [number, seq] as const);
    this.send({ frame: "list", n: this.n, feedId, reach, rows, cut: false });
  }

  sendPage(numbers: readonly number[]): void {
    const { view, pageRows } = this.#node;
    const found = numbers.flatMap((number) => view.get(number) ?? []).slice(0, pageRows);
    const missing = numbers.filter((number) => !view.has(number));
    this.send({ frame: "page", rows: found, missing });
  }

  ask(more: { hash?: number } = {}): void {
    const { view, now, head: reach } = this.#node;
    let hash = 0;
    for (const { number, seq } of view.values()) hash = addToHash(hash, number, seq);
    this.send({ frame: "ask", n: 1, now, reach, rows: view.size, hash, ...more });
  }

  #receive(frame: SentFrame): void {
    const node = this.#node;
    if (!this.open) return;
    node.received.push(frame);
    switch (frame.frame) {
      case "hello":
        return this.#welcome();
      case "reconcile":
        return node.holdLists ? undefined : this.sendList();
      case "fetch":
        return node.holdPages ? undefined : this.sendPage(frame.numbers);
      case "ping":
        return this.send({ frame: "pong", n: frame.n, now: node.now });
      case "commands":
        return this.#decide(frame.commands);
      default:
    }
  }

  #welcome(): void {
    const { nodeId, nodeName, feedId, head, now } = this.#node;
    this.#node.hellos += 1;
    this.send({
      frame: "welcome",
      protocol: PROTOCOL_VERSION,
      nodeId,
      nodeName,
      feedId,
      head,
      now,
      me: this.#node.me,
    });
  }

  #decide(commands: readonly Command[]): void {
    for (const command of commands) {
      const outcome = this.#node.decide(command);
      if (outcome === null) continue;
      this.changes([], [], [{ ...outcome, commandId: command.id } as Outcome]);
    }
  }

  #emit(type: string, data?: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}

export { noon };
