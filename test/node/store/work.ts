/** Work as the domain makes it, for stores to keep: one customer, one thread, one interaction, its task and so on. */
import { accept } from "../../../src/domain/accept.ts";
import { type Agent, freshAgent } from "../../../src/domain/agent.ts";
import { leave } from "../../../src/domain/closing.ts";
import { type Id, brand } from "../../../src/domain/id.ts";
import {
  type CompletedInteraction,
  type Interaction,
  beginInteraction,
  completeInteraction,
} from "../../../src/domain/interaction.ts";
import {
  type OpenedIntervention,
  closeIntervention,
  openIntervention,
} from "../../../src/domain/intervention.ts";
import type { Message, MessageKind } from "../../../src/domain/message.ts";
import {
  type ActiveTask,
  type QueuedTask,
  type ReservedTask,
  type Task,
  closeTask,
  enqueue,
  requeue,
  reserve,
} from "../../../src/domain/task.ts";
import { beginEpisode, openThread } from "../../../src/domain/thread.ts";
import { NEVER } from "../../../src/domain/time.ts";
import { interactionToRow } from "../../../src/protocol/rows/interaction-row.ts";
import {
  agentToRow,
  interventionToRow,
  messageToRow,
} from "../../../src/protocol/rows/other-rows.ts";
import { directoryRow } from "../../../src/protocol/rows/directory-row.ts";
import { taskToRow } from "../../../src/protocol/rows/task-row.ts";
import { emptyOfferTable } from "../../../src/domain/measures/offer-table.ts";
import { emptyQueueCounters } from "../../../src/domain/measures/queue-counters.ts";
import { type Write, noon } from "./ledger.ts";

const id = <T extends Id<string>>(text: string): T => brand<T>(text);

export const ana = id<Agent["id"]>("ana");
export const sales = id<QueuedTask["queueId"]>("sales");
export const support = id<QueuedTask["queueId"]>("support");
export const workspaceId = id<QueuedTask["workspaceId"]>("w1");

export interface Story {
  readonly name: string;
  /** When it came. */
  readonly at: number;
  readonly workspaceId: QueuedTask["workspaceId"];
  readonly homeNode: string;
  readonly queueId: QueuedTask["queueId"];
  readonly subject: string;
  readonly customerName: string;
  readonly displayNumber: number;
  readonly completedAt: number;
  readonly ownerId: Agent["id"] | null;
}

const usual: Story = {
  name: "1",
  at: noon,
  workspaceId,
  homeNode: "n1",
  queueId: sales,
  subject: "Where is my parcel?",
  customerName: "Zoë Özil",
  displayNumber: 0,
  completedAt: noon + 60_000,
  ownerId: null,
};

/** All rows that one contact can make, from its first message to its completion; ids end in the story's name. */
export function contact(parts: Partial<Story> = {}) {
  const story = { ...usual, ...parts };
  const { name, at, workspaceId: workspace, queueId, subject, customerName } = story;
  const customer = {
    id: id<Interaction["customerId"]>(`customer-${name}`),
    name: customerName,
    email: null,
    company: null,
    createdAt: at,
  };
  const threadId = id<Interaction["threadId"]>(`thread-${name}`);
  const interactionId = id<Interaction["id"]>(`interaction-${name}`);
  const sourceId = id<Interaction["sourceId"]>("web");
  const opened = openThread({ id: threadId, sourceId, customerId: customer.id }, at);
  const interaction = beginInteraction(
    {
      id: interactionId,
      workspaceId: workspace,
      displayNumber: story.displayNumber,
      threadId,
      threadState: "OPEN",
      sourceId,
      queueId,
      customerId: customer.id,
      customerName,
      customerEmail: null,
      direction: "INBOUND",
      communicationType: "MESSAGING",
      subCommunicationType: "WEB_CHAT",
      subject,
      tags: ["vip"],
      dispositions: [],
      dispositionNote: "",
      priority: 1,
      ownerId: story.ownerId,
      createdAt: at,
      firstEnqueuedAt: at,
      firstAnsweredAt: null,
      interventionId: null,
      interventionState: null,
      previousInteractionId: null,
      clonedFromId: null,
      cloneIds: [],
      rootInteractionId: interactionId,
      attributes: {},
      listId: null,
      listState: null,
    },
    NEVER,
  );
  const task = enqueue(
    {
      id: id<Task["id"]>(`task-${name}`),
      workspaceId: workspace,
      homeNode: story.homeNode,
      epoch: 1,
      interactionId,
      queueId,
      mrdId: id<Task["mrdId"]>("chat"),
      direction: "INBOUND",
      mode: "QUEUE",
      priority: 1,
      skills: [{ skill: "german", atLeast: 3 }],
      requestExpiresAt: at + 300_000,
      slaDueAt: at + 20_000,
    },
    at,
  );
  const intervention = openIntervention(
    {
      id: id<OpenedIntervention["id"]>(`intervention-${name}`),
      interactionId,
      threadId,
      agentId: ana,
    },
    at,
  );
  const completed = completeInteraction(interaction, {
    at: story.completedAt,
    by: ana,
    byName: "Ana",
    resolution: "RESOLVED",
  });
  return {
    customer,
    thread: beginEpisode(opened, interactionId, at),
    interaction,
    task,
    intervention,
    completed,
    say: (kind: MessageKind, nth = 1): Message => ({
      id: id<Message["id"]>(`message-${name}-${nth}`),
      interactionId,
      threadId,
      kind,
      authorId: customer.id,
      authorName: customerName,
      body: "Hello?",
      createdAt: at,
    }),
  };
}

export type Contact = ReturnType<typeof contact>;

/** The rows with which a contact begins: customer, thread, interaction, first message and task. */
export function beginning(of: Contact): Write[] {
  return [
    { kind: "CUSTOMER", row: of.customer },
    { kind: "THREAD", row: of.thread },
    interactionWrite(of.interaction),
    { kind: "MESSAGE", row: messageToRow(of.say("CUSTOMER")) },
    taskWrite(of.task, of.interaction),
  ];
}

/** The rows with which it ends; the task goes from queued to closed by force. */
export function ending(of: Contact, closedAt = of.completed.completedAt): Write[] {
  return [
    taskWrite(closeTask(of.task, { reason: "FORCE_CLOSED" }, closedAt), of.interaction),
    interactionWrite(of.completed),
    completionWrite(of.completed),
  ];
}

export function taskWrite(task: Task, interaction: Interaction): Write {
  return { kind: "TASK", row: taskToRow(task, interaction) };
}

export function interactionWrite(interaction: Interaction): Write {
  return { kind: "INTERACTION", row: interactionToRow(interaction) };
}

export function interventionWrite(
  intervention: OpenedIntervention,
  closed: "CLOSED" | null = null,
): Write {
  const row = closed === null ? intervention : closeIntervention(intervention, "ana", noon + 1000);
  return { kind: "INTERVENTION", row: interventionToRow(row) };
}

export function messageWrite(message: Message): Write {
  return { kind: "MESSAGE", row: messageToRow(message) };
}

export function completionWrite(of: CompletedInteraction): Write {
  const { completedAt, completedBy, completedByName, resolution, dispositions } = of;
  return {
    kind: "COMPLETION",
    row: {
      id: id(`completion-${of.id}-${completedAt}`),
      interactionId: of.id,
      completedAt,
      completedBy,
      completedByName,
      resolution,
      dispositions,
    },
  };
}

export function agentWrite(agentId: string): Write {
  const agent: Agent = {
    ...freshAgent,
    id: id(agentId),
    workspaceId,
    name: agentId,
    teamIds: [],
    queueIds: [sales],
    skills: {},
    since: noon,
    mrds: [],
  };
  return { kind: "AGENT", row: agentToRow(agent) };
}

export function teamWrite(teamId: string): Write {
  return { kind: "DIRECTORY", row: directoryRow("TEAM", { id: teamId, name: teamId }) };
}

export function statisticWrite(from: number): Write {
  return {
    kind: "STATISTIC",
    row: {
      id: `sales:${from}`,
      of: "QUEUE",
      queueId: sales,
      from,
      counters: emptyQueueCounters,
      table: emptyOfferTable,
    },
  };
}

export function offered(task: QueuedTask, at = noon): ReservedTask {
  const assignment = {
    policy: "LONGEST_AVAILABLE",
    step: 0,
    runnersUp: [],
    filteredOut: {},
    considered: 1,
    matchedSkills: [],
    matchedTags: [],
  } as const;
  const terms = { offerId: id<ReservedTask["offer"]["id"]>(`offer-${task.id}`), agentId: ana };
  return reserve(task, { ...terms, offerMs: 20_000, assignment }, at + 100);
}

export function taken(task: QueuedTask, at = noon): ActiveTask {
  const reserved = offered(task, at);
  const answer = { agentId: ana, offerId: reserved.offer.id, offerGraceMs: 1500 };
  return unrefused(accept(reserved, answer, at + 5000));
}

export function inWrapUp(task: QueuedTask) {
  const rule = { enabled: true, seconds: 60 };
  return leave(taken(task), { reason: "DONE", resolved: true }, rule, noon + 9000);
}

export function successorOf(task: QueuedTask, name: string): QueuedTask {
  return requeue(task, id<Task["id"]>(name), null, noon + 1000);
}

export function unrefused<T extends object>(result: T): Exclude<T, { refused: unknown }> {
  if ("refused" in result) throw new Error(`Refused: ${String(result.refused)}`);
  return result as Exclude<T, { refused: unknown }>;
}
