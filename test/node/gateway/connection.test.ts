import { PROTOCOL_VERSION, limits } from "../../../src/protocol/version.ts";
import { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import type { Access } from "../../../src/node/access/access.ts";
import type { Session } from "../../../src/node/access/session.ts";
import { CommandWindows } from "../../../src/node/gateway/command-window.ts";
import { Connection } from "../../../src/node/gateway/connection.ts";
import { HandTiming, feedOver, person } from "../feed/desk.ts";
import { FakeCentre, agent, interaction, task } from "../feed/fake-centre.ts";

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: { frame: string; [key: string]: unknown }[] = [];
  ended: string | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as { frame: string });
  }
  close(code: number, reason: string): void {
    this.ended = `${code} ${reason}`;
  }
  terminate(): void {
    this.ended ??= "cut";
    this.emit("close");
  }
  receive(frame: unknown): void {
    this.emit("message", Buffer.from(JSON.stringify(frame)), false);
  }
}

let now: number;
let centre: FakeCentre;
let heard: string[];
let session: Session | null;
let order: string[];
let letHelloThrough: () => void;
let logged: string[];
/** What the engine throws at the next command. */
let thrown: Error | null;

beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  centre = new FakeCentre();
  heard = [];
  order = [];
  logged = [];
  thrown = null;
  session = {
    actor: person("ana", "agent", ["billing"]),
    hash: "h",
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
  centre.commit(agent("ana"), interaction("i-1"), task("1"));
});
afterEach(() => {
  vi.useRealTimers();
});

function connect(): { socket: FakeSocket; connection: Connection; ended: () => boolean } {
  const socket = new FakeSocket();
  let isOver = false;
  const engine = {
    ...centre.engine,
    head: centre.head,
    hear: (id: string) => void heard.push(id),
    hello: () => {
      order.push("hello");
      return new Promise<void>((resolve) => (letHelloThrough = resolve));
    },
    submit: (_actor: unknown, { id }: { id: string }) => {
      if (thrown !== null) throw thrown;
      order.push(`submit ${id}`);
      return Promise.resolve({ commandId: id, end: "APPLIED", seq: 0, reply: null });
    },
  } as unknown as FakeCentre["engine"];
  const access = {
    sessionOf: () => Promise.resolve(session),
    sessionByHash: () => Promise.resolve(session),
    whyNobody: () => Promise.resolve("NOT_SIGNED_IN"),
  } as unknown as Access;
  const connection = new Connection(socket as unknown as WebSocket, {
    engine,
    access,
    feed: feedOver(centre, new HandTiming()),
    windows: new CommandWindows(),
    meOf: ({ kind }) => ({ id: kind }) as never,
    monotonic: () => now,
    log: (line) => void logged.push(line),
    ended: () => {
      isOver = true;
    },
    greeted: () => undefined,
  });
  return { socket, connection, ended: () => isOver };
}

async function greeted() {
  const connected = connect();
  connected.socket.receive({
    frame: "hello",
    protocol: PROTOCOL_VERSION,
    token: "x".repeat(43),
    device: "d",
  });
  await vi.advanceTimersByTimeAsync(0);
  letHelloThrough();
  await vi.advanceTimersByTimeAsync(0);
  return connected;
}

const names = (socket: FakeSocket): string[] => socket.sent.map(({ frame }) => frame);

describe("a connection", () => {
  test("that says nothing is ended after five seconds", async () => {
    const { socket, ended } = connect();
    await vi.advanceTimersByTimeAsync(4999);
    expect(ended()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(socket.sent).toEqual([{ frame: "bye", code: "HELLO_EXPECTED" }]);
    expect(socket.ended).toBe("1008 HELLO_EXPECTED");
    expect(ended()).toBe(true);
  });

  test("brings presence first, then what was sent meanwhile, in its order", async () => {
    const { socket } = connect();
    socket.receive({
      frame: "hello",
      protocol: PROTOCOL_VERSION,
      token: "x".repeat(43),
      device: "d",
    });
    socket.receive({ frame: "commands", commands: [{ id: "c1", type: "agent.logout", body: {} }] });
    socket.receive({ frame: "commands", commands: [{ id: "c2", type: "agent.logout", body: {} }] });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(order).toEqual(["hello"]);
    expect(socket.sent).toEqual([]);
    letHelloThrough();
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(["hello", "submit c1", "submit c2"]);
    expect(names(socket)[0]).toBe("welcome");
  });

  test("asks with the view's hash; every frame of an agent is a sign of life", async () => {
    const { socket, connection } = await greeted();
    socket.receive({ frame: "reconcile", feedId: null, seq: 0 });
    await vi.advanceTimersByTimeAsync(0);
    connection.tick();
    expect(socket.sent.at(-1)).toMatchObject({ frame: "ask", n: 1, rows: 3, reach: centre.head });
    heard = [];
    socket.receive({ frame: "here", n: 1 });
    socket.receive({ frame: "ping", n: 4 });
    expect(heard).toEqual(["ana", "ana"]);
    expect(socket.sent.at(-1)).toMatchObject({ frame: "pong", n: 4 });
  });

  test("is cut after 25 seconds of silence, and not before", async () => {
    const { socket, connection, ended } = await greeted();
    now = 25_000;
    connection.tick();
    expect(ended()).toBe(false);
    socket.receive({ frame: "here", n: 1 });
    now = 50_000;
    connection.tick();
    expect(ended()).toBe(false);
    now = 50_001;
    connection.tick();
    expect(socket.ended).toBe("cut");
    expect(ended()).toBe(true);
  });

  test("is looked at again every minute", async () => {
    const { socket, connection } = await greeted();
    session = null;
    now = 20_000;
    socket.receive({ frame: "here", n: 1 });
    connection.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.ended).toBeNull();
    now = 60_000;
    socket.receive({ frame: "here", n: 2 });
    connection.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.sent.at(-1)).toEqual({ frame: "bye", code: "NOT_SIGNED_IN" });
  });

  test("that floods is ended", async () => {
    const { socket } = await greeted();
    for (let n = 0; n < 2100; n += 1) socket.receive({ frame: "here", n });
    expect(socket.sent.at(-1)).toEqual({ frame: "bye", code: "RATE_LIMITED" });
    expect(socket.ended).toBe("1008 RATE_LIMITED");
  });

  test("that does not answer its close is cut off", async () => {
    const { socket } = await greeted();
    socket.receive({ frame: "nothing" });
    expect(socket.ended).toBe("1008 FRAME_INVALID");
    socket.ended = null;
    await vi.advanceTimersByTimeAsync(2000);
    expect(socket.ended).toBe("cut");
  });

  test("hears that the node is at fault when it is, and may come back", async () => {
    const { socket } = await greeted();
    centre.reader.recent = () => Promise.reject(new Error("the disk is gone"));
    socket.receive({ frame: "reconcile", feedId: null, seq: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.sent.at(-1)).toEqual({ frame: "bye", code: "NODE_BUSY" });
    expect(socket.ended).toBe("1011 NODE_BUSY");
  });
});

describe("a fault on a connection's way ends that connection alone (F48)", () => {
  const command = (id: string) => ({
    frame: "commands",
    commands: [{ id, type: "agent.logout", body: {} }],
  });

  test("in a frame", async () => {
    const [hit, beside] = [await greeted(), await greeted()];
    thrown = new RangeError("Maximum call stack size exceeded");
    hit.socket.receive(command("c1"));
    expect(hit.socket.sent.at(-1)).toEqual({ frame: "bye", code: "NODE_BUSY" });
    expect(hit.socket.ended).toBe("1011 NODE_BUSY");
    expect(hit.ended()).toBe(true);
    expect(logged).toEqual(["a connection failed: RangeError: Maximum call stack size exceeded"]);
    thrown = null;
    beside.socket.receive(command("c2"));
    expect(order.at(-1)).toBe("submit c2");
    expect(beside.ended()).toBe(false);
  });

  test("in a command that waited for its window", async () => {
    const { socket, ended } = await greeted();
    for (let nth = 0; nth <= limits.commandsPerWindowCatchingUp; nth += 1) {
      socket.receive(command(`c${nth}`));
    }
    expect(ended()).toBe(false);
    thrown = new Error("planted");
    now = limits.commandWindowMs;
    await vi.advanceTimersByTimeAsync(limits.commandWindowMs);
    expect(socket.ended).toBe("1011 NODE_BUSY");
    expect(ended()).toBe(true);
  });

  test("when the node asks for a sign of life", async () => {
    const { socket, connection, ended } = await greeted();
    socket.send = () => {
      throw new Error("planted");
    };
    connection.tick();
    expect(socket.ended).toBe("cut");
    expect(ended()).toBe(true);
    expect(logged).toHaveLength(2);
  });
});
