import { describe, expect, test } from "vitest";
import type { Centre } from "./centre.ts";
import { askBen, joined, noWrapUp, saidIn, withAna } from "./together.ts";

const told = (centre: Centre, id: string) =>
  saidIn(centre, id, "EVENT").flatMap((row) =>
    row.told === undefined ? [] : [`${row.told} ${row.authorName}`],
  );

describe("what a customer is told of what becomes of their conversation (S17)", () => {
  test("a hold, going on, a transfer, and whoever takes over", async () => {
    const { centre, interactionId, taskId } = await withAna(["ben"]);
    await centre.does("ana", "task.hold", { taskId, seconds: 60 });
    await centre.does("ana", "task.resume", { taskId });
    await centre.does("ana", "task.transfer", { taskId, ...askBen, attended: false });
    await centre.accept(interactionId);
    expect(told(centre, interactionId)).toEqual([
      "JOINED Ana",
      "HELD Ana",
      "RESUMED Ana",
      "PASSED_ON Ana",
      "JOINED Ben",
    ]);
  });

  test("a colleague who joins, and not one who advises or was only asked", async () => {
    const together = await withAna(["ben", "cara"]);
    const { centre, interactionId } = together;
    const advice = await joined(together, "cara", "task.consult");
    await centre.does("cara", "task.leave", { taskId: advice });
    expect(told(centre, interactionId)).toEqual(["JOINED Ana"]);
    await joined(together, "ben", "task.conference");
    expect(told(centre, interactionId)).toEqual(["JOINED Ana", "JOINED Ben"]);
  });

  test("an adviser who takes over is introduced", async () => {
    const together = await withAna(["ben"]);
    const { centre, interactionId, taskId } = together;
    const consultTaskId = await joined(together, "ben", "task.consult");
    await centre.does("ana", "consult.transfer", { taskId, consultTaskId });
    expect(told(centre, interactionId)).toEqual(["JOINED Ana", "PASSED_ON Ana", "JOINED Ben"]);
  });

  test.each([
    ["with a wrap-up, of which they know nothing", {}],
    ["at once", noWrapUp],
  ])("the end, once: %s", async (_what, settings) => {
    const { centre, interactionId, taskId } = await withAna([], settings);
    await centre.does("ana", "task.resolve", { taskId });
    if (!("mrd" in settings)) await centre.does("ana", "wrapup.skip", { taskId });
    const { threadId } = await centre.keptInteraction(interactionId);
    const rows = await centre.store.reader.thread(threadId, true);
    expect(rows.flatMap(({ row }) => row.told ?? [])).toEqual(["JOINED", "ENDED"]);
  });
});
