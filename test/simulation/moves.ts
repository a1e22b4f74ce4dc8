import type { AgentId, FolderId, TaskId, ThreadId } from "../../src/domain/id.ts";
import { brand } from "../../src/domain/id.ts";
import type { BodyOf, CommandType } from "../../src/protocol/commands.ts";
import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { MessageRow } from "../../src/protocol/rows/other-rows.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import type { KeptRow } from "../../src/node/store/store.ts";
import type { Random } from "./random.ts";
import { agentIds, mrdIds, queueIds, sourceIds, workflow } from "./workspace.ts";

/** What a move is drawn from. */
export interface Stage {
  readonly random: Random;
  readonly now: number;
  readonly tasks: readonly TaskRow[];
  readonly interactions: readonly InteractionRow[];
  /** Interactions that were completed, as the disk has them. */
  readonly completed: readonly KeptRow<"INTERACTION">[];
  readonly messages: readonly MessageRow[];
  readonly visitors: readonly Visitor[];
  newId(): string;
}

export interface Visitor {
  readonly threadId: string;
  readonly customerId: string;
  readonly sourceId: string;
}

/** Who does it and what it says; null where there is nothing to do it to. */
export interface Move<T extends CommandType> {
  readonly by: string;
  readonly body: BodyOf<T>;
}

type Maker<T extends CommandType> = (stage: Stage) => Move<T> | null;

const anyone = ({ random }: Stage): AgentId => random.pick(agentIds) ?? brand<AgentId>("ana");
const boss = ({ random }: Stage): string =>
  random.chance(90) ? "sam" : anyone({ random } as Stage);

/** A task in one of these states most of the time, any task otherwise. */
function aTask(stage: Stage, ...states: readonly TaskRow["mediaState"][]): TaskRow | undefined {
  const { random, tasks } = stage;
  const fitting = tasks.filter((task) => states.includes(task.mediaState));
  return random.chance(93) ? random.pick(fitting) : random.pick(tasks);
}

/** Its own agent most of the time, somebody else otherwise. */
function theirs(stage: Stage, task: TaskRow): string {
  return task.agentId !== "" && stage.random.chance(93) ? task.agentId : anyone(stage);
}

/** Tasks that a condition holds for; any that fits the states where none does. */
function onTaskWhere<T extends CommandType>(
  holds: (task: TaskRow, stage: Stage) => boolean,
  make: (stage: Stage, task: TaskRow) => BodyOf<T>,
  by: (stage: Stage, task: TaskRow) => string = theirs,
): Maker<T> {
  return (stage) => {
    const fitting = stage.tasks.filter((each) => holds(each, stage));
    const task = stage.random.pick(fitting.length > 0 ? fitting : stage.tasks);
    return task === undefined ? null : { by: by(stage, task), body: make(stage, task) };
  };
}

const isListening = (task: TaskRow) => task.role === "SILENT_MONITOR" || task.role === "WHISPER";
const isLegWaiting = (task: TaskRow) =>
  (task.direction === "CONSULT" || task.direction === "DIRECT_CONFERENCE") &&
  (task.mediaState === "QUEUED" || task.mediaState === "RESERVED");
const mayLeave = (task: TaskRow, { tasks }: Stage) =>
  task.mediaState === "ACTIVE" &&
  (task.role !== "PRIMARY" ||
    tasks.some(
      (other) =>
        other.id !== task.id &&
        other.interactionId === task.interactionId &&
        other.role === "PRIMARY",
    ));

function onTask<T extends CommandType>(
  states: readonly TaskRow["mediaState"][],
  make: (stage: Stage, task: TaskRow) => BodyOf<T> | null,
  by: (stage: Stage, task: TaskRow) => string = theirs,
): Maker<T> {
  return (stage) => {
    const task = aTask(stage, ...states);
    const body = task === undefined ? null : make(stage, task);
    return task === undefined || body === null ? null : { by: by(stage, task), body };
  };
}

const taskOnly = (_stage: Stage, { id }: TaskRow) => ({ taskId: id });
const elsewhere = (stage: Stage) => {
  const toAgent = stage.random.chance(50);
  const targetId = (toAgent ? anyone(stage) : stage.random.pick(queueIds)) ?? "support";
  const insist = stage.random.chance(30);
  return {
    to: toAgent ? ("AGENT" as const) : ("QUEUE" as const),
    targetId,
    note: "please",
    insist,
  };
};

function onInteraction<T extends CommandType>(
  make: (stage: Stage, interaction: InteractionRow) => BodyOf<T>,
  by: (stage: Stage, interaction: InteractionRow) => string,
): Maker<T> {
  return (stage) => {
    const interaction = stage.random.pick(stage.interactions);
    return interaction === undefined
      ? null
      : { by: by(stage, interaction), body: make(stage, interaction) };
  };
}

const owner = (stage: Stage, { agentId }: InteractionRow): string =>
  agentId !== "" && stage.random.chance(90) ? agentId : anyone(stage);
const newIds = (stage: Stage) => ({
  taskId: brand<TaskId>(stage.newId()),
  interventionId: brand<never>(stage.newId()),
});

/** How every command there is comes about. A new command that is missing here does not compile. */
export const makers: { readonly [T in CommandType]: Maker<T> } = {
  "agent.away": (stage) => ({
    by: anyone(stage),
    body: { why: stage.random.chance(50) ? "LOCKED" : "SUSPENDED" },
  }),
  "folder.delete": (stage) => ({
    by: anyone(stage),
    body: { folderId: brand<FolderId>(`f${stage.random.below(4)}`) },
  }),
  "folder.save": (stage) => ({
    by: anyone(stage),
    body: {
      folderId: brand<FolderId>(`f${stage.random.below(4)}`),
      name: "Late",
      rule: stage.random.chance(80) ? "waiting > 5m" : "waiting >",
      shared: stage.random.chance(30),
      position: 1,
    },
  }),
  "agent.logout": (stage) => ({ by: anyone(stage), body: {} }),
  "agent.forceLogout": (stage) => ({ by: boss(stage), body: { agentId: anyone(stage) } }),
  "agent.forceState": (stage) => ({
    by: boss(stage),
    body: {
      agentId: anyone(stage),
      state: stage.random.chance(60) ? "READY" : "NOT_READY",
      reason: "BREAK",
    },
  }),
  "agent.setMrd": (stage) => ({
    by: anyone(stage),
    body: { mrdId: stage.random.pick(mrdIds) ?? mrdIds[0], on: stage.random.chance(75) },
  }),
  "agent.setState": (stage) => ({
    by: anyone(stage),
    body: stage.random.chance(85)
      ? { state: "READY", reason: null }
      : { state: "NOT_READY", reason: "BREAK" },
  }),
  "consult.conference": consulted(),
  "consult.transfer": consulted(),
  "customer.acknowledge": (stage) => {
    const threads = new Set(stage.visitors.map(({ threadId }) => threadId));
    const shown = stage.messages.filter(
      ({ kind, threadId }) => kind === "AGENT" && threads.has(threadId),
    );
    const line = stage.random.pick(shown);
    if (line === undefined) return null;
    const { id: messageId, threadId, interactionId } = line;
    return { by: `visitor:${threadId}`, body: { threadId, interactionId, messageId } };
  },
  "customer.end": customers(),
  "customer.leave": customers(),
  "customer.rate": (stage) => {
    const source = stage.random.pick(stage.completed);
    if (source === undefined) return null;
    const { id: interactionId, threadId } = source.row;
    if (!stage.visitors.some((visitor) => visitor.threadId === threadId)) return null;
    const stars = 1 + stage.random.below(5);
    return {
      by: `visitor:${threadId}`,
      body: { threadId, interactionId, stars, comment: "" },
    };
  },
  "interaction.clone": (stage) => {
    const source = stage.random.pick(stage.completed);
    if (source === undefined) return null;
    const by = source.row.ownerId === "" ? anyone(stage) : source.row.ownerId;
    const interactionId = brand<never>(stage.newId());
    const body = { sourceInteractionId: source.row.id, interactionId, ...newIds(stage) };
    return { by, body: { ...body, subject: null, message: null } };
  },
  "interaction.edit": (stage) => {
    // Who has two conversations open is seldom, and called the same in both.
    const { interactions } = stage;
    const known = Map.groupBy(interactions, ({ customerId }) => customerId);
    const twice = [...known.values()].filter((each) => each.length > 1).flat();
    const interaction = stage.random.pick(
      twice.length > 0 && stage.random.chance(60) ? twice : interactions,
    );
    if (interaction === undefined) return null;
    const fields = stage.random.chance(50)
      ? { dispositions: ["solved"], tags: ["vip"] }
      : { customerName: `Kim ${stage.random.below(9)}` };
    return { by: owner(stage, interaction), body: { interactionId: interaction.id, fields } };
  },
  "interaction.engage": onInteraction(
    (stage, { id }) => ({ interactionId: id, taskId: brand(stage.newId()) }),
    anyone,
  ),
  "interaction.forceComplete": (stage) => {
    // What is put off is seldom, and ends in no other way by hand.
    const putOff = stage.interactions.filter(({ status }) => status === "DEFERRED");
    const among = putOff.length > 0 && stage.random.chance(60) ? putOff : stage.interactions;
    const interaction = stage.random.pick(among);
    return interaction === undefined
      ? null
      : { by: boss(stage), body: { interactionId: interaction.id } };
  },
  "interaction.reopen": (stage) => {
    const source = stage.random.pick(stage.completed);
    if (source === undefined) return null;
    const taskId = brand<TaskId>(stage.newId());
    return { by: anyone(stage), body: { interactionId: source.row.id, taskId } };
  },
  "interaction.setType": onInteraction(
    (_stage, { id }) => ({
      interactionId: id,
      communicationType: "PHONE",
      subCommunicationType: "CALLBACK",
    }),
    owner,
  ),
  "interaction.start": (stage) => ({
    by: anyone(stage),
    body: {
      interactionId: brand(stage.newId()),
      taskId: brand(stage.newId()),
      queueId: stage.random.pick(queueIds) ?? brand("support"),
      customerName: "Kim",
      customerEmail: null,
      subject: "Following up",
      message: null,
    },
  }),
  "intervention.assign": onInteraction(
    (stage, { id }) => ({
      interactionId: id,
      agentId: anyone(stage),
      bypass: stage.random.chance(30),
    }),
    boss,
  ),
  "intervention.cancel": onInteraction((_stage, { id }) => ({ interactionId: id }), owner),
  "intervention.close": onInteraction((_stage, { id }) => ({ interactionId: id }), owner),
  "list.close": onInteraction((_stage, { id }) => ({ interactionId: id }), anyone),
  "list.join": onInteraction(
    (stage, { id }) => ({ interactionId: id, taskId: brand(stage.newId()) }),
    anyone,
  ),
  "message.post": onInteraction(
    (stage, { id }) => ({ interactionId: id, messageId: brand(stage.newId()), body: "Hello" }),
    owner,
  ),
  "message.receive": (stage) => {
    const visitor = stage.random.pick(stage.visitors);
    if (visitor === undefined) return null;
    const place = {
      threadId: brand<never>(visitor.threadId),
      customerId: brand<never>(visitor.customerId),
      sourceId: brand<never>(visitor.sourceId),
    };
    return {
      by: `visitor:${visitor.threadId}`,
      body: { ...place, messageId: brand(stage.newId()), body: "My parcel is late" },
    };
  },
  "monitor.bargeIn": onTaskWhere(isListening, taskOnly),
  "monitor.start": onInteraction(
    (stage, { id }) => ({ interactionId: id, taskId: brand(stage.newId()) }),
    boss,
  ),
  "monitor.whisper": onTaskWhere(isListening, taskOnly),
  "note.add": onInteraction(
    (stage, { id }) => ({ interactionId: id, messageId: brand(stage.newId()), body: "VIP" }),
    owner,
  ),
  "offer.accept": onTask(["RESERVED"], (_stage, { id, offer }) =>
    offer === null ? null : { taskId: id, offerId: offer.id },
  ),
  "offer.decline": onTask(["RESERVED"], (_stage, { id, offer }) =>
    offer === null ? null : { taskId: id, offerId: offer.id, reason: null },
  ),
  "queue.flush": (stage) => ({
    by: boss(stage),
    body: { queueId: stage.random.pick(queueIds) ?? brand("support"), message: "We are closed" },
  }),
  "queue.setRouting": (stage) => ({
    by: boss(stage),
    body: {
      queueId: stage.random.pick(queueIds) ?? brand("support"),
      on: stage.random.chance(80),
    },
  }),
  "task.addMedia": onTask(["ACTIVE", "QUEUED"], (stage, { id }) => ({
    taskId: id,
    mediaId: brand(stage.newId()),
    mrdId: stage.random.pick(mrdIds) ?? mrdIds[0],
  })),
  "task.assign": onTask(
    ["QUEUED", "RESERVED"],
    (stage, { id }) => ({ taskId: id, agentId: anyone(stage), bypass: stage.random.chance(30) }),
    boss,
  ),
  "task.cancelRequest": onTaskWhere(isLegWaiting, taskOnly, (stage, task) =>
    task.requestedBy === "" ? anyone(stage) : task.requestedBy,
  ),
  "task.claim": onTask(["QUEUED", "RESERVED", "ACTIVE"], taskOnly, anyone),
  "task.conference": onTask(["ACTIVE"], (stage, { id }) => ({ taskId: id, ...elsewhere(stage) })),
  "task.consult": onTask(["ACTIVE"], (stage, { id }) => ({ taskId: id, ...elsewhere(stage) })),
  "task.create": (stage) => ({
    by: boss(stage),
    body: {
      taskId: brand(stage.newId()),
      interactionId: brand(stage.newId()),
      workflowId: stage.random.chance(50) ? workflow : null,
      queueId: stage.random.pick(queueIds) ?? null,
      mrdId: null,
      attributes: {
        type: stage.random.pick(["support", "claim"]) ?? "support",
        language: stage.random.pick(["en", "fr", "de"]) ?? "en",
      },
      priority: stage.random.between(1, 10),
      timeoutSec: null,
      customerName: "Kim",
      subject: "From a program",
    },
  }),
  "task.defer": onTask(["ACTIVE"], (stage, { id }) => ({
    taskId: id,
    until: stage.now + stage.random.between(-5, 120) * 1000,
  })),
  "task.endMedia": onTask(["ACTIVE"], (stage, task) => ({
    taskId: task.id,
    mediaId: stage.random.pick(task.addedMedia)?.id ?? brand(task.id),
  })),
  "task.hold": onTask(["ACTIVE"], (stage, { id }) => ({
    taskId: id,
    seconds: stage.random.chance(50) ? stage.random.between(1, 90) : null,
  })),
  "task.leave": onTaskWhere(mayLeave, taskOnly),
  "task.move": onTask(
    ["QUEUED"],
    (stage, { id }) => ({
      taskId: id,
      queueId: stage.random.pick(queueIds) ?? brand("billing"),
      insist: stage.random.chance(30),
    }),
    boss,
  ),
  "task.request": (stage) => ({ by: anyone(stage), body: { mrdId: null } }),
  "task.requeue": onTask(["ACTIVE"], taskOnly),
  "task.resolve": onTask(["ACTIVE"], taskOnly),
  "task.resume": onTask(["ACTIVE"], taskOnly),
  "task.setMediaState": onTask(["QUEUED", "RESERVED", "ACTIVE"], (stage, task) => ({
    taskId: task.id,
    mediaId: brand(task.id),
    state: stage.random.pick(["ACTIVE", "CLOSED", "RESERVED"] as const) ?? "CLOSED",
    agentId: null,
  })),
  "task.setState": onTask(["QUEUED", "ACTIVE", "CLOSED"], (stage, { id }) => ({
    taskId: id,
    name: stage.random.pick(["WRAP_UP", "CLOSED"] as const) ?? "CLOSED",
    reasonCode: stage.random.pick(["DONE", "FORCE_CLOSED", null] as const) ?? null,
  })),
  "task.transfer": onTask(["ACTIVE"], (stage, { id }) => ({
    taskId: id,
    ...elsewhere(stage),
    ...(stage.random.chance(10) ? { to: "EXTERNAL" as const, targetId: "+491234" } : {}),
    attended: false,
  })),
  "wrapup.skip": onTask(["CLOSED"], taskOnly),
  "wrapup.submit": onTask(["CLOSED"], (_stage, { id }) => ({
    taskId: id,
    dispositions: ["solved"],
    note: "done",
  })),
};

function customers<T extends "customer.end" | "customer.leave">(): Maker<T> {
  return (stage) => {
    const visitor = stage.random.pick(stage.visitors);
    if (visitor === undefined) return null;
    const body = { threadId: brand<ThreadId>(visitor.threadId) };
    return { by: `visitor:${visitor.threadId}`, body };
  };
}

function consulted<T extends "consult.transfer" | "consult.conference">(): Maker<T> {
  return (stage) => {
    const adviser = stage.tasks.find((task) => task.direction === "CONSULT" && task.role !== "");
    const asking = stage.tasks.find(
      (task) =>
        task.interactionId === adviser?.interactionId &&
        task.role === "PRIMARY" &&
        task.agentId !== "",
    );
    if (adviser === undefined || asking === undefined) return null;
    const body = { taskId: asking.id, consultTaskId: adviser.id };
    return { by: theirs(stage, asking), body };
  };
}

export const sources = sourceIds;

/** How often each is tried, of all that people do. */
export const weights: Readonly<Record<CommandType, number>> = {
  "agent.away": 2,
  "customer.acknowledge": 20,
  "folder.delete": 1,
  "folder.save": 1,
  "agent.forceLogout": 1,
  "agent.forceState": 3,
  "agent.logout": 2,
  "agent.setMrd": 6,
  "agent.setState": 40,
  "consult.conference": 6,
  "consult.transfer": 6,
  "customer.end": 4,
  "customer.leave": 8,
  "customer.rate": 3,
  "interaction.clone": 5,
  "interaction.edit": 12,
  "interaction.engage": 6,
  "interaction.forceComplete": 4,
  "interaction.reopen": 4,
  "interaction.setType": 3,
  "interaction.start": 3,
  "intervention.assign": 4,
  "intervention.cancel": 3,
  "intervention.close": 3,
  "list.close": 3,
  "list.join": 12,
  "message.post": 30,
  "message.receive": 60,
  "monitor.bargeIn": 4,
  "monitor.start": 6,
  "monitor.whisper": 3,
  "note.add": 8,
  "offer.accept": 90,
  "offer.decline": 12,
  "queue.flush": 1,
  "queue.setRouting": 3,
  "task.addMedia": 4,
  "task.assign": 6,
  "task.cancelRequest": 6,
  "task.claim": 8,
  "task.conference": 6,
  "task.consult": 8,
  "task.create": 4,
  "task.defer": 6,
  "task.endMedia": 5,
  "task.hold": 6,
  "task.leave": 8,
  "task.move": 4,
  "task.request": 4,
  "task.requeue": 8,
  "task.resolve": 30,
  "task.resume": 6,
  "task.setMediaState": 3,
  "task.setState": 3,
  "task.transfer": 10,
  "wrapup.skip": 12,
  "wrapup.submit": 16,
};
