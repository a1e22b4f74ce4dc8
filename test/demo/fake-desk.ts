import { plainWait } from "../../src/domain/wait.ts";
import { type AgentId, type QueueId, brand } from "../../src/domain/id.ts";
import type { PendingOffer } from "../../src/domain/offer.ts";
import { NEVER } from "../../src/domain/time.ts";
import type { BodyOf, CommandType, Outcome } from "../../src/protocol/commands.ts";
import type { AgentRow } from "../../src/protocol/rows/other-rows.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import type { Desk, DeskView } from "../../src/demo/contact.ts";
import { demoConfiguration } from "../../src/demo/demo-workspace.ts";
import { demoQueues } from "../../src/demo/demo-queues.ts";

const mia = brand<AgentId>("mia");

export function waitingTask(id: string, change: Partial<TaskRow> = {}): TaskRow {
  return {
    id: brand(id),
    workspaceId: brand("demo"),
    homeNode: "node",
    epoch: 1,
    interactionId: brand(`interaction-${id}`),
    queueId: brand<QueueId>("billing"),
    mrdId: brand("chat"),
    direction: "INBOUND",
    mode: "QUEUE",
    priority: 1,
    skills: [],
    rootTaskId: brand(id),
    previousTaskId: null,
    attempt: 1,
    createdAt: 1,
    firstEnqueuedAt: 1,
    enqueuedAt: 1,
    requestExpiresAt: NEVER,
    slaDueAt: NEVER,
    exclusions: [],
    wait: plainWait(1),
    addedMedia: [],
    requestedBy: "",
    note: "",
    taskState: "ACTIVE",
    mediaState: "QUEUED",
    agentId: "",
    offer: null,
    answeredAt: null,
    role: "",
    reason: null,
    wrapUpStartedAt: null,
    wrapUpExpiresAt: null,
    resolved: false,
    wrapUp: null,
    closedAt: NEVER,
    displayNumber: 1,
    customerName: "Jo Berg",
    subject: "Hello",
    lastLine: "Hello",
    lastLineBy: "CUSTOMER",
    lastMessageAt: 1,
    customerAwaySince: null,
    waitingSince: 1,
    answerDueAt: NEVER,
    communicationType: "MESSAGING",
    subCommunicationType: "WEB_MESSAGING",
    ...change,
  };
}

export function offeredTask(id: string): TaskRow {
  const offer: PendingOffer = {
    id: brand(`offer-${id}`),
    agentId: mia,
    createdAt: 1,
    expiresAt: 20_001,
    assignment: {
      policy: "LONGEST_AVAILABLE",
      step: 0,
      runnersUp: [],
      filteredOut: {},
      considered: 1,
      matchedSkills: [],
      matchedTags: [],
    },
    sentAt: 1,
    receivedAt: null,
    shownAt: null,
    state: "PENDING",
  };
  return waitingTask(id, { mediaState: "RESERVED", agentId: mia, offer });
}

export function heldTask(id: string, change: Partial<TaskRow> = {}): TaskRow {
  return waitingTask(id, { mediaState: "ACTIVE", agentId: mia, answeredAt: 1, ...change });
}

/** Mia's desk: what is put on it, and what she did. */
export class FakeDesk implements Desk {
  readonly commands: { readonly type: CommandType; readonly body: unknown }[] = [];
  readonly receipts: string[] = [];
  tasks: TaskRow[] = [];
  answer: "APPLIED" | "REFUSED" = "APPLIED";
  isReady = true;
  closed = false;

  get view(): DeskView {
    return { agent: this.#agent(), tasks: this.tasks, queues: demoQueues };
  }

  command<T extends CommandType>(type: T, body: BodyOf<T>): Promise<Outcome> {
    this.commands.push({ type, body });
    if (type === "agent.setState") this.isReady = !this.isReady;
    const commandId = brand<Outcome["commandId"]>(String(this.commands.length));
    return Promise.resolve(
      this.answer === "APPLIED"
        ? { commandId, end: "APPLIED", seq: 1, reply: null }
        : { commandId, end: "REFUSED", code: "NODE_BUSY", seq: 1 },
    );
  }

  received(task: TaskRow): void {
    this.receipts.push(`RECEIVED ${task.id}`);
  }
  shown(task: TaskRow): void {
    this.receipts.push(`SHOWN ${task.id}`);
  }
  typing(): void {}
  close(): void {
    this.closed = true;
  }

  did(type: CommandType): unknown[] {
    return this.commands.filter((each) => each.type === type).map((each) => each.body);
  }

  #agent(): AgentRow | null {
    const agent = demoConfiguration(1).agents.find((each) => each.id === mia);
    if (agent === undefined) return null;
    const mrds = agent.mrds.map((mrd) => ({ ...mrd, toggle: this.isReady }));
    return { ...agent, state: this.isReady ? "READY" : "NOT_READY", mrds };
  }
}
