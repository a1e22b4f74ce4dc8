import type { AgentId, WorkspaceId } from "../../domain/id.ts";
import { forget, hearFrom } from "../../domain/agent.ts";
import { isRefusal } from "../../domain/refusal.ts";
import { deadlineOf, nextEligibilityOf } from "../../domain/task.ts";
import type { Outcome } from "../../protocol/commands.ts";
import type { CommandRecord, KeptRow, Store } from "../store/store.ts";
import { Alarms } from "./alarms.ts";
import type { Committed, Engine } from "./api.ts";
import { beginVisitor } from "./commands/customers.ts";
import { configure } from "./configure.ts";
import { workspaceIn } from "./configured.ts";
import { decide } from "./decide.ts";
import { Draft } from "./draft.ts";
import type { Entity } from "./entities.ts";
import { Intake, type Submitted, byDependence, reused } from "./intake.ts";
import { Keeper } from "./keeper.ts";
import { type Answered, Ledger } from "./ledger.ts";
import { type Matcher, SimpleMatcher } from "./matching.ts";
import { Presence } from "./presence.ts";
import { ReceiptBook } from "./receipts.ts";
import { refreshDerived } from "./refresh.ts";
import { reserveMatch } from "./reserving.ts";
import { retire } from "./retiring.ts";
import { countersSince } from "./statistics.ts";
import { EngineClock, type TimeSource } from "./time.ts";
import { World } from "./world.ts";

export interface EngineParts {
  readonly store: Store;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly workspaceId: WorkspaceId;
  readonly time: TimeSource;
  readonly newId: () => string;
  readonly log: (line: string) => void;
  readonly matcher?: Matcher;
  /** Runs at the end of the turn; setImmediate unless a simulation says otherwise. */
  readonly defer?: (run: () => void) => void;
}

const BUSY_ABOVE = 10_000;
const STATISTICS_KEPT_MS = 36 * 3_600_000;
const REOPEN_PAUSE_MS = 1000;

/** Opens the engine over a store: loads the open work, and begins to keep its deadlines. */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const live = await parts.store.live(parts.time.wall() - STATISTICS_KEPT_MS);
  const engine = new LiveEngine(parts, live);
  await engine.begin();
  return engine;
}

class LiveEngine implements Engine {
  readonly nodeId: string;
  readonly nodeName: string;
  #feedId: string;
  readonly #parts: EngineParts;
  readonly #clock: EngineClock;
  readonly #alarms = new Alarms();
  readonly #receipts = new ReceiptBook();
  readonly #presence: Presence;
  readonly #matcher: Matcher;
  readonly #ledger: Ledger;
  readonly #intake: Intake;
  readonly #keeper: Keeper;
  readonly #commitListeners = new Set<(committed: Committed) => void>();
  readonly #reloadListeners = new Set<() => void>();
  #world: World;
  #turnDue = false;
  #stopped = false;
  #ready: Promise<void> = Promise.resolve();
  readonly #epoch: number;

  constructor(parts: EngineParts, live: Awaited<ReturnType<Store["live"]>>) {
    this.nodeId = parts.nodeId;
    this.nodeName = parts.nodeName;
    this.#feedId = live.feedId;
    this.#parts = parts;
    this.#epoch = live.epoch;
    this.#clock = new EngineClock(parts.time, live.lastAt);
    this.#presence = new Presence(this.#clock.now());
    this.#matcher = parts.matcher ?? new SimpleMatcher();
    this.#world = this.#load(live);
    this.#ledger = new Ledger(
      {
        store: parts.store,
        world: () => this.#world,
        epoch: live.epoch,
        onPut: (item) => this.#onPut(item),
        onCommitted: (committed, written) => this.#onCommitted(committed, written),
        onFailed: (why) => this.#onFailed(why),
      },
      live.head,
    );
    this.#intake = new Intake({
      reader: parts.store.reader,
      world: () => this.#world,
      defer: parts.defer ?? setImmediate,
      ready: () => this.#ready,
      decide: (submitted, earlier) => this.#answer(submitted, earlier),
      decided: () => this.#turn(),
    });
    this.#keeper = new Keeper({
      time: parts.time,
      clock: this.#clock,
      alarms: this.#alarms,
      presence: this.#presence,
      world: () => this.#world,
      workspaceId: parts.workspaceId,
      log: parts.log,
      held: () => this.#isHeld(),
      decide: (decision) => this.#decide(decision),
      turn: () => this.#turn(),
    });
  }

  get feedId(): string {
    return this.#feedId;
  }

  get head(): number {
    return this.#ledger.head;
  }

  readonly live: Engine["live"] = {
    rows: (kind) => this.#world.rows(kind),
    row: (kind, id) => this.#world.row(kind, id),
    conversation: (id) => {
      const interaction = this.#world.get("INTERACTION", id);
      return interaction === undefined ? null : this.#world.conversation(interaction.id);
    },
  };

  /** Nobody's presence is known at start; the first turn then serves whoever says hello. */
  async begin(): Promise<void> {
    const entered = this.#decide((draft) => {
      for (const agent of this.#world.all("AGENT")) {
        const forgotten = forget(agent, draft.now);
        if (forgotten !== agent) draft.put("AGENT", forgotten, "AGENT_STATE_CHANGED");
      }
    });
    this.#keeper.start();
    this.#turn();
    await entered;
  }

  now(): number {
    return this.#clock.now();
  }

  submit: Engine["submit"] = (actor, command) => {
    if (this.#stopped || this.#ledger.waiting > BUSY_ABOVE) {
      return Promise.resolve({ commandId: command.id, end: "REFUSED", code: "NODE_BUSY", seq: 0 });
    }
    return this.#intake.submit(actor, command);
  };

  beginVisitor: Engine["beginVisitor"] = async (visitor) => {
    await this.#durably((draft) => {
      const begun = beginVisitor(draft, visitor);
      if (isRefusal(begun)) throw new Error(begun.refused);
    });
  };

  configure: Engine["configure"] = (configuration) =>
    this.#durably((draft) => configure(draft, configuration));

  hear(agentId: AgentId): void {
    this.#presence.hear(agentId, this.now());
    const agent = this.#world.get("AGENT", agentId);
    const isBack =
      agent !== undefined &&
      !agent.reachable &&
      (agent.state === "READY" || agent.state === "NOT_READY");
    if (isBack) void this.hello(agentId);
  }

  hello: Engine["hello"] = async (agentId) => {
    this.#presence.hear(agentId, this.now());
    await this.#durably((draft) => {
      const agent = draft.get("AGENT", agentId);
      const heard = agent && hearFrom(agent, draft.now);
      if (heard !== undefined && heard !== agent) draft.put("AGENT", heard, "AGENT_STATE_CHANGED");
    });
  };

  receipt: Engine["receipt"] = ({ agentId, taskId, offerId, stage }) => {
    const task = this.#world.get("TASK", taskId);
    if (task?.state !== "RESERVED" || task.agentId !== agentId || task.offer.id !== offerId) return;
    this.#receipts.note(taskId, offerId, stage, this.now());
  };

  counters: Engine["counters"] = (queueId, from) => countersSince(this.#world, queueId, from);

  onCommit: Engine["onCommit"] = (listener) => {
    this.#commitListeners.add(listener);
    return () => void this.#commitListeners.delete(listener);
  };

  onReload: Engine["onReload"] = (listener) => {
    this.#reloadListeners.add(listener);
    return () => void this.#reloadListeners.delete(listener);
  };

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#keeper.stop();
    await this.#ready;
    await this.#decide((draft) => draft.tell("DIRECTORY_CHANGED", "node", { stopped: true }));
  }

  #load(live: Awaited<ReturnType<Store["live"]>>): World {
    const world = new World();
    world.raiseDisplayNumber(live.lastDisplayNumber);
    for (const row of byDependence(live.rows)) world.adopt(row);
    for (const interaction of world.all("INTERACTION")) world.markWhole(interaction.id);
    for (const task of world.all("TASK")) this.#setAlarm(world, { kind: "TASK", entity: task });
    return world;
  }

  /** One decision of the node's own (alarms, presence, configuration). Resolves when it is durable, or unknown. */
  #decide(decision: (draft: Draft) => void): Promise<boolean> {
    const draft = this.#newDraft();
    decision(draft);
    refreshDerived(draft);
    if (draft.steps.length === 0) return Promise.resolve(true);
    const { durable } = this.#ledger.enter(draft, draft.steps, null);
    this.#turn();
    return durable;
  }

  async #durably(decision: (draft: Draft) => void): Promise<void> {
    await this.#ready;
    if (!(await this.#decide(decision))) throw new Error("COMMIT_UNKNOWN");
  }

  #newDraft(): Draft {
    return new Draft(this.#world, {
      now: this.now(),
      newId: this.#parts.newId,
      nodeId: this.nodeId,
      epoch: this.#epoch,
      workspaceId: this.#parts.workspaceId,
      factsOf: (task) => ({
        ...this.#receipts.of(task),
        agentHeard: this.#presence.hasHeard(task.agentId),
      }),
    });
  }

  #answer(submitted: Submitted, earlier: CommandRecord | null): void {
    const { command, bodyHash } = submitted;
    if (earlier !== null) {
      submitted.answer(earlier.bodyHash === bodyHash ? earlier.outcome : reused(command.id));
      return;
    }
    const draft = this.#newDraft();
    const decided = decide(draft, submitted.actor, command);
    if (isRefusal(decided)) {
      const { refused: code, detail } = decided;
      const why = detail === undefined ? {} : { detail };
      const refused = this.#newDraft();
      refused.tell("COMMAND_REFUSED", command.id, { code });
      const outcomeAt = (seq: number): Outcome => ({
        commandId: command.id,
        end: "REFUSED",
        code,
        ...why,
        seq,
      });
      this.#enterAnswer(refused, submitted, { id: command.id, bodyHash, outcomeAt });
      return;
    }
    refreshDerived(draft);
    const outcomeAt = (seq: number): Outcome => ({
      commandId: command.id,
      end: "APPLIED",
      seq,
      reply: decided,
    });
    this.#enterAnswer(draft, submitted, { id: command.id, bodyHash, outcomeAt });
  }

  #enterAnswer(draft: Draft, submitted: Submitted, answered: Answered): void {
    if (draft.steps.length === 0)
      draft.tell("DIRECTORY_CHANGED", submitted.command.id, { unchanged: true });
    const { outcome, durable } = this.#ledger.enter(draft, draft.steps, answered);
    const unknown: Outcome = { commandId: submitted.command.id, end: "UNKNOWN" };
    submitted.answer(
      durable.then((isDurable) => (isDurable && outcome !== null ? outcome : unknown)),
    );
  }

  /** The end of a turn: whoever is free is matched, and what was decided goes to the disk. */
  #turn(): void {
    if (this.#turnDue) return;
    this.#turnDue = true;
    (this.#parts.defer ?? setImmediate)(() => {
      this.#turnDue = false;
      if (!this.#stopped && !this.#isHeld()) this.#match();
      this.#ledger.flush(this.now());
      this.#keeper.rearm();
    });
  }

  #match(): void {
    const now = this.now();
    for (
      let match = this.#matcher.next(this.#world, now);
      match !== null;
      match = this.#matcher.next(this.#world, now)
    ) {
      const draft = this.#newDraft();
      reserveMatch(draft, match);
      refreshDerived(draft);
      this.#ledger.enter(draft, draft.steps, null);
    }
  }

  /** While a commit hangs for more than a second nothing fires and nobody is matched. */
  #isHeld(): boolean {
    const since = this.#ledger.inFlightSince;
    return since !== null && this.now() - since > 1000;
  }

  #onPut(item: Entity): void {
    if (item.kind !== "TASK") return;
    if (item.entity.state !== "RESERVED") this.#receipts.forget(item.entity.id);
    this.#setAlarm(this.#world, item);
  }

  #setAlarm(world: World, item: Extract<Entity, { kind: "TASK" }>): void {
    const task = item.entity;
    const grace = workspaceIn(world, task.workspaceId)?.offerGraceMs ?? 0;
    const deadline = deadlineOf(task, grace);
    const eligible = task.state === "QUEUED" ? nextEligibilityOf(task, this.now()) : deadline;
    this.#alarms.set(task.id, Math.min(deadline, eligible));
  }

  #onCommitted(committed: Committed, written: readonly KeptRow[]): void {
    for (const listener of this.#commitListeners) listener(committed);
    retire(this.#world, written, {
      isPinned: (ref) => this.#intake.isPinned(ref),
      statisticsSince: this.now() - STATISTICS_KEPT_MS,
    });
  }

  /** Memory is thrown away and read anew; until then nothing is decided and nothing acknowledged. */
  #onFailed(why: unknown): void {
    this.#parts.log(`commit failed, outcome unknown; opening the store anew: ${String(why)}`);
    this.#keeper.pause();
    this.#ready = this.#recover();
  }

  async #recover(): Promise<void> {
    for (;;) {
      try {
        await this.#parts.store.reopen();
        const live = await this.#parts.store.live(this.now() - STATISTICS_KEPT_MS);
        this.#alarms.clear();
        this.#receipts.clear();
        this.#feedId = live.feedId;
        this.#world = this.#load(live);
        this.#ledger.restart(live.head);
        break;
      } catch (failure) {
        this.#parts.log(`store not usable yet: ${String(failure)}`);
        await new Promise<void>((wake) => void this.#parts.time.wakeIn(REOPEN_PAUSE_MS, wake));
        if (this.#stopped) return;
      }
    }
    for (const listener of this.#reloadListeners) listener();
    this.#keeper.start();
    this.#turn();
  }
}
