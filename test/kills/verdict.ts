import { DatabaseSync } from "node:sqlite";
import { storeIn } from "../../src/node/backups/names.ts";
import { examineStore } from "../../src/node/store/doctor.ts";
import type { FeedEvent } from "../../src/protocol/changes.ts";
import type { Api } from "../support/api.ts";
import { type Workload, outcomeOf } from "./workload.ts";

/** Holds what customers and agents were told against what the node now says. */
export async function findProblems(
  work: Workload,
  admin: Api,
  filledTo: number,
): Promise<{ problems: string[]; lastSeq: number }> {
  const problems: string[] = [];
  const events = await wholeFeed(admin, problems, filledTo);
  const added = new Map<string, number>();
  for (const event of events) {
    if (event.type === "MESSAGE_ADDED") added.set(event.id, (added.get(event.id) ?? 0) + 1);
  }
  for (const { messageId, isKept } of work.said) {
    const times = added.get(messageId) ?? 0;
    if (isKept && times === 0) problems.push(`acknowledged and lost: message ${messageId}`);
    if (times > 1) problems.push(`doubled: message ${messageId} is in the feed ${times} times`);
  }
  await compareWithCustomers(work, problems);
  for (const each of work.sent) {
    if (each.outcome === null) {
      problems.push(`never answered: ${each.command.type} ${each.command.id}`);
      continue;
    }
    const again = await outcomeOf(each);
    if (JSON.stringify(again) !== JSON.stringify(each.outcome)) {
      const told = `${JSON.stringify(each.outcome)}, now ${JSON.stringify(again)}`;
      problems.push(
        `answered differently: ${each.command.type} ${each.command.id} was told ${told}`,
      );
    }
  }
  return { problems, lastSeq: events.at(-1)?.seq ?? filledTo };
}

/** Every event from the first on, or from a later one; a missing or repeated sequence is a problem. */
export async function wholeFeed(admin: Api, problems: string[], from = 0): Promise<FeedEvent[]> {
  const events: FeedEvent[] = [];
  for (let after = from; ;) {
    const page = await admin.get<FeedPage>(`/events?after=${after}`);
    for (const event of page.items) {
      const expected = (events.at(-1)?.seq ?? from) + 1;
      if (event.seq !== expected)
        problems.push(`hole in the feed: ${event.seq} after ${expected - 1}`);
      events.push(event);
    }
    if (page.next === after) return events;
    after = page.next;
  }
}

interface FeedPage {
  readonly items: readonly FeedEvent[];
  readonly next: number;
}

/** What the doctor says of the stopped node's store, and whether all that was in it before the kills still is. */
export function findProblemsOnDisk(data: string, tasks: number): string[] {
  const file = storeIn(data);
  const patient = { file, nodeId: null, workspaceId: null, wall: Date.now() };
  const found = examineStore(patient).findings.filter(({ level }) => level === "PROBLEM");
  const db = new DatabaseSync(file, { readOnly: true });
  const count = (table: string): number =>
    Number(db.prepare(`SELECT count(*) AS n FROM ${table} WHERE id LIKE '%-past-%'`).get()?.["n"]);
  const missing = ["customer", "thread", "interaction", "task"].flatMap((table) => {
    const there = count(table);
    return there === tasks ? [] : [`${there} of ${tasks} rows of ${table} are there`];
  });
  db.close();
  return [...found.map(({ code, what }) => `${code}: ${what}`), ...missing];
}

/** What each customer's own page would show: every kept message, once. */
async function compareWithCustomers(work: Workload, problems: string[]): Promise<void> {
  for (const visitor of new Set(work.said.map((each) => each.visitor))) {
    const { messages } = await visitor.api.get<{ messages: { id: string }[] }>("/visitor/messages");
    const ids = messages.map((message) => message.id);
    if (new Set(ids).size !== ids.length)
      problems.push(`doubled in the chat of ${visitor.threadId}`);
    for (const said of work.said) {
      if (said.visitor === visitor && said.isKept && !ids.includes(said.messageId)) {
        problems.push(`missing in the customer's chat: ${said.messageId}`);
      }
    }
  }
}
