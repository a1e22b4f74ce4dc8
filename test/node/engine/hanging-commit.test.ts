import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { Outcome } from "../../../src/protocol/commands.ts";
import { settle } from "./fake-time.ts";
import { expectNoHoles, openStubborn } from "./stubborn-centre.ts";

describe("a commit that hangs", () => {
  test("is followed by one that has every row once, in its last form", async () => {
    const { store, centre } = await openStubborn();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    await centre.accept(interactionId);
    store.writing.close();
    for (const body of ["one", "two", "three"]) {
      const messageId = brand<never>(body);
      void centre.sends("ana", "note.add", {
        interactionId: brand(interactionId),
        messageId,
        body,
      });
      await settle();
      await centre.time.pass(100);
    }
    const before = store.commits.length;
    store.writing.open();
    await settle();
    const later = store.commits.slice(before);
    const seen = later.flatMap(({ entries }) => entries.map(({ command }) => command?.outcome.end));
    expect(seen).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    for (const { writes } of later) {
      for (const { row, json } of writes) expect(JSON.parse(json)).toEqual(row.row);
      const ids = writes.map(({ row }) => `${row.kind} ${row.row.id}`);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(later.at(-1)?.writes.map(({ row }) => row.kind)).toContain("INTERVENTION");
  });

  test("for more than a second lets no alarm fire and nobody be matched until it is through", async () => {
    const { store, centre } = await openStubborn();
    await centre.ready("ana");
    const visitor = await centre.visitor();
    await centre.pass(10_000);
    store.writing.close();
    const away = centre.engine.submit(
      centre.actor("ana"),
      centre.command("agent.setState", { state: "NOT_READY", reason: "BREAK" }),
    );
    await settle();
    const asked = centre.engine.submit(visitor.actor, centre.writing(visitor, "Hello"));
    await centre.time.pass(2_000);
    const back = centre.engine.submit(
      centre.actor("ana"),
      centre.command("agent.setState", { state: "READY", reason: null }),
    );
    await centre.time.pass(100);
    expect(centre.tasks()[0]?.mediaState).toBe("QUEUED");
    store.writing.open();
    await Promise.all([away, asked, back]);
    await centre.pass(1_000);
    expect(centre.tasks()[0]?.mediaState).toBe("RESERVED");
  });

  test("is as old as it is itself: one that follows another in a rush does not stop the matching", async () => {
    const { store, centre } = await openStubborn();
    await centre.ready("ana");
    const visitors = [await centre.visitor(), await centre.visitor(), await centre.visitor()];
    const asks = async (nth: number): Promise<void> => {
      const visitor = visitors[nth];
      if (visitor === undefined) throw new Error("nobody");
      void centre.engine.submit(visitor.actor, centre.writing(visitor, "Hello"));
      await settle();
    };
    await centre.does("ana", "agent.setState", { state: "NOT_READY", reason: "BREAK" });
    store.writing.close();
    await asks(0);
    await asks(1);
    await centre.time.pass(900);
    // The first is through, and the next follows it at once.
    const first = store.writing;
    first.holdOnlyWhoWaits();
    first.open();
    store.writing.close();
    await centre.time.pass(300);
    void centre.sends("ana", "agent.setState", { state: "READY", reason: null });
    await settle();
    expect(centre.tasks().map(({ mediaState }) => mediaState)).toContain("RESERVED");
    store.writing.open();
    await settle();
  });

  test("makes the node answer NODE_BUSY above ten thousand changes in waiting, and serve again after it", async () => {
    const { store, centre } = await openStubborn();
    const visitors = await Promise.all(Array.from({ length: 20 }, () => centre.visitor()));
    store.writing.close();
    const answers: Promise<Outcome>[] = [];
    for (let round = 0; round < 130; round += 1) {
      for (const visitor of visitors)
        answers.push(centre.engine.submit(visitor.actor, centre.writing(visitor, "Hello")));
      await settle();
    }
    const [visitor] = visitors;
    if (visitor === undefined) throw new Error("nobody");
    const busy = centre.writing(visitor, "One more");
    expect(await centre.engine.submit(visitor.actor, busy)).toMatchObject({
      end: "REFUSED",
      code: "NODE_BUSY",
    });
    store.writing.open();
    const ends = new Set((await Promise.all(answers)).map((outcome) => outcome.end));
    expect(ends).toContain("APPLIED");
    await settle();
    expect(await centre.engine.submit(visitor.actor, busy)).toMatchObject({ end: "APPLIED" });
    await expectNoHoles(centre);
  });
});
