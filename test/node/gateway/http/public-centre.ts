import type { RunningNode } from "../../../../src/node/run.ts";
import type { VisitorReply } from "../../../../src/protocol/http.ts";
import {
  addPerson,
  ask,
  beginVisit,
  newId,
  readyAgent,
  say,
  startNode,
  tokenOf,
} from "../harness.ts";

export const api = "/api/v1";

/** A node at its public door, with some people and a conversation that is over. */
export interface PublicCentre {
  readonly node: RunningNode;
  readonly visit: VisitorReply;
  /** A conversation of billing, completed by Ana, and its task. */
  readonly done: string;
  readonly doneTask: string;
  /** One of tech that waits. */
  readonly waiting: string;
  readonly as: (username: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function openPublicCentre(): Promise<PublicCentre> {
  const node = await startNode();
  await addPerson(node, { username: "ana", queues: ["billing"] });
  await addPerson(node, { username: "ben", queues: ["tech"] });
  await addPerson(node, {
    username: "sam",
    queues: ["billing"],
    role: "supervisor",
    teams: ["red"],
  });
  await addPerson(node, { username: "root", queues: [], role: "admin" });
  const ana = await readyAgent(node, "ana");
  const visit = await beginVisit(node, "web-billing", "Vera Bill");
  await say(node, visit, "refund please");
  await ana.until(() => ana.rowsOf("TASK").some(({ offer }) => offer !== null));
  const task = ana.rowsOf("TASK")[0];
  const [done, doneTask] = [task?.interactionId ?? "", task?.id ?? ""];
  await ana.command("offer.accept", { taskId: doneTask, offerId: task?.offer?.id });
  await ana.command("note.add", {
    interactionId: done,
    messageId: newId("m"),
    body: "an inner note",
  });
  await ana.command("task.resolve", { taskId: doneTask });
  await ana.command("wrapup.submit", { taskId: doneTask, dispositions: [], note: "" });
  const other = await beginVisit(node, "web-tech", "Tina Tech");
  await say(node, other, "my router blinks");
  const ben = await tokenOf(node, "ben");
  const { body } = await ask<{ items: { id: string }[] }>(node, `${api}/interactions`, {
    token: ben,
  });
  const waiting = body.items[0]?.id ?? "";
  const as = (username: string) => tokenOf(node, username);
  const close = async (): Promise<void> => {
    ana.close();
    await node.stop();
  };
  return { node, visit, done, doneTask, waiting, as, close };
}
