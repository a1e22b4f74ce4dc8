import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type InteractionId,
  type InterventionId,
  type MessageId,
  type TaskId,
  brand,
} from "../src/domain/id.ts";
import { type ChangeType, changeTypes } from "../src/protocol/changes.ts";
import { after, noon } from "./domain/sample.ts";
import { type Centre, type Visitor, openCentre } from "./node/engine/centre.ts";

/** docs/path.md as a story: one customer, one agent, from the first word to the follow-up. */

const doc = readFileSync(new URL("../docs/path.md", import.meta.url), "utf8");

let centre: Centre;
let visitor: Visitor;
let interactionId: InteractionId;
let taskId: TaskId;
/** The change types that were told since the last step. */
let told: Set<ChangeType>;
let heard = 0;

/** What a step told, and nothing of the steps before it. */
function listen(): void {
  const since = centre.events.slice(heard);
  heard = centre.events.length;
  told = new Set(since.map((event) => event.type));
}

/** Every type this step told stands in its part of docs/path.md. */
function expectTold(step: string, types: readonly ChangeType[]): void {
  listen();
  const [, part] = doc.split(`## ${step}\n`);
  if (part === undefined) throw new Error(`docs/path.md has no step ${step}`);
  const text = part.split("\n## ")[0] ?? "";
  for (const type of types) {
    expect([...told]).toContain(type);
    expect(text).toContain(`\`${type}\``);
  }
  const unnamed = [...told].filter((type) => !text.includes(`\`${type}\``));
  expect(unnamed, `told in "${step}" and not named in docs/path.md`).toEqual([]);
}

const messageOf = (body: string) => ({ messageId: brand<MessageId>(centre.newId()), body });

beforeAll(async () => {
  centre = await openCentre();
  await centre.ready("ana");
  listen();
});

describe("the customer's path", () => {
  test("a visitor comes: a customer and a thread", async () => {
    visitor = await centre.visitor();
    expectTold("Customer and thread", ["CUSTOMER_CREATED", "THREAD_OPENED"]);
  });

  test("they write: an interaction, a task in its queue, and an offer to who is free", async () => {
    const outcome = await centre.writes(visitor, "My parcel is late");
    if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
    interactionId = (outcome.reply as { interactionId: InteractionId }).interactionId;
    expectTold("Message, interaction, task, offer", [
      "INTERACTION_CREATED",
      "MESSAGE_ADDED",
      "THREAD_CHANGED",
      "TASK_STATE_CHANGED",
      "TASK_ENQUEUED",
      "AGENT_RESERVED",
      "AGENT_STATE_CHANGED",
    ]);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "PENDING",
      displayNumber: 1,
      slaDueAt: after(60_000),
    });
    expect(centre.offer(interactionId).agentId).toBe("ana");
  });

  test("the agent accepts: an intervention, and the conversation is theirs", async () => {
    centre.shows(interactionId);
    await centre.pass(4_000);
    taskId = await centre.accept(interactionId);
    expectTold("Accept and intervention", [
      "TASK_STATE_CHANGED",
      "AGENT_SUBSCRIBED",
      "INTERVENTION_OPENED",
      "INTERACTION_CHANGED",
      "STATISTIC_CHANGED",
    ]);
    expect(centre.interaction(interactionId)).toMatchObject({
      status: "CONNECTED",
      ownerId: "ana",
      firstAnsweredAt: null,
      answers: { pickedUp: { since: noon, at: after(4_000) } },
    });
    expect(centre.engine.counters("support", noon)).toMatchObject({
      answered: 1,
      answeredWithin: 1,
      answerWaitMs: 4_000,
    });
  });

  test("they talk: answers to the customer, notes for colleagues", async () => {
    await centre.does("ana", "message.post", { interactionId, ...messageOf("Let me look.") });
    await centre.does("ana", "note.add", { interactionId, ...messageOf("Lost in depot 4") });
    await centre.writes(visitor, "Thank you");
    await centre.does("ana", "interaction.edit", { interactionId, fields: { tags: ["parcel"] } });
    expectTold("Conversation", [
      "MESSAGE_ADDED",
      "INTERACTION_CHANGED",
      "INTERVENTION_CHANGED",
      "FIELDS_EDITED",
      "STATISTIC_CHANGED",
    ]);
    expect(centre.interaction(interactionId)).toMatchObject({ firstAnsweredAt: after(4_000) });
    const thread = await centre.store.reader.thread(visitor.threadId, true);
    expect(thread.map(({ row }) => row.told ?? row.body)).toEqual([
      "My parcel is late",
      "JOINED",
      "Let me look.",
      "Thank you",
    ]);
  });

  test("the agent resolves: a wrap-up begins to count down", async () => {
    await centre.pass(60_000);
    await centre.does("ana", "task.resolve", { taskId });
    expectTold("Wrap-up", ["TASK_STATE_CHANGED", "WRAPUP_TIMER_STARTED", "AGENT_UNSUBSCRIBED"]);
    expect(centre.task(interactionId)).toMatchObject({
      taskState: "WRAP_UP",
      wrapUpExpiresAt: after(4_000 + 60_000 + 60_000),
    });
  });

  test("the form is handed in: the interaction is completed, and recorded for good", async () => {
    const form = { dispositions: ["solved"], note: "found in depot 4" };
    await centre.does("ana", "wrapup.submit", { taskId, ...form });
    expectTold("Completed", [
      "WRAPUP_APPLIED",
      "INTERVENTION_CLOSED",
      "THREAD_CHANGED",
      "INTERACTION_COMPLETED",
      "COMPLETION_RECORDED",
    ]);
    expect(await centre.keptInteraction(interactionId)).toMatchObject({
      state: "COMPLETED",
      resolution: "RESOLVED",
      completedBy: "ana",
      completedByName: "Ana",
      completedAt: after(64_000),
      dispositions: ["solved"],
    });
    expect(centre.engine.live.row("INTERACTION", interactionId)).toBeNull();
  });

  test("it is cloned: a new conversation, begun by the agent, linked both ways", async () => {
    await centre.pass(3_600_000);
    listen();
    await centre.does("ana", "interaction.clone", {
      sourceInteractionId: interactionId,
      interactionId: brand<InteractionId>("clone-i"),
      taskId: brand<TaskId>("clone-t"),
      interventionId: brand<InterventionId>("clone-v"),
      subject: null,
      message: messageOf("Did it arrive?"),
    });
    expectTold("Clone", [
      "INTERACTION_CLONED",
      "INTERACTION_CREATED",
      "INTERVENTION_OPENED",
      "TASK_STATE_CHANGED",
    ]);
    expect(centre.interaction("clone-i")).toMatchObject({
      direction: "OUTBOUND",
      status: "CONNECTED",
      clonedFromId: interactionId,
    });
    const original = await centre.keptInteraction(interactionId);
    expect(original).toMatchObject({ state: "COMPLETED", cloneIds: ["clone-i"] });
    const answer = await centre.writes(visitor, "Yes, thanks!");
    expect(answer).toMatchObject({ reply: { interactionId: "clone-i" } });
  });
});

describe("docs/path.md", () => {
  const links = [...doc.matchAll(/\]\((\.\.\/[^)#]+)\)/g)].map(([, path]) => path ?? "");

  test("links to files that are there", () => {
    expect(links.length).toBeGreaterThan(15);
    const missing = links.filter(
      (path) => !existsSync(new URL(path, new URL("../docs/path.md", import.meta.url))),
    );
    expect(missing).toEqual([]);
  });

  test("names functions that their files export", () => {
    const named = [...doc.matchAll(/`(\w+)` in \[[^\]]+\]\((\.\.\/src\/[^)]+\.ts)\)/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, name = "", path = ""] of named) {
      const source = readFileSync(
        new URL(path, new URL("../docs/path.md", import.meta.url)),
        "utf8",
      );
      expect([path, name, new RegExp(`export function ${name}\\b`).test(source)]).toEqual([
        path,
        name,
        true,
      ]);
    }
  });

  test("names no change that there is not", () => {
    const words = [...doc.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, word]) => word ?? "");
    const states = new Set(["WRAP_UP", "NOT_READY"]);
    const unknown = words.filter(
      (word) => !(changeTypes as readonly string[]).includes(word) && !states.has(word),
    );
    expect(unknown).toEqual([]);
  });
});
