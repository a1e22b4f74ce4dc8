import { PROTOCOL_VERSION } from "../../src/protocol/version.ts";
import { describe, expect, test } from "vitest";
import { Link, retryAfterMs } from "../../src/client/link.ts";
import { NodeClock } from "../../src/client/node-clock.ts";
import type { SocketLike } from "../../src/client/port.ts";
import type { NodeFrame, SentFrame } from "../../src/protocol/frames.ts";

type Listener = (event: { readonly data: unknown }) => void;

class Line implements SocketLike {
  readonly sent: SentFrame[] = [];
  closed = false;
  readonly #listeners = new Map<string, Listener[]>();

  send(data: string): void {
    this.sent.push(JSON.parse(data) as SentFrame);
  }
  close(): void {
    this.closed = true;
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  emit(type: string, frame?: Partial<NodeFrame>): void {
    for (const each of this.#listeners.get(type) ?? []) each({ data: JSON.stringify(frame) });
  }
}

/** A link over lines that the test holds the other end of, in a time that the test moves. */
function linked(refuse: string | null = null, nodeUrl = "https://node.example") {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  const lines: Line[] = [];
  const told: string[] = [];
  const parts = {
    nodeUrl,
    token: "token-of-sixteen-or-more",
    device: "d1",
    monotonic: () => time,
    wall: () => time,
    random: () => 1,
    after(ms: number, run: () => void) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
    connect(url: string, protocol: string) {
      told.push(`${url} ${protocol}`);
      const line = new Line();
      lines.push(line);
      return line;
    },
  };
  const clock = new NodeClock(parts);
  const link = new Link(parts, clock, {
    welcomed: () => refuse,
    received: ({ frame }) => told.push(frame),
    lost: (attempts) => told.push(`lost ${attempts}`),
    ended: (code) => told.push(`ended ${code}`),
  });
  const pass = (ms: number) => {
    for (const until = time + ms; time < until;) {
      const due = timers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= until);
      time = due?.at ?? until;
      timers = timers.filter((each) => each !== due);
      due?.run();
    }
  };
  const line = () => lines.at(-1) ?? new Line();
  const welcome = () => {
    line().emit("open");
    line().emit("message", { frame: "welcome", now: 5000 + time });
  };
  return { link, told, lines, line, pass, welcome, clock, timers: () => timers };
}

describe("a link", () => {
  test("says hello with the token in the first frame, never in the address", () => {
    const { link, line, told } = linked();
    link.open();
    line().emit("open");
    expect(told).toEqual(["wss://node.example/sync switchyard.v1"]);
    expect(line().sent).toEqual([
      {
        frame: "hello",
        protocol: PROTOCOL_VERSION,
        token: "token-of-sixteen-or-more",
        device: "d1",
      },
    ]);
  });

  test("never opens a line on which others could read along, and does not try again", () => {
    const { link, lines, told, pass } = linked(null, "http://node.example");
    link.open();
    pass(60_000);
    expect(lines).toEqual([]);
    expect(told).toEqual(["ended TLS_REQUIRED"]);
  });

  test("knows the node's time from the welcome on", () => {
    const { link, welcome, clock } = linked();
    link.open();
    welcome();
    expect([clock.known, clock.offsetMs]).toEqual([true, 5000]);
  });

  test("answers `ask` from the message handler", () => {
    const { link, line, welcome } = linked();
    link.open();
    welcome();
    line().emit("message", { frame: "ask", n: 7 });
    expect(line().sent.at(-1)).toEqual({ frame: "here", n: 7 });
  });

  test("tries again after a loss, and counts from none once it stands", () => {
    const { link, line, lines, told, pass, welcome } = linked();
    link.open();
    line().emit("close");
    pass(500);
    line().emit("close");
    pass(1000);
    expect(lines).toHaveLength(3);
    welcome();
    line().emit("close");
    expect(told.filter((each) => each.startsWith("lost"))).toEqual(["lost 1", "lost 2", "lost 1"]);
  });

  test("hurries when it was waiting to try again", () => {
    const { link, line, lines } = linked();
    link.open();
    line().emit("close");
    link.hurry();
    link.hurry();
    expect(lines).toHaveLength(2);
  });

  test("gives a line up that stays silent, after asking once", () => {
    const { link, line, lines, pass, welcome } = linked();
    link.open();
    welcome();
    pass(2000);
    const [silent] = lines;
    pass(24_000);
    expect(silent?.sent.some(({ frame }) => frame === "ping")).toBe(true);
    expect(silent?.closed).toBe(true);
    expect(lines.length).toBeGreaterThan(1);
    expect(line()).not.toBe(silent);
  });

  test("gives up an attempt that gets no welcome within ten seconds", () => {
    const { link, lines, pass } = linked();
    link.open();
    pass(10_600);
    expect(lines[0]?.closed).toBe(true);
    expect(lines).toHaveLength(2);
  });

  test.each(["NOT_SIGNED_IN", "PROTOCOL_UNSUPPORTED"] as const)("ends for good on %s", (code) => {
    const { link, line, lines, told, pass } = linked();
    link.open();
    line().emit("open");
    line().emit("message", { frame: "bye", code });
    pass(60_000);
    expect(told).toContain(`ended ${code}`);
    expect(lines).toHaveLength(1);
  });

  test("goes on after a `bye` that only says not now", () => {
    const { link, line, lines, pass } = linked();
    link.open();
    line().emit("message", { frame: "bye", code: "NODE_BUSY" });
    pass(500);
    expect(lines).toHaveLength(2);
  });

  test("ends when whoever is welcomed will not have this node", () => {
    const { link, told, line, welcome, timers } = linked("OTHER_NODE");
    link.open();
    welcome();
    expect(told).toContain("ended OTHER_NODE");
    expect(line().closed).toBe(true);
    expect(timers()).toEqual([]);
  });

  test("passes over what is no frame", () => {
    const { link, line, told, welcome } = linked();
    link.open();
    welcome();
    line().emit("message");
    line().emit("message", { frame: "from a later version" as never });
    expect(told).toEqual(["wss://node.example/sync switchyard.v1", "from a later version"]);
  });
});

test("reconnecting waits with full jitter, and never longer than six seconds", () => {
  const most = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => retryAfterMs(attempt, 1));
  expect(most).toEqual([500, 1000, 2000, 4000, 6000, 6000, 6000, 6000]);
  expect(retryAfterMs(5, 0)).toBe(0);
});
