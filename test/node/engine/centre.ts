import type { Agent } from "../../../src/domain/agent.ts";
import {
  type AgentId,
  type CommandId,
  type CustomerId,
  type InteractionId,
  type QueueId,
  type SourceId,
  type TaskId,
  type ThreadId,
  brand,
} from "../../../src/domain/id.ts";
import type { Mrd, Queue } from "../../../src/domain/queue.ts";
import type { RefusalCode } from "../../../src/domain/refusal.ts";
import { type Arrival, type Source, plainArrival } from "../../../src/domain/source.ts";
import { type Workspace, workspaceDefaults } from "../../../src/domain/workspace.ts";
import type { UserActor, VisitorActor } from "../../../src/node/access/actor.ts";
import type { Committed, Configuration, Engine } from "../../../src/node/engine/api.ts";
import { openEngine } from "../../../src/node/engine/engine.ts";
import { openMemoryStore } from "../../../src/node/store/memory-store.ts";
import type { Store } from "../../../src/node/store/store.ts";
import type { FeedEvent } from "../../../src/protocol/changes.ts";
import type { BodyOf, Command, CommandType, Outcome } from "../../../src/protocol/commands.ts";
import type { AgentRow, InterventionRow } from "../../../src/protocol/rows/other-rows.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import {
  chatMrd,
  support,
  supportQueue,
  ws,
  aSource,
  signedOutAgent,
} from "../../domain/sample.ts";
import { FakeTime, settle } from "./fake-time.ts";

/** A small contact centre over the real engine: memory store, fake clock, ids that count. */

export const web = brand<SourceId>("web");
export const live = brand<SourceId>("live");
export const billing = brand<QueueId>("billing");

export interface Settings {
  readonly workspace?: Partial<Workspace>;
  readonly mrd?: Partial<Mrd>;
  readonly queue?: Partial<Queue>;
  /** Classes of work beside chat. */
  readonly mrds?: readonly Mrd[];
  readonly agents?: readonly Agent[];
  /** Settings of other kinds. */
  readonly directory?: Configuration["directory"];
  /** Of the live chat's source, whose customers are not ended by their absence unless a test says so. */
  readonly live?: Partial<Source>;
  /** What becomes of a message on the web source. */
  readonly arrival?: Partial<Arrival>;
  readonly store?: Store;
}

export const people: readonly Agent[] = [
  signedOutAgent("ana", { name: "Ana" }),
  signedOutAgent("ben", { name: "Ben" }),
  signedOutAgent("cara", { name: "Cara", queueIds: [billing] }),
  // A supervisor, who may do to work what agents may not; see `actor`.
  signedOutAgent("sue", { name: "Sue", queueIds: [] }),
];

function configurationOf(settings: Settings): Configuration {
  const workspace: Workspace = {
    ...workspaceDefaults,
    id: ws,
    name: "Test",
    ...settings.workspace,
  };
  const queue: Queue = { ...supportQueue, ...settings.queue };
  return {
    directory: [
      { kind: "WORKSPACE", body: workspace },
      { kind: "MRD", body: { ...chatMrd, ...settings.mrd } },
      ...(settings.mrds ?? []).map((body) => ({ kind: "MRD", body }) as const),
      { kind: "QUEUE", body: queue },
      { kind: "QUEUE", body: { ...queue, id: billing, name: "Billing" } },
      {
        kind: "SOURCE",
        body: aSource({ arrival: { ...plainArrival, ...settings.arrival } }),
      },
      {
        kind: "SOURCE",
        body: aSource({
          id: live,
          name: live,

          type: "LIVE_CHAT",
          sessionBound: true,
          onAbsent: "MARK",
          ...settings.live,
        }),
      },
      { kind: "REASON", body: { id: "BREAK", label: "Break" } },
      ...(settings.directory ?? []),
    ],
    agents: settings.agents ?? people,
  };
}

export interface Visitor {
  readonly actor: VisitorActor;
  readonly threadId: ThreadId;
  readonly customerId: CustomerId;
  readonly sourceId: SourceId;
}

export class Centre {
  readonly time: FakeTime;
  readonly store: Store;
  readonly settings: Settings;
  readonly logged: string[] = [];
  readonly commits: Committed[] = [];
  #engine: Engine | null = null;
  #ids = 0;
  #commands = 0;
  #talking = new Set<AgentId>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.time = new FakeTime();
    this.store = settings.store ?? openMemoryStore();
  }

  get engine(): Engine {
    if (this.#engine === null) throw new Error("the centre is closed");
    return this.#engine;
  }

  get events(): readonly FeedEvent[] {
    return this.commits.flatMap((commit) => commit.events);
  }

  newId(): string {
    this.#ids += 1;
    return `id-${String(this.#ids).padStart(4, "0")}`;
  }

  async open(): Promise<void> {
    this.#engine = await openEngine({
      store: this.store,
      nodeId: "node-1",
      nodeName: "Test",
      workspaceId: ws,
      time: this.time,
      newId: () => this.newId(),
      log: (line) => void this.logged.push(line),
    });
    this.#engine.onCommit((committed) => void this.commits.push(committed));
    await settle();
  }

  async configure(settings: Settings = this.settings): Promise<void> {
    await this.engine.configure(configurationOf(settings));
  }

  /** The process dies and another one opens the same store; nobody has said hello to it yet. */
  async restart(downMs = 0): Promise<void> {
    await settle();
    this.#talking.clear();
    this.time.forgetTimers();
    this.time.passUnnoticed(downMs);
    await this.open();
  }

  /** Time passes while everybody who has said hello stays within earshot. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 5_000) {
      for (const id of this.#talking) this.engine.hear(id);
      await this.time.pass(Math.min(left, 5_000));
    }
    await settle();
  }

  /** The line to this agent goes dead: nothing is heard of them while time passes. */
  cutOff(who: string): void {
    this.#talking.delete(brand(who));
  }

  async hello(who: string): Promise<void> {
    const id = brand<AgentId>(who);
    this.#talking.add(id);
    await this.engine.hello(id);
    await settle();
  }

  async ready(...who: string[]): Promise<void> {
    for (const each of who) {
      await this.hello(each);
      await this.does(each, "agent.setState", { state: "READY", reason: null });
    }
  }

  actor(who: string): UserActor {
    const agent = this.settings.agents ?? people;
    const own = agent.find((each) => each.id === who);
    return {
      kind: "USER",
      userId: brand(who),
      workspaceId: ws,
      name: own?.name ?? who,
      username: who,
      roles: who === "sue" ? ["supervisor", "agent"] : ["agent"],
      teamIds: [],
      queueIds: who === "sue" ? [support, billing] : (own?.queueIds ?? []),
    };
  }

  command<T extends CommandType>(type: T, body: BodyOf<T>, more: Partial<Command> = {}): Command {
    this.#commands += 1;
    const id = brand<CommandId>(`c-${String(this.#commands).padStart(4, "0")}`);
    return { id, type, body, ...more } as unknown as Command;
  }

  /** An agent's command, answered. */
  async sends<T extends CommandType>(
    who: string,
    type: T,
    body: BodyOf<T>,
    more: Partial<Command> = {},
  ): Promise<Outcome> {
    const outcome = await this.engine.submit(this.actor(who), this.command(type, body, more));
    await settle();
    return outcome;
  }

  /** An agent's command that is meant to succeed. */
  async does<T extends CommandType>(
    who: string,
    type: T,
    body: BodyOf<T>,
  ): Promise<Outcome & { end: "APPLIED" }> {
    const outcome = await this.sends(who, type, body);
    if (outcome.end !== "APPLIED") throw new Error(`${type}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  /** An agent's command that is meant to be refused; its code. */
  async refused<T extends CommandType>(
    who: string,
    type: T,
    body: BodyOf<T>,
    more: Partial<Command> = {},
  ): Promise<RefusalCode | Outcome["end"]> {
    const outcome = await this.sends(who, type, body, more);
    return outcome.end === "REFUSED" ? outcome.code : outcome.end;
  }

  async visitor(sourceId: SourceId = web): Promise<Visitor> {
    const threadId = brand<ThreadId>(this.newId());
    const customerId = brand<CustomerId>(this.newId());
    const name = "Kim Lee";
    await this.engine.beginVisitor({ threadId, customerId, sourceId, name, email: null });
    const actor: VisitorActor = {
      kind: "VISITOR",
      workspaceId: ws,
      customerId,
      threadId,
      sourceId,
      name,
    };
    return { actor, threadId, customerId, sourceId };
  }

  /** The visitor's words as a command, not sent yet. */
  writing(visitor: Visitor, body: string, messageId = this.newId()): Command {
    const { threadId, customerId, sourceId } = visitor;
    const place = { threadId, customerId, sourceId };
    return this.command("message.receive", { ...place, messageId: brand(messageId), body });
  }

  async writes(visitor: Visitor, body: string, messageId?: string): Promise<Outcome> {
    const outcome = await this.engine.submit(visitor.actor, this.writing(visitor, body, messageId));
    await settle();
    return outcome;
  }

  /** A new visitor who asks for somebody; the interaction that came of it. */
  async request(sourceId: SourceId = web): Promise<{ visitor: Visitor; interactionId: string }> {
    const visitor = await this.visitor(sourceId);
    const outcome = await this.writes(visitor, "My parcel is late");
    if (outcome.end !== "APPLIED") throw new Error(JSON.stringify(outcome));
    const { interactionId } = outcome.reply as { interactionId: InteractionId };
    return { visitor, interactionId };
  }

  /** What the feed told since a sequence, rows that merely follow left out. */
  toldSince(seq: number): readonly string[] {
    const follows = new Set([
      "INTERACTION_CHANGED",
      "AGENT_STATE_CHANGED",
      "MESSAGE_ADDED",
      "STATISTIC_CHANGED",
      "THREAD_CHANGED",
    ]);
    return this.events
      .filter((event) => event.seq > seq && !follows.has(event.type))
      .map((event) => event.type);
  }

  /** An interaction that this agent holds. */
  async held(
    by: string,
    sourceId: SourceId = web,
  ): Promise<{ interactionId: string; taskId: TaskId; visitor: Visitor }> {
    const { interactionId, visitor } = await this.request(sourceId);
    const offer = this.offer(interactionId);
    if (offer.agentId !== by) throw new Error(`${offer.agentId} was asked, not ${by}`);
    this.shows(interactionId);
    return { interactionId, visitor, taskId: await this.accept(interactionId) };
  }

  tasks(interactionId?: string): readonly TaskRow[] {
    const rows = Array.from(this.engine.live.rows("TASK"), ({ row }) => row);
    return rows.filter((row) => interactionId === undefined || row.interactionId === interactionId);
  }

  /** The one open task of an interaction. */
  task(interactionId: string): TaskRow {
    const [task, ...others] = this.tasks(interactionId);
    if (task === undefined || others.length > 0)
      throw new Error(`${others.length + (task ? 1 : 0)} tasks of ${interactionId}`);
    return task;
  }

  /** The task of an interaction that is offered to somebody, with its offer. */
  offer(interactionId: string) {
    const task = this.tasks(interactionId).find((each) => each.mediaState === "RESERVED");
    if (task === undefined || task.offer === null || task.agentId === "")
      throw new Error(`nothing of ${interactionId} is offered`);
    return { task, taskId: task.id, offerId: task.offer.id, agentId: task.agentId };
  }

  /** The task as the store keeps it, also after it left memory. */
  async kept(taskId: string): Promise<TaskRow> {
    const [found] = await this.store.reader.fetch([{ kind: "TASK", id: taskId }]);
    if (found?.kind !== "TASK") throw new Error(`no task ${taskId}`);
    return found.row;
  }

  async keptInteraction(id: string): Promise<InteractionRow> {
    const found = await this.store.reader.fetch([{ kind: "INTERACTION", id }]);
    const kept = found.find((each) => each.kind === "INTERACTION");
    if (kept?.kind !== "INTERACTION") throw new Error(`no interaction ${id}`);
    return kept.row;
  }

  async keptIntervention(id: string): Promise<InterventionRow> {
    const [kept] = await this.store.reader.fetch([{ kind: "INTERVENTION", id }]);
    if (kept?.kind !== "INTERVENTION") throw new Error(`no intervention ${id}`);
    return kept.row;
  }

  interaction(id: string): InteractionRow {
    const kept = this.engine.live.row("INTERACTION", id);
    if (kept === null) throw new Error(`interaction ${id} is not in memory`);
    return kept.row;
  }

  agent(who: string): AgentRow {
    const kept = this.engine.live.row("AGENT", who);
    if (kept === null) throw new Error(`no agent ${who}`);
    return kept.row;
  }

  /** The page of whoever is offered this says that it shows it. */
  shows(interactionId: string): void {
    const { agentId, taskId, offerId } = this.offer(interactionId);
    for (const stage of ["SENT", "RECEIVED", "SHOWN"] as const)
      this.engine.receipt({ agentId, taskId, offerId, stage });
  }

  /** Whoever is offered this accepts it. */
  async accept(interactionId: string): Promise<TaskId> {
    const { agentId, taskId, offerId } = this.offer(interactionId);
    await this.does(agentId, "offer.accept", { taskId, offerId });
    return taskId;
  }
}

/** A configured centre with everybody signed out. */
export async function openCentre(settings: Settings = {}): Promise<Centre> {
  const centre = new Centre(settings);
  await centre.open();
  await centre.configure();
  await settle();
  return centre;
}
