import fc from "fast-check";
import { Compile } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { type RowKind, rowKinds, rowSchemas } from "../../src/protocol/rows.ts";
import { bodiesOf, directoryRow } from "../../src/protocol/rows/directory-row.ts";
import { interactionFromRow, interactionToRow } from "../../src/protocol/rows/interaction-row.ts";
import {
  agentFromRow,
  agentToRow,
  interventionFromRow,
  interventionToRow,
  messageFromRow,
  messageToRow,
} from "../../src/protocol/rows/other-rows.ts";
import { taskFromRow, taskToRow } from "../../src/protocol/rows/task-row.ts";
import {
  active,
  anInteraction,
  chatMrd,
  queued,
  reserved,
  supportQueue,
} from "../domain/sample.ts";
import { agents, interactions, interventions, messages, tasks } from "./arbitraries.ts";

const checks = Object.fromEntries(
  rowKinds.map((kind) => [kind, Compile(rowSchemas[kind])] as const),
);

/** Over the wire and back, and the row is one that the schema knows. */
function roundTrip<E, R extends object>(
  kind: RowKind,
  arbitrary: fc.Arbitrary<E>,
  ways: { to: (entity: E) => R; from: (row: R) => E },
) {
  fc.assert(
    fc.property(arbitrary, (entity) => {
      const row = JSON.parse(JSON.stringify(ways.to(entity))) as R;
      expect([...(checks[kind]?.Errors(row) ?? [])]).toEqual([]);
      expect(checks[kind]?.Check({ ...row, extra: 1 })).toBe(false);
      expect(ways.from(row)).toEqual(entity);
    }),
    { numRuns: 150 },
  );
}

describe("a row goes over the wire and comes back as what it was", () => {
  test.each(Object.entries(tasks))("a task that is %s", (_state, arbitrary) => {
    const to = (task: Parameters<typeof taskToRow>[0]) => taskToRow(task, anInteraction());
    roundTrip("TASK", arbitrary as (typeof tasks)["QUEUED"], { to, from: taskFromRow as never });
  });

  test.each(Object.entries(interactions))("an interaction that is %s", (_state, arbitrary) => {
    const ways = { to: interactionToRow, from: interactionFromRow as never };
    roundTrip("INTERACTION", arbitrary as (typeof interactions)["ACTIVE"], ways);
  });

  test.each(Object.entries(interventions))("an intervention that is %s", (_state, arbitrary) => {
    const ways = { to: interventionToRow, from: interventionFromRow as never };
    roundTrip("INTERVENTION", arbitrary as (typeof interventions)["OPENED"], ways);
  });

  test("a message", () => {
    roundTrip("MESSAGE", messages, { to: messageToRow, from: messageFromRow });
  });

  test("an agent", () => {
    roundTrip("AGENT", agents, { to: agentToRow, from: agentFromRow });
  });
});

describe("a task's row", () => {
  test("repeats what a list shows of its interaction", () => {
    const interaction = anInteraction({ lastLine: "Hello", customerName: "Lou" });
    expect(taskToRow(queued(), interaction)).toMatchObject({
      displayNumber: 4821,
      customerName: "Lou",
      subject: "My parcel",
      lastLine: "Hello",
      taskState: "ACTIVE",
      mediaState: "QUEUED",
      agentId: "",
    });
  });

  const row = taskToRow(reserved(), anInteraction());
  const accepted = taskToRow(active(), anInteraction());
  test.each([
    ["an offer without an agent", { ...row, agentId: "" as const }],
    ["an offer that is over", { ...row, offer: accepted.offer }],
    ["no offer where one must be", { ...row, offer: null }],
    ["a conversation without an answer", { ...accepted, answeredAt: null }],
    ["a conversation with a pending offer", { ...accepted, offer: row.offer }],
    [
      "a wrap-up without its reason",
      { ...accepted, taskState: "WRAP_UP" as const, mediaState: "CLOSED" as const },
    ],
    [
      "an end without a reason",
      { ...accepted, taskState: "CLOSED" as const, mediaState: "CLOSED" as const },
    ],
    [
      "an end with a pending offer",
      { ...row, taskState: "CLOSED" as const, mediaState: "CLOSED" as const, reason: "RONA" },
    ],
  ])("that contradicts itself is no task: %s", (_what, damaged) => {
    expect(() => taskFromRow(damaged as typeof row)).toThrow("contradicts itself");
  });
});

describe("an interaction's row", () => {
  const row = interactionToRow(anInteraction());
  test.each([
    ["completed without a resolution", { ...row, state: "COMPLETED" as const }],
    ["active with the status of a completed one", { ...row, status: "COMPLETED" as const }],
  ])("that contradicts itself is no interaction: %s", (_what, damaged) => {
    expect(() => interactionFromRow(damaged)).toThrow(row.id);
  });
});

describe("a directory row", () => {
  test("is named by kind and id, and found by its kind", () => {
    const rows = [directoryRow("QUEUE", supportQueue), directoryRow("MRD", chatMrd)];
    expect(rows.map((each) => each.id)).toEqual(["QUEUE:support", "MRD:chat"]);
    expect(bodiesOf(rows, "QUEUE")).toEqual([supportQueue]);
    for (const each of rows) expect(checks["DIRECTORY"]?.Check(each)).toBe(true);
  });
});
