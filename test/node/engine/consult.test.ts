import { describe, expect, test } from "vitest";
import { noon } from "../../domain/sample.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { crowd, interventionOf, joined, linesOf, withAna } from "./together.ts";

const askCara = { to: "AGENT", targetId: "cara", note: "may I?" } as const;
const askBilling = { to: "QUEUE", targetId: "billing", note: "may I?" } as const;

/** Ana has the customer, Cara of another queue advises her. */
async function advised() {
  const together = await withAna(["cara", "ben"]);
  const consultTaskId = await joined(together, "cara", "task.consult");
  const note = (who: string, id: string) =>
    together.centre.sends(who, "note.add", {
      interactionId: together.interactionId,
      messageId: id,
      body: "Yes, up to 50",
    } as never);
  return { ...together, together, consultTaskId, note };
}

describe("asking for advice (T9)", () => {
  test("offers it to a colleague, who joins as an assistant and no more", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"]);
    const intervention = interventionOf(centre, interactionId);
    await centre.does("ana", "task.consult", { taskId, ...askCara });
    expect(centre.offer(interactionId).task).toMatchObject({
      direction: "CONSULT",
      mode: "AGENT",
      requestedBy: "ana",
      note: "may I?",
    });
    const before = centre.engine.head;
    const leg = await centre.accept(interactionId);
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "AGENT_SUBSCRIBED"]);
    expect(centre.tasks(interactionId).find((task) => task.id === leg)).toMatchObject({
      role: "ASSISTANT",
      mediaState: "ACTIVE",
    });
    expect(centre.interaction(interactionId)).toMatchObject({
      taskId,
      ownerId: "ana",
      agentId: "ana",
      participants: [
        { agentId: "ana", role: "PRIMARY" },
        { agentId: "cara", role: "ASSISTANT" },
      ],
    });
    expect(interventionOf(centre, interactionId)).toEqual(intervention);
    expect(linesOf(centre, interactionId).slice(-2)).toEqual(["CONSULT_ASKED", "CONSULT_JOINED"]);
  });

  test("counts as work of the adviser, and as no entry of any queue", async () => {
    const { centre } = await advised();
    expect(centre.agent("cara").mrds[0]).toMatchObject({ active: 1 });
    expect(centre.engine.counters("billing", noon)).toMatchObject({ offered: 0, answered: 0 });
  });

  test("gives an adviser of another queue the notes to read and write, not the customer", async () => {
    const { centre, interactionId, note } = await advised();
    expect(await note("cara", "n1")).toMatchObject({ end: "APPLIED" });
    const words = { interactionId, messageId: "m1", body: "Hello" } as never;
    expect(await centre.refused("cara", "message.post", words)).toBe("NOT_PRIMARY");
  });

  test.each([
    ["is waited for", askBilling, false],
    ["is being asked for", askCara, false],
    ["is being given", askCara, true],
  ] as const)("is refused while other advice %s", async (_how, asked, comes) => {
    const ready = asked.to === "AGENT" ? ["cara", "ben"] : ["ben"];
    const { centre, taskId, interactionId } = await withAna(ready);
    await centre.does("ana", "task.consult", { taskId, ...asked });
    if (comes) await centre.accept(interactionId);
    const other = { taskId, ...askCara, targetId: "ben" };
    expect(await centre.refused("ana", "task.consult", other)).toBe("CONSULT_IN_PROGRESS");
  });

  test("of a queue that has nobody in time is told to who asked, who may ask again (T19)", async () => {
    const { centre, taskId, interactionId } = await withAna([]);
    await centre.does("ana", "task.consult", { taskId, ...askBilling });
    const before = centre.engine.head;
    await centre.pass(300_000);
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "NO_AGENT_AVAILABLE"]);
    expect(linesOf(centre, interactionId).at(-1)).toBe("NO_COLLEAGUE");
    expect(centre.interaction(interactionId).status).toBe("CONNECTED");
    await centre.does("ana", "task.consult", { taskId, ...askBilling });
  });

  test("that was missed by name frees the place for another (T18)", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara", "ben"]);
    await centre.does("ana", "task.consult", { taskId, ...askCara });
    centre.shows(interactionId);
    const before = centre.engine.head;
    await centre.pass(21_500);
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "NO_AGENT_AVAILABLE",
      "AGENT_ACCEPT_TIMEOUT",
    ]);
    await centre.does("ana", "task.consult", { taskId, ...askCara, targetId: "ben" });
  });
});

describe("an adviser", () => {
  test("is told to take over: role, owner, intervention, and who asked wraps up (T36)", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await advised();
    const before = centre.engine.head;
    await centre.does("ana", "consult.transfer", { taskId, consultTaskId });
    expect(centre.toldSince(before)).toEqual([
      "TASK_STATE_CHANGED",
      "PARTICIPANT_ROLE_CHANGED",
      "INTERVENTION_CHANGED",
      "TASK_STATE_CHANGED",
      "WRAPUP_TIMER_STARTED",
      "AGENT_UNSUBSCRIBED",
    ]);
    const byId = (id: string) => centre.tasks(interactionId).find((task) => task.id === id);
    expect(byId(consultTaskId)).toMatchObject({ role: "PRIMARY", direction: "CONSULT_TRANSFER" });
    expect(byId(taskId)).toMatchObject({ taskState: "WRAP_UP", reason: "TRANSFERRED" });
    expect(centre.interaction(interactionId)).toMatchObject({
      ownerId: "cara",
      status: "CONNECTED",
    });
    expect(interventionOf(centre, interactionId)).toMatchObject({
      agentId: "cara",
      segmentIndex: 1,
    });
    const words = { interactionId, messageId: "m1", body: "I have it now" } as never;
    await centre.does("cara", "message.post", words);
    await centre.does("cara", "task.resolve", { taskId: consultTaskId });
  });

  test("is kept beside who asked, and both serve the customer (T36)", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await advised();
    const own = centre.tasks(interactionId).find((task) => task.id === taskId);
    const before = centre.engine.head;
    await centre.does("ana", "consult.conference", { taskId, consultTaskId });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "PARTICIPANT_ROLE_CHANGED"]);
    expect(centre.tasks(interactionId).find((task) => task.id === consultTaskId)).toMatchObject({
      role: "PRIMARY",
      direction: "CONSULT_CONFERENCE",
    });
    const stripped = ({ id, mediaState, role, agentId }: TaskRow) => [
      id,
      mediaState,
      role,
      agentId,
    ];
    const now = centre.tasks(interactionId).find((task) => task.id === taskId);
    expect(now && stripped(now)).toEqual(own && stripped(own));
    expect(centre.interaction(interactionId).ownerId).toBe("ana");
  });

  test("does not make a fifth of a full conference", async () => {
    const agents = crowd("dan", "eve", "fay");
    const together = await withAna(["ben", "dan", "eve", "cara"], { agents });
    const { centre, taskId } = together;
    for (const who of ["ben", "dan", "eve"]) await joined(together, who);
    const consultTaskId = await joined(together, "cara", "task.consult");
    expect(await centre.refused("ana", "consult.conference", { taskId, consultTaskId })).toBe(
      "CONFERENCE_FULL",
    );
  });

  test.each(["consult.transfer", "consult.conference"] as const)(
    "of nobody, or of a colleague, cannot be promoted by %s",
    async (command) => {
      const { centre, together, taskId, consultTaskId } = await advised();
      const none = { taskId, consultTaskId: taskId };
      expect(await centre.refused("ana", command, none)).toBe("CONSULT_NOT_FOUND");
      const benTask = await joined(together, "ben");
      expect(await centre.refused("ben", command, { taskId: benTask, consultTaskId })).toBe(
        "CONSULT_NOT_FOUND",
      );
      expect(await centre.refused("cara", command, { taskId: consultTaskId, consultTaskId })).toBe(
        "NOT_PRIMARY",
      );
    },
  );

  test("who has not come yet cannot be promoted", async () => {
    const { centre, taskId, interactionId } = await withAna(["cara"]);
    await centre.does("ana", "task.consult", { taskId, ...askCara });
    const { taskId: consultTaskId } = centre.offer(interactionId);
    expect(await centre.refused("ana", "consult.transfer", { taskId, consultTaskId })).toBe(
      "CONSULT_NOT_FOUND",
    );
  });

  test("leaves of their own will, without a wrap-up", async () => {
    const { centre, interactionId, consultTaskId } = await advised();
    const before = centre.engine.head;
    await centre.does("cara", "task.leave", { taskId: consultTaskId });
    expect(centre.toldSince(before)).toEqual(["TASK_STATE_CHANGED", "AGENT_UNSUBSCRIBED"]);
    expect(await centre.kept(consultTaskId)).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    expect(linesOf(centre, interactionId).at(-1)).toBe("PARTICIPANT_LEFT");
  });

  test("goes with who asked, also where others still serve the customer (T28)", async () => {
    const { centre, together, interactionId, consultTaskId } = await advised();
    await joined(together, "ben");
    await centre.does("ana", "agent.logout", {});
    expect(await centre.kept(consultTaskId)).toMatchObject({ taskState: "CLOSED", reason: "DONE" });
    expect(centre.interaction(interactionId)).toMatchObject({
      ownerId: "ben",
      participants: [{ agentId: "ben" }],
    });
  });

  test("who logs out leaves nothing to be taken up", async () => {
    const { centre, interactionId, taskId } = await advised();
    await centre.does("cara", "agent.logout", {});
    expect(centre.task(interactionId)).toMatchObject({ id: taskId, mediaState: "ACTIVE" });
  });

  test("and everybody else are as they were when the node is back (stop and restart)", async () => {
    const { centre, taskId, interactionId, consultTaskId } = await advised();
    await centre.restart();
    for (const who of ["ana", "cara"]) await centre.hello(who);
    expect(centre.interaction(interactionId).participants).toMatchObject([
      { agentId: "ana", role: "PRIMARY" },
      { agentId: "cara", role: "ASSISTANT" },
    ]);
    await centre.does("ana", "consult.transfer", { taskId, consultTaskId });
    expect(centre.interaction(interactionId).ownerId).toBe("cara");
  });
});

test("the customer's next request goes first to who took them over", async () => {
  const { centre, taskId, consultTaskId, interactionId } = await advised();
  await centre.does("ana", "consult.transfer", { taskId, consultTaskId });
  const { threadId } = centre.interaction(interactionId);
  expect(centre.engine.live.row("THREAD", threadId)?.row.lastAgentId).toBe("cara");
});
