/** A customer who writes on to a queue that has turned them away, or closed meanwhile. */
import { describe, expect, test } from "vitest";
import { plainRouting } from "../../../src/domain/queue.ts";
import type { Centre, Visitor } from "./centre.ts";
import { word, shut, configure, held, told, turnedAwayIn, centreFor } from "./shut-queue.ts";

describe("a customer who writes on (F3, F7)", () => {
  const writesTwice = async (centre: Centre, visitor: Visitor) => {
    await centre.pass(5_000);
    await centre.writes(visitor, "Hello?");
    await centre.pass(5_000);
    await centre.writes(visitor, "Is nobody there?");
  };

  test.each([null, 0])(
    "is refused once: one case, one word, one count (window %s)",
    async (window) => {
      const centre = await centreFor();
      await configure(centre, {});
      await shut(centre, "closed", { routing: { ...plainRouting, reopenWindowSec: window } });
      const { interactionId, visitor } = await centre.request();
      await writesTwice(centre, visitor);
      expect(centre.engine.live.row("INTERACTION", interactionId)?.row.state ?? "COMPLETED").toBe(
        "COMPLETED",
      );
      expect(centre.tasks()).toEqual([]);
      expect(await told(centre, interactionId)).toEqual([word]);
      expect(await turnedAwayIn(centre)).toBe(1);
      const { rows } = await centre.store.reader.conversations([interactionId]);
      expect(rows.flatMap((each) => (each.kind === "MESSAGE" ? [each.row.body] : []))).toEqual(
        expect.arrayContaining(["My parcel is late", "Hello?", "Is nobody there?"]),
      );
      expect((await centre.keptInteraction(interactionId)).lastLine).toBe("Is nobody there?");
    },
  );

  test("is given up on once where nobody is signed in", async () => {
    const centre = await centreFor();
    await configure(centre, {});
    await shut(centre, "unstaffed");
    const { interactionId, visitor } = await centre.request();
    await writesTwice(centre, visitor);
    expect(centre.interaction(interactionId).status).toBe("UNDELIVERED");
    expect(await turnedAwayIn(centre)).toBe(1);
  });

  test("thanks an agent who is writing it up after closing time: it ends as resolved by that agent", async () => {
    const centre = await centreFor();
    const { interactionId, taskId, visitor } = await held(centre);
    await centre.does("ana", "task.resolve", { taskId });
    await shut(centre, "closed");
    await centre.writes(visitor, "Thanks");
    await centre.writes(visitor, "Bye");
    expect(centre.task(interactionId)).toMatchObject({ taskState: "WRAP_UP", resolved: true });
    expect(await told(centre, interactionId)).toEqual([word]);
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      resolution: "RESOLVED",
      completedBy: "ana",
    });
    expect(await turnedAwayIn(centre)).toBe(0);
  });
});
