import type { CommandType } from "../../src/protocol/commands.ts";

/** One body of each command as a client would send it: with every field it may have. */
export const bodies: Readonly<Record<CommandType, object>> = {
  "agent.away": { why: "LOCKED" },
  "agent.logout": {},
  "agent.setMrd": { mrdId: "chat", on: true },
  "agent.setState": { state: "NOT_READY", reason: "BREAK" },
  "customer.leave": { threadId: "th1" },
  "interaction.clone": {
    sourceInteractionId: "i1",
    interactionId: "i2",
    taskId: "t2",
    interventionId: "v2",
    subject: "Refund",
    message: { messageId: "m2", body: "Hello" },
  },
  "interaction.edit": {
    interactionId: "i1",
    fields: {
      subject: "Refund",
      customerName: "Kim",
      customerEmail: "kim@example.org",
      tags: ["late"],
      dispositions: ["solved"],
      dispositionNote: "called",
    },
  },
  "message.post": { interactionId: "i1", messageId: "m1", body: "Hello" },
  "message.receive": {
    sourceId: "web",
    threadId: "th1",
    customerId: "c1",
    messageId: "m1",
    body: "Hello",
  },
  "note.add": { interactionId: "i1", messageId: "m1", body: "VIP" },
  "offer.accept": { taskId: "t1", offerId: "o1" },
  "offer.decline": { taskId: "t1", offerId: "o1", reason: null },
  "task.requeue": { taskId: "t1" },
  "task.resolve": { taskId: "t1" },
  "wrapup.skip": { taskId: "t1" },
  "wrapup.submit": { taskId: "t1", dispositions: ["solved"], note: "sent" },
};

export const command = {
  id: "c1",
  type: "offer.accept",
  body: bodies["offer.accept"],
  notAfter: 1,
};

export const frames: readonly object[] = [
  { frame: "hello", protocol: 1, token: "x".repeat(43), device: "d1" },
  { frame: "reconcile", feedId: null, seq: 0 },
  { frame: "reconcile", feedId: "f1", seq: 7 },
  { frame: "fetch", numbers: [1, 2] },
  { frame: "commands", commands: [command] },
  { frame: "receipt", taskId: "t1", offerId: "o1", stage: "SHOWN" },
  { frame: "watch", interactionIds: ["i1"] },
  { frame: "here", n: 1 },
  { frame: "ping", n: 1 },
  { frame: "typing", interactionId: "i1" },
];
