import { Subject } from "rxjs";
import { beforeEach, describe, expect, test } from "vitest";
import { type CommandId, brand } from "../../src/domain/id.ts";
import type { Command } from "../../src/protocol/commands.ts";
import type { SentFrame } from "../../src/protocol/frames.ts";
import { Changes } from "../../src/sync/changes.ts";
import type { Kept } from "../../src/sync/kept.ts";
import { type Entry, Outbox } from "../../src/sync/outbox.ts";
import { Sender } from "../../src/sync/sender.ts";

/** A disk that takes as long as the test likes. */
class SlowDisk {
  readonly changes$ = new Subject<{ id: string; body: Entry | null }>();
  readonly written: string[] = [];
  readonly #waiting: (() => void)[] = [];
  slow = false;

  all = () => Promise.resolve(new Map<string, Entry>());
  put = async (id: string) => {
    if (this.slow) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.written.push(id);
  };
  remove = () => Promise.resolve();

  release(): void {
    for (const go of this.#waiting.splice(0)) go();
  }
}

let disk: SlowDisk;
let outbox: Outbox;
let sender: Sender;
let time: number;
let sent: Command[][];
let order: number;

beforeEach(() => {
  disk = new SlowDisk();
  outbox = new Outbox(disk as unknown as Kept<Entry>, new Changes());
  time = 0;
  order = 0;
  sent = [];
  sender = new Sender({
    outbox,
    monotonic: () => time,
    random: () => 0.5,
    after: () => () => {},
    send: (frame: SentFrame) => frame.frame === "commands" && sent.push(frame.commands),
    checkpoint: () => null,
    afterRows: () => {},
    told: () => {},
  });
});

function add(
  id: string,
  type: Command["type"] = "note.add",
  lines = [id],
  body: object = {},
): Promise<void> {
  order += 1;
  const command = { id: brand<CommandId>(id), type, body } as Command;
  return outbox.add({ command, lines, order, at: 0, revision: 0, end: null });
}
const batches = () => sent.map((commands) => commands.map(({ id }) => String(id)));
const applied = (id: string) =>
  ({ commandId: brand<CommandId>(id), end: "APPLIED", seq: 9, reply: {} }) as const;

describe("the sender", () => {
  test("sends nothing that is not on disk yet", async () => {
    disk.slow = true;
    const stored = add("a");
    await Promise.resolve();
    sender.welcomed("f");
    expect(sent).toEqual([]);
    disk.release();
    await stored;
    sender.pump();
    expect(batches()).toEqual([["a"]]);
  });

  test("sends answers to offers and state changes before all that waited longer", async () => {
    await Promise.all([
      add("note 1"),
      add("note 2"),
      add("accept", "offer.accept"),
      add("ready", "agent.setState"),
    ]);
    sender.welcomed("f");
    expect(batches()).toEqual([["accept", "ready", "note 1", "note 2"]]);
  });

  test("holds a line until the one before is answered, and asks no second time meanwhile", async () => {
    await Promise.all([
      add("a", "note.add", ["x"]),
      add("b", "note.add", ["x", "y"]),
      add("c", "note.add", ["y"]),
    ]);
    sender.welcomed("f");
    sender.pump();
    expect(batches()).toEqual([["a"]]);
    sender.outcomes([applied("a")]);
    expect(batches()).toEqual([["a"], ["b"]]);
    sender.outcomes([applied("b")]);
    expect(batches()).toEqual([["a"], ["b"], ["c"]]);
  });

  test("asks again without an answer, later each time, and at once on a new connection", async () => {
    await add("a");
    sender.welcomed("f");
    const sentAt: number[] = [];
    for (time = 0; time < 100_000; time += 500) {
      const before = batches().length;
      sender.pump();
      if (batches().length > before) sentAt.push(time);
    }
    expect(sentAt).toEqual([3500, 10_000, 22_500, 47_000, 71_500, 96_000]);
    sender.lost();
    sender.pump();
    expect(batches()).toHaveLength(7);
    sender.welcomed("f");
    expect(batches()).toHaveLength(8);
  });

  test("waits a little before it asks again about what the node could not decide", async () => {
    await add("a");
    sender.welcomed("f");
    sender.outcomes([{ commandId: brand("a"), end: "UNKNOWN" }]);
    expect(batches()).toEqual([["a"]]);
    time = 500;
    sender.pump();
    expect(batches()).toEqual([["a"], ["a"]]);
  });

  test("keeps to a hundred in ten seconds once it has caught up", async () => {
    sender.welcomed("f");
    time = 11_000;
    await Promise.all(Array.from({ length: 130 }, (_each, i) => add(`c${i}`)));
    sender.pump();
    expect(sent.map((commands) => commands.length)).toEqual([100]);
    sender.outcomes((sent[0] ?? []).map(({ id }) => applied(id)));
    time = 20_000;
    sender.pump();
    expect(sent).toHaveLength(1);
    time = 21_001;
    sender.pump();
    expect(sent.map((commands) => commands.length)).toEqual([100, 30]);
  });

  test("keeps every frame below the size the node takes", async () => {
    const body = { body: "é".repeat(8000) };
    await Promise.all(
      Array.from({ length: 20 }, (_each, i) => add(`c${i}`, "note.add", [`c${i}`], body)),
    );
    sender.welcomed("f");
    expect(sent.flat()).toHaveLength(20);
    for (const commands of sent) {
      const bytes = Buffer.byteLength(JSON.stringify({ frame: "commands", commands }));
      expect(bytes).toBeLessThanOrEqual(256 * 1024);
    }
    expect(sent).toHaveLength(2);
  });
});

describe("the outbox", () => {
  test("is not set back by the echo of what it wrote before", async () => {
    await outbox.open();
    await add("a");
    const before = outbox.entry("a");
    await outbox.mark("a", { end: "REFUSED", code: "NOT_PERMITTED", detail: null });
    disk.changes$.next({ id: "a", body: before });
    expect(outbox.entry("a")?.end).toMatchObject({ end: "REFUSED" });
    outbox.forget("a");
    disk.changes$.next({ id: "a", body: before });
    expect(outbox.entry("a")).toBeNull();
  });

  test("takes what another page has done", async () => {
    await outbox.open();
    await add("a");
    const before = outbox.entry("a");
    if (before === null) throw new Error("nothing was added");
    disk.changes$.next({
      id: "a",
      body: {
        ...before,
        revision: 1,
        end: { end: "REFUSED", code: "NOT_PERMITTED", detail: null },
      },
    });
    expect(outbox.shown()).toMatchObject([{ id: "a", state: "REFUSED" }]);
    disk.changes$.next({ id: "a", body: null });
    expect(outbox.isEmpty).toBe(true);
  });

  test("keeps nothing that could not be written, and says so", async () => {
    disk.put = () => Promise.reject(new Error("disk full"));
    await expect(add("a")).rejects.toThrow("disk full");
    expect(outbox.isEmpty).toBe(true);
  });
});
