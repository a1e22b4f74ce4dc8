/** What the schema can hold, the schema holds: a bug in the code becomes a refused commit. */
import { beforeEach, describe, expect, test } from "vitest";
import { type CommandId, brand } from "../../../src/domain/id.ts";
import { closeTask } from "../../../src/domain/task.ts";
import { openMemoryStore } from "../../../src/node/store/memory-store.ts";
import type { Commit, Store } from "../../../src/node/store/store.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { Ledger, type Write, answered, joined, noon } from "./ledger.ts";
import {
  agentWrite,
  beginning,
  completionWrite,
  contact,
  ending,
  interactionWrite,
  interventionWrite,
  inWrapUp,
  messageWrite,
  offered,
  statisticWrite,
  successorOf,
  taken,
  taskWrite,
} from "./work.ts";

let store: Store;
let ledger: Ledger;
const one = contact({ displayNumber: 7 });

beforeEach(async () => {
  store = openMemoryStore();
  ledger = new Ledger();
  await store.append(ledger.commit(beginning(one)));
});

const keep = (writes: readonly Write[]) => store.append(ledger.commit(writes));

function changed<W extends Write>(write: W, change: Partial<W["row"]>): W {
  return { ...write, row: { ...write.row, ...change } };
}

const taskRow = (task: Parameters<typeof taskWrite>[0], change: Partial<TaskRow> = {}): Write =>
  changed(taskWrite(task, one.interaction), change as object);

const interactionRow = (
  interaction: Parameters<typeof interactionWrite>[0],
  change: Partial<InteractionRow>,
): Write => changed(interactionWrite(interaction), change as object);

const [queued, reserved, active, wrapUp] = [
  one.task,
  offered(one.task),
  taken(one.task),
  inWrapUp(one.task),
];
const closed = closeTask(active, { reason: "DONE" }, noon + 9000);
const { offer } = reserved;

describe("a task", () => {
  test("is kept in each of its states", async () => {
    for (const task of [queued, reserved, active, wrapUp, closed]) await keep([taskRow(task)]);
    expect(await store.reader.tasksOf(one.interaction.id)).toMatchObject([{ seq: ledger.head }]);
  });

  test.each<[string, Write]>([
    ["queued with an agent", taskRow(queued, { agentId: brand("ana") })],
    ["queued with an offer", taskRow(queued, { offer })],
    ["reserved without an offer", taskRow(reserved, { offer: null })],
    ["reserved without an agent", taskRow(reserved, { agentId: "" })],
    ["reserved for another than the offer", taskRow(reserved, { agentId: brand("ben") })],
    ["reserved by an offer that has ended", taskRow(reserved, { offer: active.offer })],
    ["active under an offer still pending", taskRow(active, { offer })],
    ["active without an agent", taskRow(active, { agentId: "" })],
    ["active and never answered", taskRow(active, { answeredAt: null })],
    ["in wrap-up without a reason", taskRow(wrapUp, { reason: null })],
    ["in wrap-up with its media open", taskRow(wrapUp, { mediaState: "ACTIVE" })],
    ["closed without a reason", taskRow(closed, { reason: null })],
    ["closed under an offer still pending", taskRow(closed, { offer })],
    ["closed at no time", taskRow(closed, { closedAt: 8_640_000_000_000_000 })],
    ["open with a time of closing", taskRow(active, { closedAt: noon })],
    ["of a state that does not exist", taskRow(active, { taskState: "BUSY" as "ACTIVE" })],
    ["of another interaction than before", taskRow(active, { interactionId: brand("other") })],
  ])("is never %s", async (_what, write) => {
    await expect(keep([write])).rejects.toThrow(/CHECK|out of its order/);
  });

  test("once closed is never open again", async () => {
    await keep([taskRow(closed)]);
    await expect(keep([taskRow(active)])).rejects.toThrow("a closed task never opens again");
  });

  test("has one successor at most", async () => {
    await keep([taskRow(closed), taskRow(successorOf(queued, "task-2"))]);
    await expect(keep([taskRow(successorOf(queued, "task-3"))])).rejects.toThrow(/UNIQUE/);
  });

  test.each<[string, Partial<TaskRow>]>([
    ["interaction", { interactionId: brand("nowhere") }],
    ["predecessor", { previousTaskId: brand("nowhere") }],
  ])("names an %s that is there", async (_what, change) => {
    const other = { ...queued, id: brand<TaskRow["id"]>("task-2") };
    await expect(keep([taskRow(other, change)])).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe("an interaction", () => {
  test.each<[string, Write[]]>([
    ["completed without its completion", [interactionWrite(one.completed)]],
    [
      "completed by another than its completion says",
      [interactionRow(one.completed, { completedBy: "ben" }), completionWrite(one.completed)],
    ],
    [
      "completed at another time than its completion says",
      [interactionRow(one.completed, { completedAt: noon }), completionWrite(one.completed)],
    ],
  ])("is never %s", async (_what, writes) => {
    await expect(keep(writes)).rejects.toThrow(/FOREIGN KEY/);
  });

  test.each<[string, Write]>([
    ["completed without a resolution", interactionRow(one.completed, { resolution: null })],
    ["completed by nobody", interactionRow(one.completed, { completedBy: "" })],
    ["completed while connected", interactionRow(one.completed, { status: "CONNECTED" })],
    ["completed with a task", interactionRow(one.completed, { taskId: one.task.id })],
    ["active with the status of an end", interactionRow(one.interaction, { status: "COMPLETED" })],
    ["active with a resolution", interactionRow(one.interaction, { resolution: "RESOLVED" })],
    ["moved to another thread", interactionRow(one.interaction, { threadId: brand("other") })],
  ])("is never %s", async (_what, write) => {
    await expect(keep([write, completionWrite(one.completed)])).rejects.toThrow(
      /CHECK|out of its order/,
    );
  });

  test("once completed keeps who completed it and when, though a second completion is at hand", async () => {
    await keep(ending(one));
    const again = { ...one.completed, completedAt: noon + 99_000 };
    await expect(keep([interactionWrite(again), completionWrite(again)])).rejects.toThrow(
      "who completed an interaction, and when, is never changed",
    );
  });

  test("once completed may be opened again, and completed by somebody else later", async () => {
    await keep(ending(one));
    await keep([interactionWrite(one.interaction)]);
    const again = { ...one.completed, completedAt: noon + 99_000, completedBy: "ben" };
    await keep([interactionWrite(again), completionWrite(again)]);
    expect(await store.reader.completions(one.interaction.id)).toHaveLength(2);
  });

  test("once completed may be edited in what people may edit", async () => {
    await keep(ending(one));
    await keep([
      interactionWrite({ ...one.completed, subject: "Found in the hall", tags: ["late"] }),
    ]);
    const [row] = await store.reader.fetch([{ kind: "INTERACTION", id: one.interaction.id }]);
    expect(row).toMatchObject({ row: { subject: "Found in the hall" } });
  });

  test("has at most one intervention that is not closed", async () => {
    const second = { ...one.intervention, id: brand<typeof one.intervention.id>("second") };
    await keep([interventionWrite(one.intervention)]);
    await expect(keep([interventionWrite(second)])).rejects.toThrow(/UNIQUE/);
  });

  test("may have its next intervention opened as the one before is closed", async () => {
    const second = { ...one.intervention, id: brand<typeof one.intervention.id>("second") };
    await keep([interventionWrite(one.intervention)]);
    const commit = ledger.commit([
      interventionWrite(one.intervention, "CLOSED"),
      interventionWrite(second),
    ]);
    await store.append({ ...commit, writes: [...commit.writes].reverse() });
  });

  test("shares its spoken number with no other", async () => {
    const other = contact({ name: "2", displayNumber: 7 });
    await expect(keep(beginning(other))).rejects.toThrow(/UNIQUE/);
  });
});

describe("a completion", () => {
  test("is never written anew", async () => {
    await keep(ending(one));
    const forged = changed(completionWrite(one.completed), { completedByName: "Ben" });
    await expect(keep([forged])).rejects.toThrow("a completion is never changed");
  });

  test("is written once", async () => {
    await keep(ending(one));
    const twin = changed(completionWrite(one.completed), { id: brand("twin") });
    await expect(keep([twin])).rejects.toThrow(/UNIQUE/);
  });
});

describe("the feed", () => {
  const shifted = (commit: Commit, by: number): Commit => ({
    ...commit,
    entries: commit.entries.map((entry) => ({
      ...entry,
      firstSeq: entry.firstSeq + by,
      lastSeq: entry.lastSeq + by,
      events: entry.events.map((event) => ({ ...event, seq: event.seq + by })),
    })),
  });

  test.each([
    ["a hole", 1],
    ["a second beginning", -1],
  ])("has never %s", async (_what, by) => {
    const commit = shifted(ledger.commit([], answered("c1")), by);
    await expect(store.append(commit)).rejects.toThrow("the feed would have a hole");
  });

  test("has no hole between the decisions of one commit", async () => {
    const [first, lost, last] = [
      ledger.commit([agentWrite("a1")]),
      ledger.commit([agentWrite("a2")]),
      ledger.commit([agentWrite("a3")]),
    ];
    expect(lost.writes).toHaveLength(1);
    await expect(store.append(joined(first, last))).rejects.toThrow("the feed would have a hole");
  });

  test("has one event for each sequence", async () => {
    const commit = ledger.commit([agentWrite("a1"), agentWrite("a2")]);
    const entries = commit.entries.map((entry) => ({ ...entry, events: entry.events.slice(1) }));
    await expect(store.append({ ...commit, entries })).rejects.toThrow(/CHECK/);
  });

  test("never goes back in time", async () => {
    ledger.at -= 1;
    await expect(keep([agentWrite("a1")])).rejects.toThrow("the feed would go back in time");
  });

  test("never goes back in time from one decision of a commit to the next", async () => {
    const first = ledger.commit([agentWrite("a1")]);
    ledger.at -= 1;
    const second = ledger.commit([agentWrite("a2")]);
    const both = { ...joined(first, second), at: first.at };
    await expect(store.append(both)).rejects.toThrow("the feed would go back in time");
  });

  test("gives no event a sequence of another decision", async () => {
    const commit = ledger.commit([agentWrite("a1")]);
    const entries = commit.entries.map((entry) => ({
      ...entry,
      events: entry.events.map((event) => ({ ...event, seq: event.seq + 1 })),
    }));
    await expect(store.append({ ...commit, entries })).rejects.toThrow(
      "the feed would have a hole",
    );
  });

  test("takes nothing of another epoch", async () => {
    const commit = { ...ledger.commit([agentWrite("a1")]), epoch: 2 };
    await expect(store.append(commit)).rejects.toThrow("the commit belongs to another epoch");
  });

  test("answers each command once", async () => {
    await store.append(ledger.commit([], answered("c1")));
    const again = ledger.commit([], { ...answered("c2"), id: brand<CommandId>("c1") });
    await expect(store.append(again)).rejects.toThrow(/UNIQUE/);
  });
});

describe("a row", () => {
  const altered = (commit: Commit, change: { number?: number; seq?: number }): Commit => ({
    ...commit,
    writes: commit.writes.map((write) => ({ ...write, row: { ...write.row, ...change } as never })),
  });

  test.each([
    ["a sequence that its commit does not have", { seq: 99 }],
    ["a sequence of the past", { seq: 5 }],
    ["another number than before", { number: 4 }],
    ["a number of its own commit although it is older", { number: 6 }],
  ])("is never written with %s", async (_what, change) => {
    const commit = altered(ledger.commit([taskRow(active)]), change);
    await expect(store.append(commit)).rejects.toThrow(/out of its order|UNIQUE|CHECK/);
  });

  test("of the past is never made up", async () => {
    const commit = altered(ledger.commit([agentWrite("a1")]), { number: 2 });
    await expect(store.append(commit)).rejects.toThrow("out of its order");
  });

  test("shares its number with no other, whatever their kinds", async () => {
    const commit = altered(ledger.commit([agentWrite("a1"), statisticWrite(noon)]), { number: 6 });
    await expect(store.append(commit)).rejects.toThrow("no two rows have the same number");
  });

  test("changes by an entry of the feed alone", async () => {
    const commit = ledger.commit([agentWrite("a1")]);
    await expect(store.append({ ...commit, entries: [] })).rejects.toThrow(/entry of the feed/);
  });
});

test("a message belongs to an interaction that is there", async () => {
  await expect(keep([messageWrite(contact({ name: "2" }).say("NOTE"))])).rejects.toThrow(/FOREIGN/);
});

test("nothing that was refused is there", async () => {
  const before = await store.live(0);
  await expect(keep([agentWrite("a1"), taskRow(queued, { offer })])).rejects.toThrow(/CHECK/);
  await store.reopen();
  expect(await store.live(0)).toEqual(before);
});
