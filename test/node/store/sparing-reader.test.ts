import { describe, expect, test, vi } from "vitest";
import { type CommandId, brand } from "../../../src/domain/id.ts";
import { type ReaderCalls, asking } from "../../../src/node/store/calls.ts";
import { openStore } from "../../../src/node/store/open-store.ts";
import { SparingReader } from "../../../src/node/store/sparing-reader.ts";
import type { Reader } from "../../../src/node/store/store.ts";
import { newFile } from "./files.ts";
import { Ledger, answered } from "./ledger.ts";
import { agentWrite, beginning, contact } from "./work.ts";

const id = (name: string): CommandId => brand<CommandId>(name);

/** A file with so many commands, whose pages can fail; and what it was asked. */
function fileOf(commands: number, failing: { pages: number } = { pages: 0 }) {
  const there = Array.from({ length: commands }, (_, nth) => `c${String(nth).padStart(6, "0")}`);
  const asked: string[] = [];
  const read = asking<ReaderCalls>(async (name, [table, after, limit]) => {
    if (name !== "ids") throw new Error(`unexpected ${name}`);
    if (failing.pages > 0) {
      failing.pages -= 1;
      throw new Error("busy");
    }
    const rows = table === "command" ? there : [];
    return rows.filter((each) => each > String(after)).slice(0, Number(limit));
  });
  const inner = {
    commandRecords: async (ids: readonly CommandId[]) => {
      asked.push(...ids);
      return new Map();
    },
    fetch: async (refs: readonly { id: string }[]) => {
      asked.push(...refs.map((ref) => ref.id));
      return [];
    },
  } as unknown as Reader;
  return { sparing: new SparingReader(inner, read), asked };
}

describe("a reader that spares questions", () => {
  test("asks about everything until all ids of the file are known, then only about what may be there", async () => {
    const { sparing, asked } = fileOf(12_000);
    await sparing.reader.commandRecords([id("stranger")]);
    expect(asked.splice(0)).toEqual(["stranger"]);
    await sparing.learn();
    await sparing.reader.commandRecords([id("stranger"), id("c011999"), id("c000000")]);
    expect(asked.splice(0)).toEqual(["c011999", "c000000"]);
    await sparing.reader.commandRecords([id("stranger")]);
    expect(asked).toEqual([]);
  });

  test("spares of rows the messages alone: what else is named is mostly there", async () => {
    const { sparing, asked } = fileOf(0);
    await sparing.learn();
    await sparing.reader.fetch([
      { kind: "MESSAGE", id: "m" },
      { kind: "TASK", id: "t" },
    ]);
    expect(asked).toEqual(["t"]);
  });

  test("asks about what it was told is being written", async () => {
    const { sparing, asked } = fileOf(0);
    await sparing.learn();
    const ledger = new Ledger();
    sparing.note(ledger.commit(beginning(contact()), answered("c1")));
    await sparing.reader.commandRecords([id("c1"), id("c2")]);
    expect(asked).toEqual(["c1"]);
  });

  test("goes on asking while the file cannot be read, and learns once it can", async () => {
    vi.useFakeTimers();
    const { sparing, asked } = fileOf(3, { pages: 2 });
    const learning = sparing.learn();
    await vi.advanceTimersByTimeAsync(9000);
    await sparing.reader.commandRecords([id("stranger")]);
    expect(asked.splice(0)).toEqual(["stranger"]);
    await vi.advanceTimersByTimeAsync(20_000);
    await learning;
    vi.useRealTimers();
    await sparing.reader.commandRecords([id("stranger"), id("c000002")]);
    expect(asked).toEqual(["c000002"]);
  });

  test("finds in a file opened again what an earlier process wrote", async () => {
    const file = newFile();
    const first = await openStore({ file });
    const ledger = new Ledger();
    const one = contact();
    await first.append(ledger.commit(beginning(one), answered("c1")));
    await first.close();
    const again = await openStore({ file });
    const message = beginning(one).find(({ kind }) => kind === "MESSAGE");
    const ref = { kind: "MESSAGE", id: message?.row.id ?? "" } as const;
    // At once, and when all has been learned.
    for (const _time of [0, 1]) {
      expect([...(await again.reader.commandRecords([id("c1"), id("c2")])).keys()]).toEqual(["c1"]);
      expect((await again.reader.fetch([ref])).map(({ row }) => row.id)).toEqual([ref.id]);
      await new Promise((moment) => setTimeout(moment, 100));
    }
    await again.append(ledger.commit([agentWrite("ana")], answered("c3")));
    expect((await again.reader.commandRecords([id("c3")])).size).toBe(1);
    await again.close();
  });
});
