import { describe, expect, test } from "vitest";
import { type TaskId, type WorkspaceId, brand } from "../../../src/domain/id.ts";
import type { ConnectorActor } from "../../../src/node/access/actor.ts";
import { after, noon } from "../../domain/sample.ts";
import { openCentre, web } from "./centre.ts";

const bytes = (value: unknown) => JSON.stringify(value);

describe("a command that is sent twice", () => {
  test("has one effect and the same answer, byte for byte", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const command = centre.writing(visitor, "Hello");
    const first = await centre.engine.submit(visitor.actor, command);
    const { head } = centre.engine;
    const second = await centre.engine.submit(visitor.actor, command);
    expect(bytes(second)).toBe(bytes(first));
    expect(centre.engine.head).toBe(head);
  });

  test("in the same turn has one effect", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const command = centre.writing(visitor, "Hello");
    const [first, second] = await Promise.all([
      centre.engine.submit(visitor.actor, command),
      centre.engine.submit(visitor.actor, command),
    ]);
    expect(bytes(second)).toBe(bytes(first));
    expect(centre.tasks()).toHaveLength(1);
  });

  test("has the same answer also after a restart, refusals too", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const hello = centre.writing(visitor, "Hello");
    const empty = centre.writing(visitor, "   ");
    const first = await centre.engine.submit(visitor.actor, hello);
    const refused = await centre.engine.submit(visitor.actor, empty);
    expect(refused).toMatchObject({ end: "REFUSED", code: "MESSAGE_EMPTY" });
    await centre.restart();
    const { head } = centre.engine;
    expect(bytes(await centre.engine.submit(visitor.actor, hello))).toBe(bytes(first));
    expect(bytes(await centre.engine.submit(visitor.actor, empty))).toBe(bytes(refused));
    expect(centre.engine.head).toBe(head);
  });

  test("under one id with another body is COMMAND_ID_REUSED, also after a restart", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const command = centre.writing(visitor, "Hello");
    await centre.engine.submit(visitor.actor, command);
    const other = { ...centre.writing(visitor, "Something else"), id: command.id };
    const expected = {
      commandId: command.id,
      end: "REFUSED",
      code: "COMMAND_ID_REUSED",
      seq: 0,
    };
    expect(await centre.engine.submit(visitor.actor, other)).toEqual(expected);
    await centre.restart();
    expect(await centre.engine.submit(visitor.actor, other)).toEqual(expected);
  });

  test("under one id by somebody else is their own command: nobody reads another's answer (F41)", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    await centre.hello("ben");
    const command = centre.command("agent.setState", { state: "NOT_READY", reason: "BREAK" });
    await centre.engine.submit(centre.actor("ana"), command);
    const ready = { state: "READY", reason: null } as const;
    const own = { ...centre.command("agent.setState", ready), id: command.id };
    const answer = await centre.engine.submit(centre.actor("ben"), own);
    expect(answer).toMatchObject({ end: "APPLIED", reply: { state: "READY" } });
    expect(await centre.engine.submit(centre.actor("ben"), own)).toEqual(answer);
    const other = await centre.engine.submit(centre.actor("ben"), command);
    expect(other).toMatchObject({ end: "REFUSED", code: "COMMAND_ID_REUSED" });
  });

  test("that changes nothing has an answer of its own place in the feed all the same", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const before = centre.engine.head;
    const outcome = await centre.does("ana", "agent.setState", { state: "READY", reason: null });
    expect(outcome.seq).toBe(centre.engine.head);
    expect(outcome.seq).toBeGreaterThan(before);
  });
});

describe("a command with a limit", () => {
  test("is done up to its last instant and COMMAND_EXPIRED after it, whenever it is asked again", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const { taskId, offerId } = centre.offer(interactionId);
    const late = centre.command("offer.accept", { taskId, offerId }, { notAfter: noon - 1 });
    const inTime = centre.command("offer.accept", { taskId, offerId }, { notAfter: noon });
    const ana = centre.actor("ana");
    expect(await centre.engine.submit(ana, late)).toMatchObject({ code: "COMMAND_EXPIRED" });
    expect(await centre.engine.submit(ana, inTime)).toMatchObject({ end: "APPLIED" });
    await centre.pass(20_000);
    expect(await centre.engine.submit(ana, inTime)).toMatchObject({ end: "APPLIED" });
    expect(centre.engine.now()).toBe(after(20_000));
  });
});

describe("the door", () => {
  test("lets visitors do nothing but speak, and agents nothing for a customer", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const visitor = await centre.visitor();
    const outcome = await centre.engine.submit(
      visitor.actor,
      centre.command("agent.setState", { state: "READY", reason: null }),
    );
    expect(outcome).toMatchObject({ end: "REFUSED", code: "NOT_PERMITTED" });
    const spoken = await centre.engine.submit(
      centre.actor("ana"),
      centre.writing(visitor, "I am Kim"),
    );
    expect(spoken).toMatchObject({ end: "REFUSED", code: "NOT_FOUND" });
  });

  test("lets a connector speak for customers of its own source alone", async () => {
    const centre = await openCentre();
    const visitor = await centre.visitor();
    const connector = (sourceId: string): ConnectorActor => ({
      kind: "CONNECTOR",
      workspaceId: brand("ws"),
      sourceId: brand(sourceId),
    });
    expect(
      await centre.engine.submit(connector("live"), centre.writing(visitor, "Hello")),
    ).toMatchObject({ code: "NOT_FOUND" });
    expect(
      await centre.engine.submit(connector(web), centre.writing(visitor, "Hello")),
    ).toMatchObject({ end: "APPLIED" });
  });

  test("answers somebody of another workspace as if nothing were there", async () => {
    const centre = await openCentre();
    await centre.ready("ana");
    const { interactionId } = await centre.request();
    const taskId = await centre.accept(interactionId);
    const stranger = { ...centre.actor("ana"), workspaceId: brand<WorkspaceId>("other") };
    expect(
      await centre.engine.submit(stranger, centre.command("task.resolve", { taskId })),
    ).toMatchObject({ code: "TASK_NOT_FOUND" });
    expect(
      await centre.engine.submit(
        stranger,
        centre.command("note.add", {
          interactionId: brand(interactionId),
          messageId: brand("m"),
          body: "Hello",
        }),
      ),
    ).toMatchObject({ code: "INTERACTION_NOT_FOUND" });
  });

  test.each(["task.resolve", "task.requeue", "wrapup.skip"] as const)(
    "answers %s of a foreign task like one of no task at all",
    async (type) => {
      const centre = await openCentre();
      await centre.ready("ana");
      const { interactionId } = await centre.request();
      const taskId = await centre.accept(interactionId);
      await centre.hello("cara");
      await centre.hello("ben");
      const unknown = brand<TaskId>("nothing");
      expect(await centre.refused("cara", type, { taskId })).toBe("TASK_NOT_FOUND");
      expect(await centre.refused("cara", type, { taskId: unknown })).toBe("TASK_NOT_FOUND");
      expect(await centre.refused("ben", type, { taskId })).toMatch(
        /^(NOT_YOUR_TASK|TASK_NOT_IN_WRAP_UP)$/,
      );
    },
  );
});
