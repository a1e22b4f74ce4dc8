/** What a person sends into a queue that takes nothing now: told first, and may insist. */
import { describe, expect, test } from "vitest";
import type { TaskId } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import { support, supportQueue } from "../../domain/sample.ts";
import { billing, type Centre } from "./centre.ts";
import {
  never,
  word,
  source,
  type State,
  shut,
  configure,
  openTask,
  told,
  centreFor,
} from "./shut-queue.ts";
import { linesOf } from "./together.ts";

/** Cara of billing has a customer; then support shuts. */
async function carasOwn(centre: Centre, state: State) {
  await configure(centre, { source: source(billing) });
  await centre.ready("cara");
  const own = await centre.held("cara");
  await shut(centre, state);
  return own;
}

const sends = {
  transfer: "task.transfer",
  conference: "task.conference",
  consult: "task.consult",
} as const;

describe("what a person sends to a queue (F4)", () => {
  const codes = {
    closed: "QUEUE_CLOSED",
    unstaffed: "NO_AGENT_AVAILABLE",
    archived: "QUEUE_ARCHIVED",
  };
  const states = Object.keys(codes) as State[];
  const cases = states.flatMap((state) => Object.keys(sends).map((how) => [how, state] as const));
  const body = (taskId: TaskId) =>
    ({ taskId, to: "QUEUE", targetId: support, attended: false, note: "" }) as const;
  const asked = (how: string, taskId: TaskId) => {
    const { attended: _attended, ...leg } = body(taskId);
    return how === "transfer" ? body(taskId) : leg;
  };

  test.each(cases)("a %s into one that is %s: its sender is told first", async (how, state) => {
    const centre = await centreFor();
    const { taskId } = await carasOwn(centre, state);
    const type = sends[how as keyof typeof sends];
    expect(await centre.refused("cara", type, asked(how, taskId) as never)).toBe(codes[state]);
    expect(centre.task(centre.tasks()[0]?.interactionId ?? "").agentId).toBe("cara");
  });

  test.each(cases)("a %s into one that is %s: its sender may insist", async (how, state) => {
    const centre = await centreFor();
    const { interactionId, taskId } = await carasOwn(centre, state);
    const type = sends[how as keyof typeof sends];
    const insisting = { ...asked(how, taskId), insist: true };
    const answer = await centre.refused("cara", type, insisting);
    if (state === "archived") return expect(answer).toBe("QUEUE_ARCHIVED");
    expect(answer).toBe("APPLIED");
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    // Whoever waits in a closed queue is told; a colleague who is asked beside the customer is not the customer's wait.
    const isTold = how === "transfer" && state === "closed";
    expect(await told(centre, interactionId)).toEqual(isTold ? [word] : []);
  });

  test("a supervisor's move is told first too, and may be insisted on", async () => {
    const centre = await centreFor();
    await configure(centre, { source: source(billing) });
    const { interactionId } = await centre.request();
    await shut(centre, "closed");
    const { id: taskId } = centre.task(interactionId);
    expect(await centre.refused("sue", "task.move", { taskId, queueId: support })).toBe(
      "QUEUE_CLOSED",
    );
    await centre.does("sue", "task.move", { taskId, queueId: support, insist: true });
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    expect(await told(centre, interactionId)).toEqual([word]);
  });

  test("goes as usual into one that takes work in closed hours to wait", async () => {
    const centre = await centreFor();
    await configure(centre, { source: source(billing) });
    await centre.ready("cara");
    const { interactionId, taskId } = await centre.held("cara");
    const routing = { ...plainRouting, calendarId: never.id };
    await centre.engine.configure({
      directory: [
        { kind: "CALENDAR", body: never },
        { kind: "QUEUE", body: { ...supportQueue, routing } },
      ],
    });
    await centre.does("cara", "task.transfer", body(taskId));
    expect(openTask(centre, interactionId)).toMatchObject({ queueId: support });
    expect(linesOf(centre, interactionId)).toContain("CLOSED_HOURS");
  });
});
