import { describe, expect, test } from "vitest";
import { type CloneOrder, cloneInteraction } from "../../src/domain/clone.ts";
import { type InteractionId, brand } from "../../src/domain/id.ts";
import { NEVER } from "../../src/domain/time.ts";
import {
  aCompletedInteraction,
  after,
  agreed,
  anInteraction,
  ben,
  chat,
  support,
} from "./sample.ts";

const order: CloneOrder = {
  interactionId: brand("i2"),
  taskId: brand("t9"),
  interventionId: brand("v9"),
  threadId: brand("thread"),
  agentId: ben,
  queueId: support,
  mrdId: chat,
  subject: null,
  displayNumber: 4900,
  homeNode: "node-1",
  epoch: 1,
};
const now = after(3_600_000);
const source = aCompletedInteraction();
const cloned = agreed(cloneInteraction(source, order, now));

describe("a clone of a completed interaction", () => {
  test("carries customer, queue, type, tags and subject", () => {
    const { queueId, sourceId, customerId, customerName, customerEmail, tags } = source;
    const { communicationType, subCommunicationType } = source;
    expect(cloned.interaction).toMatchObject({
      queueId,
      sourceId,
      customerId,
      customerName,
      customerEmail,
      tags,
      communicationType,
      subCommunicationType,
      subject: "Follow-up: My parcel",
    });
  });

  test("begins anew as an active outbound conversation of whoever cloned it", () => {
    expect(cloned.interaction).toMatchObject({
      id: "i2",
      displayNumber: 4900,
      state: "ACTIVE",
      status: "CONNECTED",
      direction: "OUTBOUND",
      ownerId: ben,
      agentId: ben,
      taskId: "t9",
      priority: 1,
      createdAt: now,
      firstEnqueuedAt: null,
      firstAnsweredAt: now,
      dispositions: [],
      dispositionNote: "",
      slaDueAt: NEVER,
      interventionId: "v9",
      interventionState: "OPENED",
      lastLine: "",
      lastMessageAt: now,
    });
    expect(cloned.interaction).not.toHaveProperty("completedAt");
    expect(cloned.interaction).not.toHaveProperty("completedBy");
    expect(cloned.interaction).not.toHaveProperty("resolution");
  });

  test("has a task that nobody was offered and that no clock ends", () => {
    expect(cloned.task).toMatchObject({
      id: "t9",
      interactionId: "i2",
      state: "ACTIVE",
      direction: "OUTBOUND",
      mode: "AGENT",
      agentId: ben,
      answeredAt: now,
      offer: null,
      skills: [],
      requestExpiresAt: NEVER,
      slaDueAt: NEVER,
    });
  });

  test("is linked both ways, and nothing else on the original changes", () => {
    expect(cloned.interaction).toMatchObject({
      clonedFromId: source.id,
      rootInteractionId: source.id,
      cloneIds: [],
      previousInteractionId: null,
    });
    expect(cloned.original).toEqual({ ...source, cloneIds: ["i2"] });
  });

  test("of a clone keeps the root, and says Follow-up once", () => {
    const root = brand<InteractionId>("root");
    const second = aCompletedInteraction({
      subject: "Follow-up: My parcel",
      rootInteractionId: root,
      cloneIds: [brand("i7")],
    });
    const { interaction, original } = agreed(cloneInteraction(second, order, now));
    expect(interaction).toMatchObject({
      rootInteractionId: root,
      clonedFromId: second.id,
      subject: "Follow-up: My parcel",
    });
    expect(original.cloneIds).toEqual(["i7", "i2"]);
  });

  test("takes the subject it is given", () => {
    const named = agreed(cloneInteraction(source, { ...order, subject: "Refund" }, now));
    expect(named.interaction.subject).toBe("Refund");
  });

  test("takes no rating along, and keeps in mind that nobody is at the other end (S3)", () => {
    const rating = { stars: 5, comment: "", at: now };
    const of = (parts: Partial<typeof source>, threadId = order.threadId) =>
      agreed(cloneInteraction({ ...source, ...parts }, { ...order, threadId }, now)).interaction;
    const { threadId } = source;
    expect(of({ rating }, threadId)).not.toHaveProperty("rating");
    expect(of({}, threadId)).not.toHaveProperty("nobodyThere");
    const nobody = { nobodyThere: true };
    expect(of({ direction: "OUTBOUND" }, threadId)).toMatchObject(nobody);
    expect(of({ threadState: "CLOSED" }, threadId)).toMatchObject(nobody);
    expect(of({}, brand("new"))).toMatchObject(nobody);
  });

  test("is made of completed interactions alone", () => {
    expect(cloneInteraction(anInteraction(), order, now)).toEqual({
      refused: "INTERACTION_NOT_COMPLETED",
    });
  });
});
