import type { AgentId } from "../../domain/id.ts";
import { isSilenced } from "../../domain/agent.ts";
import { refuse } from "../../domain/refusal.ts";
import type { KeptRow, LiveWork } from "../store/store.ts";
import type { Committed, Engine, Answered } from "./api.ts";
import { welcomeBack } from "./commands/agents.ts";
import { beginVisitor } from "./commands/customers.ts";
import { customerBack, forgetPresence, pagesBack } from "./commands/leaving.ts";
import { acceptShown } from "./commands/offers.ts";
import { configure } from "./configure.ts";
import { Draft } from "./draft.ts";
import { explain } from "./explaining.ts";
import { Intake } from "./intake.ts";
import { Keeper } from "./keeper.ts";
import { Listeners } from "./listeners.ts";
import { Memory } from "./memory.ts";
import { statisticsSince } from "./statistics/kept.ts";
import { Ledger } from "./ledger.ts";
import { meetsRule } from "./agent-rules.ts";
import { IndexedMatcher } from "./matching/indexed-matcher.ts";
import { answer, refusedOutcome } from "./outcomes.ts";
import { Presence, heardOf } from "./presence.ts";
import { Recovery } from "./recovery.ts";
import { refreshDerived } from "./refresh.ts";
import { countersSince } from "./statistics/read.ts";
import type { EngineParts } from "./parts.ts";
import { EngineClock } from "./time.ts";
import type { Match } from "./matching.ts";
import { offerTo } from "./offering.ts";

const BUSY_ABOVE = 10_000;
/** Commits that fail one after the other before a decision that nobody waits for is given up. */
const MOST_TRIES = 10;

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
  readonly clock: EngineClock;
  readonly #memory: Memory;
  readonly #presence: Presence;
  readonly #ledger: Ledger;
  readonly #intake: Intake;
  readonly #keeper: Keeper;
  readonly #commits = new Listeners<Committed>();
  readonly #reloads = new Listeners<void>();
  #turnDue = false;
  #stopped = false;
  readonly #recovery: Recovery;
  readonly #epoch: number;

  constructor(parts: EngineParts, live: LiveWork) {
    this.nodeId = parts.nodeId;
    this.nodeName = parts.nodeName;
    this.#feedId = live.feedId;
    this.#parts = parts;
    this.#epoch = live.epoch;
    this.clock = new EngineClock(parts.time, live.lastAt);
    this.#presence = new Presence(this.clock.now());
    const matcher = parts.matcher ?? new IndexedMatcher(meetsRule);
    this.#memory = new Memory(matcher, this.#presence.customers);
    this.#memory.load(live, this.now());
    this.#ledger = new Ledger(
      {
        store: parts.store,
        world: () => this.#memory.world,
        now: () => this.now(),
        epoch: live.epoch,
        isClockHeld: () => this.clock.isHeld,
        onPut: (item) => this.#memory.onPut(item, this.now()),
        onFree: () => this.#round(this.#memory.alarms.next <= this.now()),
        onCommitted: (committed, written) => {
          this.#commits.tell(committed);
          this.#release(written);
        },
        onFailed: (why) => this.#onFailed(why),
      },
      live.head,
    );
    this.#recovery = new Recovery({
      ...parts,
      now: () => this.now(),
      isStopped: () => this.#stopped,
      reopened: (loaded) => this.#reload(loaded),
    });
    const outcomes = { newDraft: () => this.#newDraft(), ledger: this.#ledger };
    this.#intake = new Intake({
      reader: parts.store.reader,
      world: () => this.#memory.world,
      defer: (run) => parts.time.endOfTurn(run),
      ready: () => this.#recovery.ready,
      decide: (submitted, earlier) => answer(outcomes, submitted, earlier),
      release: (rows) => this.#release(rows),
      decided: () => this.#turn(),
      log: parts.log,
    });
    this.#keeper = new Keeper({
      ...parts,
      clock: this.clock,
      alarms: this.#memory.alarms,
      setAlarm: (of) => this.#memory.setAlarm(of, this.now()),
      woken: (id) => this.#memory.matcher.woken(id),
      presence: this.#presence,
      world: () => this.#memory.world,
      standing: () => this.#recovery.tell(),
      held: () => this.#ledger.isHeld,
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
  get canWrite(): boolean {
    return this.#recovery.canWrite;
  }
  get live(): Engine["live"] {
    return this.#memory;
  }

  /** Nobody's presence is known at start; the first turn then serves whoever says hello. */
  async begin(): Promise<void> {
    const forgotten = this.#decide((draft) => forgetPresence(draft, this.#memory.world));
    this.#keeper.start();
    this.#turn();
    await forgotten;
  }

  now = (): number => this.clock.now();

  submit: Engine["submit"] = (actor, command) => {
    if (this.#stopped || this.#ledger.waiting > BUSY_ABOVE)
      return Promise.resolve(refusedOutcome(command, refuse("NODE_BUSY"))(0));
    return this.#intake.submit(actor, command);
  };

  beginVisitor: Engine["beginVisitor"] = (visitor) =>
    this.#durably((draft) => beginVisitor(draft, visitor));

  configure: Engine["configure"] = async (configuration, answered = null) => {
    const told = { movedDeadlines: 0 };
    await this.#durably((draft) => configure(draft, configuration, { answered, told }), answered);
    return told;
  };

  hear(agentId: AgentId): void {
    this.#presence.hear(agentId, this.now());
    const agent = this.#memory.world.get("AGENT", agentId);
    if (agent !== undefined && isSilenced(agent)) this.hello(agentId).catch(() => undefined);
  }

  hello: Engine["hello"] = async (agentId) => {
    this.#presence.hear(agentId, this.now());
    await this.#durably((draft) => welcomeBack(draft, agentId));
  };

  customerSeen: Engine["customerSeen"] = (threadId, sign) => {
    const isBack = this.#memory.customerSeen(threadId, sign, this.now());
    if (isBack) this.#untilDurable((draft) => customerBack(draft, threadId));
    this.#keeper.rearm();
  };

  receipt: Engine["receipt"] = (receipt) => {
    const { taskId, offerId, stage } = receipt;
    if (this.#memory.noteReceipt(receipt, this.now()) && stage === "SHOWN")
      this.#untilDurable((draft) => acceptShown(draft, taskId, offerId));
  };

  explain: Engine["explain"] = (taskId) => explain(this.#memory.world, taskId, this.now());
  counters: Engine["counters"] = (queueId, from) =>
    countersSince(this.#memory.world, queueId, { from, now: this.now() });
  onCommit: Engine["onCommit"] = (listener) => this.#commits.join(listener);
  onReload: Engine["onReload"] = (listener) => this.#reloads.join(listener);
  onStanding: Engine["onStanding"] = (listener) => this.#recovery.onStanding(listener);

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#keeper.stop();
    await this.#recovery.over();
    await this.#decide((draft) => draft.tell("NODE_STOPPED", this.nodeId));
  }

  /** One decision of the node's own (alarms, presence, configuration). Resolves when it is durable, or unknown. */
  #decide(decision: (draft: Draft) => void, answered: Answered | null = null): Promise<boolean> {
    const draft = this.#newDraft();
    decision(draft);
    refreshDerived(draft);
    if (draft.steps.length === 0) return Promise.resolve(true);
    const { durable } = this.#ledger.enter(draft, answered);
    this.#turn();
    return durable;
  }

  async #durably(decision: (draft: Draft) => void, answered?: Answered | null): Promise<void> {
    await this.#recovery.ready;
    if (!(await this.#decide(decision, answered))) throw new Error("COMMIT_UNKNOWN");
  }

  /** Retry: for what nobody asks again. Each try waits until the store is well, and looks at how things stand by then. */
  #untilDurable(decision: (draft: Draft) => void, tries = MOST_TRIES): void {
    const decided = this.#recovery.over().then(() => this.#stopped || this.#decide(decision));
    const again = (): void => {
      if (tries > 1) this.#untilDurable(decision, tries - 1);
    };
    decided.then((isDurable) => (isDurable ? undefined : again()), again);
  }

  #newDraft(): Draft {
    return new Draft(this.#memory.world, {
      now: this.now(),
      newId: this.#parts.newId,
      nodeId: this.nodeId,
      epoch: this.#epoch,
      workspaceId: this.#parts.workspaceId,
      ...heardOf(this.#presence, this.#memory.receipts, this.now()),
    });
  }

  /** The end of a turn: whoever is free is matched, and what was decided goes to the disk. */
  #turn(): void {
    if (this.#turnDue) return;
    this.#turnDue = true;
    this.#parts.time.endOfTurn(() => {
      this.#turnDue = false;
      this.#round();
      this.#keeper.rearm();
    });
  }

  /** What has just come is offered in the same commit, unless alarms come first: they bring a turn of their own. */
  #round(isAlarmDue = false): void {
    if (!this.#stopped && !this.#ledger.isHeld && !isAlarmDue) this.#match();
    this.#ledger.flush();
  }

  #match(): void {
    const now = this.now();
    const next = () => this.#memory.nextMatch(now);
    for (let match = next(); match !== null; match = next()) {
      const draft = this.#newDraft();
      reserveMatch(draft, match);
      refreshDerived(draft);
      this.#ledger.enter(draft, null);
    }
  }

  #release(rows: readonly KeptRow[]): void {
    this.#memory.release(rows, (row) => row.seq > this.head || this.#intake.keeps(row), this.now());
  }

  /** Memory is thrown away and read anew; until then nothing is decided and nothing acknowledged. */
  #onFailed(why: unknown): void {
    this.#parts.log(`commit failed, outcome unknown; opening the store anew: ${String(why)}`);
    this.#keeper.pause();
    this.#recovery.begin();
  }

  #reload(live: LiveWork): void {
    this.#feedId = live.feedId;
    this.#memory.load(live, this.now());
    this.#ledger.restart(live.head);
    this.#reloads.tell();
    void this.#decide((draft) => pagesBack(draft, this.#memory.world, this.#presence.customers));
    this.#keeper.start();
    this.#turn();
  }
}

/** T12: the router's choice becomes an offer. */
function reserveMatch(draft: Draft, { task, choice }: Match): void {
  offerTo(draft, task, { agentId: choice.agentId, assignment: choice.assignment });
}
