import { describe, expect, test } from "vitest";
import { brand } from "../../../src/domain/id.ts";
import type { InteractionId, TaskId } from "../../../src/domain/id.ts";
import type { UserActor } from "../../../src/node/access/actor.ts";
import { anAgent, noon } from "../../domain/sample.ts";
import { type Centre, people } from "./centre.ts";
import { joined, linesOf, withAna } from "./together.ts";

const ear = brand<TaskId>("ear-1");

/** Ana has the customer, Sue listens. */
async function heard(...args: Parameters<typeof withAna>) {
  const together = await withAna(...args);
  const { centre, interactionId } = together;
  await centre.hello("sue");
  await listens(centre, interactionId);
  return { ...together, together };
}

function listens(centre: Centre, interactionId: string, taskId: TaskId = ear) {
  return centre.does("sue", "monitor.start", { interactionId: brand(interactionId), taskId });
}

const earOf = (centre: Centre, interactionId: string) =>
  centre.tasks(interactionId).find((task) => task.id === ear);

describe("listening in (T11)", () => {
  test("is told as a task and a subscription, and changes no other row", async () => {
    const { centre, interactionId, taskId } = await withAna([]);
    await centre.hello("sue");
    const { engine } = centre;
    const rows = (kind: "INTERACTION" | "TASK", id: string) => engine.live.row(kind, id);
    const before = [rows("INTERACTION", interactionId), rows("TASK", taskId), centre.agent("ana")];
    const sue = centre.agent("sue");
    const head = engine.head;
    await listens(centre, interactionId);
    const told = centre.events.filter((event) => event.seq > head);
    expect(told.map((event) => event.type)).toEqual(["TASK_STATE_CHANGED", "AGENT_SUBSCRIBED"]);
    expect([rows("INTERACTION", interactionId), rows("TASK", taskId), centre.agent("ana")]).toEqual(
      before,
    );
    expect(centre.agent("sue")).toEqual(sue);
    expect(earOf(centre, interactionId)).toMatchObject({
      direction: "SILENT_MONITOR",
      mode: "AGENT",
      role: "SILENT_MONITOR",
      agentId: "sue",
      mediaState: "ACTIVE",
    });
  });

  test("counts in no queue", async () => {
    const { centre } = await heard([]);
    expect(centre.engine.counters("support", noon)).toMatchObject({ offered: 1, answered: 1 });
  });

  test("is betrayed by nothing that a conference or a transfer does beside it", async () => {
    const { centre, together, interactionId, taskId } = await heard(["ben"]);
    await joined(together, "ben");
    await centre.does("ana", "task.conference", {
      taskId,
      to: "QUEUE",
      targetId: "billing",
      note: "",
    });
    const shown = [
      centre.interaction(interactionId),
      linesOf(centre, interactionId),
      centre.tasks(interactionId).filter((task) => task.id !== ear),
    ];
    expect(JSON.stringify(shown)).not.toContain("sue");
    const askSue = { taskId, to: "AGENT", targetId: "sue", note: "" } as const;
    // Sue is not ready: the answer is the one that anybody who is not ready gets.
    expect(await centre.refused("ana", "task.conference", askSue)).toBe("AGENT_NOT_AVAILABLE");
  });

  test.each([
    ["an agent", "ben", "NOT_PERMITTED"],
    ["somebody who may not see it", "cara", "INTERACTION_NOT_FOUND"],
  ])("is not for %s", async (_who, who, code) => {
    const { centre, interactionId } = await withAna([]);
    const body = { interactionId: brand<InteractionId>(interactionId), taskId: ear };
    expect(await centre.refused(who, "monitor.start", body)).toBe(code);
  });

  test("is for who leads the agent's team, wherever the conversation stands", async () => {
    const agents = people.map((each) =>
      each.id === "ana" ? anAgent({ ...each, teamIds: [brand("north")] }) : each,
    );
    const { centre, interactionId } = await withAna([], { agents });
    const lead: UserActor = { ...centre.actor("sue"), queueIds: [], teamIds: [brand("north")] };
    const start = (actor: UserActor, taskId: string) =>
      centre.engine.submit(
        actor,
        centre.command("monitor.start", {
          interactionId: brand(interactionId),
          taskId: brand(taskId),
        }),
      );
    const elsewhere = { ...lead, teamIds: [brand<never>("south")] };
    expect(await start(elsewhere, "ear-0")).toMatchObject({ code: "INTERACTION_NOT_FOUND" });
    expect(await start(lead, "ear-1")).toMatchObject({ end: "APPLIED" });
  });

  test("is of a conversation that somebody serves", async () => {
    const { centre, interactionId, taskId } = await withAna([]);
    const body = { interactionId: brand<InteractionId>(interactionId), taskId: ear };
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.refused("sue", "monitor.start", body)).toBe("TASK_NOT_ACTIVE");
    await centre.does("ana", "wrapup.skip", { taskId });
    expect(await centre.refused("sue", "monitor.start", body)).toBe("INTERACTION_COMPLETED");
  });

  test("is done by one at a time, and by nobody who is in it", async () => {
    const { centre, interactionId } = await heard([]);
    const again = {
      interactionId: brand<InteractionId>(interactionId),
      taskId: brand<TaskId>("ear-2"),
    };
    expect(await centre.refused("sue", "monitor.start", again)).toBe("MONITOR_PRESENT");
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
    expect(await centre.refused("sue", "monitor.start", again)).toBe("ALREADY_IN_CONVERSATION");
  });

  test("lets nobody write to the customer before taking part", async () => {
    const { centre, interactionId } = await heard([]);
    const words = (id: string) => ({ interactionId, messageId: id, body: "Hello" }) as never;
    expect(await centre.refused("sue", "message.post", words("m1"))).toBe("NOT_PRIMARY");
    await centre.does("sue", "monitor.whisper", { taskId: ear });
    expect(await centre.refused("sue", "message.post", words("m2"))).toBe("NOT_PRIMARY");
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
    await centre.does("sue", "message.post", words("m3"));
  });
});

describe("whispering and taking part", () => {
  test("are told in their order, and only the second to everybody", async () => {
    const { centre, interactionId } = await heard([]);
    const lines = linesOf(centre, interactionId);
    const before = centre.engine.head;
    await centre.does("sue", "monitor.whisper", { taskId: ear });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "PARTICIPANT_ROLE_CHANGED"]);
    expect(earOf(centre, interactionId)).toMatchObject({ role: "WHISPER" });
    expect(linesOf(centre, interactionId)).toEqual(lines);
    expect(centre.interaction(interactionId).participants).toMatchObject([{ agentId: "ana" }]);
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
    expect(earOf(centre, interactionId)).toMatchObject({ role: "PRIMARY", direction: "BARGE_IN" });
    expect(linesOf(centre, interactionId)).toEqual([...lines, "BARGED_IN"]);
    expect(centre.agent("sue").mrds[0]).toMatchObject({ active: 1 });
    expect(centre.interaction(interactionId).ownerId).toBe("ana");
  });

  test.each(["monitor.whisper", "monitor.bargeIn"] as const)(
    "%s is for who listens, and for their own listening",
    async (command) => {
      const { centre, taskId } = await heard([]);
      expect(await centre.refused("ana", command, { taskId })).toBe("NOT_MONITORING");
      expect(await centre.refused("ana", command, { taskId: ear })).toBe("NOT_MONITORING");
    },
  );

  test("taking part in a call holds everything else back for as long as it lasts", async () => {
    const voice = { mrd: { type: "CX_VOICE", wrapUp: { enabled: false, seconds: 0 } } } as const;
    const { centre } = await heard(["sue"], voice);
    expect(centre.agent("sue").state).toBe("READY");
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
    expect(centre.agent("sue")).toMatchObject({ state: "NOT_READY", reason: "BARGE_IN" });
    await centre.does("sue", "task.leave", { taskId: ear });
    expect(centre.agent("sue")).toMatchObject({ state: "READY", mrds: [{ toggle: true }] });
  });

  test("taking part in a chat holds nothing back", async () => {
    const { centre } = await heard(["sue"]);
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
    expect(centre.agent("sue").state).toBe("READY");
  });
});

describe("who listens", () => {
  test("leaves without a word", async () => {
    const { centre, interactionId } = await heard([]);
    const lines = linesOf(centre, interactionId);
    await centre.does("sue", "task.leave", { taskId: ear });
    expect(await centre.kept(ear)).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    expect(linesOf(centre, interactionId)).toEqual(lines);
  });

  test("logs out without a word, and leaves nothing to be taken up", async () => {
    const { centre, interactionId, taskId } = await heard([]);
    const lines = linesOf(centre, interactionId);
    await centre.does("sue", "agent.logout", {});
    expect(linesOf(centre, interactionId)).toEqual(lines);
    expect(centre.task(interactionId)).toMatchObject({ id: taskId, mediaState: "ACTIVE" });
  });

  test("is gone when the last who served is; who takes part stays, and has the conversation", async () => {
    const first = await heard([]);
    await first.centre.does("ana", "agent.logout", {});
    expect(await first.centre.kept(ear)).toMatchObject({ taskState: "CLOSED" });
    expect(first.centre.task(first.interactionId)).toMatchObject({ mediaState: "QUEUED" });
    const second = await heard([]);
    await second.centre.does("sue", "monitor.bargeIn", { taskId: ear });
    await second.centre.does("ana", "agent.logout", {});
    expect(second.centre.task(second.interactionId)).toMatchObject({ id: ear, agentId: "sue" });
    expect(second.centre.interaction(second.interactionId)).toMatchObject({
      ownerId: "sue",
      status: "CONNECTED",
    });
  });

  test("stays while one of several who serve leaves", async () => {
    const { centre, together, interactionId, taskId } = await heard(["ben"]);
    await joined(together, "ben");
    await centre.does("ana", "task.leave", { taskId });
    expect(earOf(centre, interactionId)).toMatchObject({ mediaState: "ACTIVE" });
  });

  test("keeps nothing from ending, with and without a wrap-up", async () => {
    const { centre, interactionId, taskId } = await heard([], {
      mrd: { wrapUp: { enabled: false, seconds: 0 } },
    });
    await centre.does("ana", "task.resolve", { taskId });
    expect(await centre.keptInteraction(interactionId)).toMatchObject({ resolution: "RESOLVED" });
    expect(await centre.kept(ear)).toMatchObject({ taskState: "CLOSED" });
  });

  test("who is offered the conversation itself takes part by accepting it", async () => {
    const { centre, interactionId, taskId } = await heard(["sue"]);
    const askSue = { taskId, to: "AGENT", targetId: "sue", note: "" } as const;
    await centre.does("ana", "task.conference", askSue);
    await centre.accept(interactionId);
    expect(await centre.kept(ear)).toMatchObject({ taskState: "CLOSED" });
    expect(centre.interaction(interactionId).participants).toMatchObject([
      { agentId: "ana" },
      { agentId: "sue", role: "PRIMARY" },
    ]);
  });

  test("still listens when the node is back (stop and restart)", async () => {
    const { centre, interactionId } = await heard([]);
    await centre.restart();
    await centre.hello("sue");
    expect(earOf(centre, interactionId)).toMatchObject({ role: "SILENT_MONITOR" });
    expect(centre.agent("sue").mrds[0]?.active).toBe(0);
    await centre.does("sue", "monitor.bargeIn", { taskId: ear });
  });
});
