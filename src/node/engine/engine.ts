import type { AgentId } from "../../domain/id.ts";
import { hearFrom } from "../../domain/agent.ts";
import { isRefusal } from "../../domain/refusal.ts";
import type { Outcome } from "../../protocol/commands.ts";
import type { CommandRecord, KeptRow, Store } from "../store/store.ts";
import type { Committed, Engine } from "./api.ts";
import { forgetAll } from "./commands/agents.ts";
import { beginVisitor } from "./commands/customers.ts";
import { configure } from "./configure.ts";
import { decide } from "./decide.ts";
import { Draft } from "./draft.ts";
import { Intake, type Submitted, reused } from "./intake.ts";
import { Keeper } from "./keeper.ts";
import { Listeners } from "./listeners.ts";
import { Memory, statisticsSince } from "./memory.ts";
import { type Answered, Ledger } from "./ledger.ts";
import { type Matcher, SimpleMatcher } from "./matching.ts";
import { Presence } from "./presence.ts";
import { reopenStore } from "./recovery.ts";
import { refreshDerived } from "./refresh.ts";
import { reserveMatch } from "./reserving.ts";
import { countersSince } from "./statistics.ts";
import type { EngineParts } from "./parts.ts";
import { EngineClock } from "./time.ts";

const BUSY_ABOVE = 10_000;

/** Opens the engine over a store: loads the open work, and begins to keep its deadlines. */
export async function openEngine(parts: EngineParts): Promise<Engine> {
  const live = await parts.store.live(statisticsSince(parts.time.wall()));
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
  readonly #memory = new Memory();
  readonly #presence: Presence;
  readonly #matcher: Matcher;
  readonly #ledger: Ledger;
  readonly #intake: Intake;
  readonly #keeper: Keeper;
  readonly #commits = new Listeners<Committed>();
  readonly #reloads = new Listeners<void>();
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
    this.#memory.load(live, this.now());
    this.#ledger = new Ledger(
      {
        store: parts.store,
        world: () => this.#memory.world,
        epoch: live.epoch,
        onPut: (item) => this.#memory.onPut(item, this.now()),
        onCommitted: (committed, written) => this.#onCommitted(committed, written),
        onFailed: (why) => this.#onFailed(why),
      },
      live.head,
    );
    this.#intake = new Intake({
      reader: parts.store.reader,
      world: () => this.#memory.world,
      defer: (run) => parts.time.endOfTurn(run),
      ready: () => this.#ready,
      decide: (submitted, earlier) => this.#answer(submitted, earlier),
      decided: () => this.#turn(),
    });
    this.#keeper = new Keeper({
      time: parts.time,
      clock: this.#clock,
      alarms: this.#memory.alarms,
      presence: this.#presence,
      world: () => this.#memory.world,
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
    rows: (kind) => this.#memory.world.rows(kind),
    row: (kind, id) => this.#memory.world.row(kind, id),
    conversation: (id) => {
      const interaction = this.#memory.world.get("INTERACTION", id);
      return interaction === undefined ? null : this.#memory.world.conversation(interaction.id);
    },
  };

  /** Nobody's presence is known at start; the first turn then serves whoever says hello. */
  async begin(): Promise<void> {
    const entered = this.#decide((draft) => forgetAll(draft, this.#memory.world.all("AGENT")));
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
    const agent = this.#memory.world.get("AGENT", agentId);
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
    const task = this.#memory.world.get("TASK", taskId);
    if (task?.state !== "RESERVED" || task.agentId !== agentId || task.offer.id !== offerId) return;
    this.#memory.receipts.note(taskId, offerId, stage, this.now());
  };

  counters: Engine["counters"] = (queueId, from) =>
    countersSince(this.#memory.world, queueId, from);

  onCommit: Engine["onCommit"] = (listener) => this.#commits.join(listener);

  onReload: Engine["onReload"] = (listener) => this.#reloads.join(listener);

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#keeper.stop();
    await this.#ready;
    await this.#decide((draft) => draft.tell("DIRECTORY_CHANGED", "node", { stopped: true }));
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
    return new Draft(this.#memory.world, {
      now: this.now(),
      newId: this.#parts.newId,
      nodeId: this.nodeId,
      epoch: this.#epoch,
      workspaceId: this.#parts.workspaceId,
      factsOf: (task) => ({
        ...this.#memory.receipts.of(task),
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
    this.#parts.time.endOfTurn(() => {
      this.#turnDue = false;
      if (!this.#stopped && !this.#isHeld()) this.#match();
      this.#ledger.flush(this.now());
      this.#keeper.rearm();
    });
  }

  #match(): void {
    const now = this.now();
    for (
      let match = this.#matcher.next(this.#memory.world, now);
      match !== null;
      match = this.#matcher.next(this.#memory.world, now)
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

  #onCommitted(committed: Committed, written: readonly KeptRow[]): void {
    this.#commits.tell(committed);
    this.#memory.onDurable(written, (ref) => this.#intake.isPinned(ref), this.now());
  }

  /** Memory is thrown away and read anew; until then nothing is decided and nothing acknowledged. */
  #onFailed(why: unknown): void {
    this.#parts.log(`commit failed, outcome unknown; opening the store anew: ${String(why)}`);
    this.#keeper.pause();
    this.#ready = this.#recover();
  }

  async #recover(): Promise<void> {
    const live = await reopenStore(
      this.#parts,
      () => this.now(),
      () => this.#stopped,
    );
    if (live === null) return;
    this.#feedId = live.feedId;
    this.#memory.load(live, this.now());
    this.#ledger.restart(live.head);
    this.#reloads.tell();
    this.#keeper.start();
    this.#turn();
  }
}
