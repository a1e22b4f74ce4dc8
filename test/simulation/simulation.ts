import { brand } from "../../src/domain/id.ts";
import type { Command, CommandType, Outcome } from "../../src/protocol/commands.ts";
import {
  type Actor,
  type UserActor,
  type VisitorActor,
  commandKey,
} from "../../src/node/access/actor.ts";
import type { Engine } from "../../src/node/engine/api.ts";
import { openEngine } from "../../src/node/engine/engine.ts";
import { isForgotten } from "../../src/node/engine/outcomes.ts";
import { bodiesOf } from "../../src/protocol/rows/directory-row.ts";
import type { Matcher } from "../../src/node/engine/matching.ts";
import { History } from "./history.ts";
import { judge } from "./invariants.ts";
import { type Stage, type Visitor, makers, weights } from "./moves.ts";
import { Pages } from "./pages.ts";
import { Random } from "./random.ts";
import { judgeCounters } from "./recount.ts";
import { Broken, SimulatedStore, insist } from "./simulated-store.ts";
import { SimulatedTime } from "./simulated-time.ts";
import {
  agentIds,
  configurationOf,
  queueIds,
  retimed,
  shutDifferently,
  sourceIds,
  supervisors,
  workspaceId,
} from "./workspace.ts";

export interface Run {
  readonly seed: number;
  readonly steps: number;
  /** What broke, and at which step; null where nothing did. */
  readonly broken: { readonly step: number; readonly what: string } | null;
  /** How often each event and each way of a task was seen. */
  readonly reached: ReadonlyMap<string, number>;
  /** A digest of all that was decided: the same for the same seed on any machine. */
  readonly digest: string;
}

export interface Settings {
  readonly seed: number;
  readonly steps: number;
  readonly matcher?: () => Matcher;
  /** Told what happens, for whoever looks for why a seed breaks. */
  readonly trace?: (line: string) => void;
}

/** A command on its way, as its author's device keeps it until it is answered. */
interface Waiting {
  readonly actor: Actor;
  readonly command: Command;
}

/** One run of the real engine with simulated people, time and disk. The seed decides everything. */
export async function simulate(settings: Settings): Promise<Run> {
  const simulation = new Simulation(settings);
  try {
    return await runOf(simulation, settings);
  } finally {
    await simulation.leave();
  }
}

async function runOf(simulation: Simulation, settings: Settings): Promise<Run> {
  for (let step = 0; step < settings.steps; step += 1) {
    try {
      await simulation.step();
    } catch (why) {
      if (!(why instanceof Error)) throw why;
      const what = why instanceof Broken ? why.message : (why.stack ?? why.message);
      return simulation.report(step, { step, what });
    }
  }
  return simulation.end(settings.steps);
}

type Happening =
  | "COMMAND"
  | "PASS"
  | "NEW_VISITOR"
  | "PAGE"
  | "HELLO"
  | "CUT_OFF"
  | "SHOWN"
  | "AGAIN"
  | "HANG"
  | "FAIL"
  | "KILL"
  | "WALL"
  | "SHUT"
  | "RETIME";

const happenings: Readonly<Record<Happening, number>> = {
  COMMAND: 640,
  PASS: 190,
  NEW_VISITOR: 40,
  PAGE: 50,
  HELLO: 70,
  CUT_OFF: 6,
  SHOWN: 90,
  AGAIN: 25,
  HANG: 8,
  FAIL: 4,
  KILL: 4,
  WALL: 3,
  SHUT: 10,
  RETIME: 12,
};

class Simulation {
  readonly #seed: number;
  readonly #random: Random;
  readonly #time = new SimulatedTime();
  readonly #store = new SimulatedStore();
  readonly #history = new History();
  readonly #matcher: (() => Matcher) | undefined;
  readonly #visitors: Visitor[] = [];
  readonly #pages = new Pages();
  readonly #talking = new Set<string>();
  /** What was sent and not answered yet, and what was: sent again it must be answered alike. */
  readonly #unanswered = new Map<string, Waiting>();
  readonly #answered: { readonly waiting: Waiting; readonly outcome: Outcome }[] = [];
  readonly #promised: { readonly interactionId: string }[] = [];
  #engine: Engine | null = null;
  #stop: () => void = () => undefined;
  #ids = 0;
  #digest = 0;
  #life = 0;
  #failure: unknown = null;

  readonly #trace: Settings["trace"];

  constructor({ seed, matcher, trace }: Settings) {
    this.#trace = trace;
    this.#seed = seed;
    this.#random = new Random(seed);
    this.#matcher = matcher;
  }

  report(steps: number, broken: Run["broken"]): Run {
    const digest = (this.#digest >>> 0).toString(16).padStart(8, "0");
    return { seed: this.#seed, steps, broken, reached: this.#history.reached, digest };
  }

  /** Gives back what the run held outside the heap. */
  async leave(): Promise<void> {
    await this.#store.close();
  }

  /** What was counted on the way is what a count over everything finds. */
  end(steps: number): Run {
    try {
      judgeCounters(this.#store);
    } catch (why) {
      if (!(why instanceof Broken)) throw why;
      return this.report(steps, { step: steps, what: why.message });
    }
    return this.report(steps, null);
  }

  async step(): Promise<void> {
    if (this.#engine === null) await this.#open();
    const what = this.#random.weighted(happenings);
    this.#trace?.(`${this.#time.monotonic()} ${what}`);
    await this.#happen(what);
    await this.#time.settle();
    if (this.#failure !== null) throw this.#failure;
    // What was overdue already when it came to life again (after a hold, say) is done at the next tick.
    await this.#time.pass(2);
    if (this.#failure !== null) throw this.#failure;
    if (this.#engine !== null && !this.#store.isHeld && this.#unanswered.size === 0)
      this.#judge(this.#engine);
    if (this.#random.chance(5)) this.#nothingPromisedIsGone();
  }

  #judge(engine: Engine): void {
    judge(engine, this.#store);
    // While a leap of the clock is held no lease runs, and afterwards each begins anew.
    if (engine.clock.isHeld) this.#pages.disturbed(this.#time.monotonic());
    this.#pages.judge(engine, this.#time.monotonic());
  }

  #newId(): string {
    this.#ids += 1;
    return `s${this.#ids}`;
  }

  async #open(): Promise<void> {
    const life = (this.#life += 1);
    const opened = openEngine({
      store: this.#store,
      nodeId: "sim",
      nodeName: "Simulated",
      workspaceId,
      time: this.#time,
      newId: () => this.#newId(),
      log: (line) => this.#watch(() => insist(!line.includes("could not be decided"), line)),
      ...(this.#matcher === undefined ? {} : { matcher: this.#matcher() }),
    });
    await this.#settleUntil(opened);
    const engine = await opened;
    const stops = [
      engine.onCommit((committed) => {
        if (life !== this.#life) return;
        this.#watch(() => this.#history.take(committed));
        this.#digestOf(committed.events);
        this.#trace?.(`  -> ${committed.events.map((e) => `${e.type}:${e.id}`).join(" ")}`);
      }),
      engine.onReload(() => {
        if (life === this.#life) this.#watch(() => this.#history.catchUp(this.#store));
      }),
    ];
    this.#stop = () => stops.forEach((stop) => stop());
    this.#engine = engine;
    this.#pages.disturbed(this.#time.monotonic());
    this.#history.catchUp(this.#store);
    if (this.#life === 1) {
      const configured = engine.configure(configurationOf(this.#random));
      await this.#settleUntil(configured);
    }
    this.#sendAgain();
    await this.#lookAround();
  }

  /** Once a second the keeper looks at everything by itself; whatever was due while it could not act is done then. */
  async #lookAround(): Promise<void> {
    await this.#time.settle();
    await this.#time.pass(1001);
  }

  /** What breaks inside a callback breaks the run, at the end of its step. */
  #watch(look: () => void): void {
    try {
      look();
    } catch (why) {
      this.#failure ??= why;
    }
  }

  /** Promises of the engine are kept by turns, and turns are run by `settle`. */
  async #settleUntil(promise: Promise<unknown>): Promise<void> {
    let done = false;
    void promise.then(
      () => (done = true),
      () => (done = true),
    );
    for (let round = 0; round < 50 && !done; round += 1) await this.#time.settle();
    insist(done, "the engine answers when nothing holds it up");
  }

  async #happen(what: Happening): Promise<void> {
    const engine = this.#engine;
    if (engine === null) return;
    switch (what) {
      case "COMMAND":
        return this.#command();
      case "PASS":
        return this.#pass();
      case "NEW_VISITOR":
        return this.#newVisitor();
      case "PAGE":
        return this.#page();
      case "HELLO": {
        const who = this.#random.pick(agentIds);
        if (who === undefined) return;
        this.#talking.add(who);
        // While the disk hangs, so does whoever says hello.
        engine.hello(who).catch(() => undefined);
        return;
      }
      case "CUT_OFF":
        this.#talking.delete(this.#random.pick([...this.#talking]) ?? "");
        return;
      case "SHOWN":
        return this.#shown();
      case "AGAIN":
        return this.#again();
      case "HANG":
        if (!this.#store.isHeld) return this.#store.hold();
        this.#store.letGo();
        this.#pages.disturbed(this.#time.monotonic());
        return this.#lookAround();
      case "FAIL":
        this.#store.failNext(this.#random.chance(50) ? "NOTHING_WRITTEN" : "ALL_WRITTEN");
        return;
      case "KILL":
        return this.#kill();
      case "WALL":
        // Somebody says that a clock which leapt is right, and it is followed at the next look.
        if (engine.clock.isHeld && this.#random.chance(50)) {
          engine.clock.go();
          this.#pages.disturbed(this.#time.monotonic());
          return this.#lookAround();
        }
        this.#pages.disturbed(this.#time.monotonic());
        this.#time.setWall(this.#random.between(-90, 90) * 60_000);
        return;
      case "SHUT":
        return this.#shut(engine);
      case "RETIME":
        return this.#retime(engine);
    }
  }

  #command(): void {
    const type = this.#random.weighted(weights);
    const move = makers[type](this.#stage());
    if (move === null) return;
    const command = { id: brand(this.#newId()), type, body: move.body } as unknown as Command;
    this.#trace?.(`  ${move.by} ${type} ${JSON.stringify(move.body)}`);
    this.#send({ actor: this.#actor(move.by), command });
  }

  #stage(): Stage {
    const engine = this.#engine;
    insist(engine !== null, "somebody is there to act upon");
    const completed = [...this.#store.rows.values()].flatMap((kept) =>
      kept.kind === "INTERACTION" && kept.row.state === "COMPLETED" ? [kept] : [],
    );
    return {
      random: this.#random,
      now: engine.now(),
      tasks: Array.from(engine.live.rows("TASK"), ({ row }) => row),
      interactions: Array.from(engine.live.rows("INTERACTION"), ({ row }) => row),
      completed: completed.slice(-20),
      messages: Array.from(engine.live.rows("MESSAGE"), ({ row }) => row),
      visitors: this.#visitors,
      newId: () => this.#newId(),
    };
  }

  #actor(by: string): Actor {
    if (by.startsWith("visitor:")) return this.#visitor(by.slice("visitor:".length));
    const own = this.#engine?.live.row("AGENT", by)?.row.queueIds ?? queueIds;
    const user: UserActor = {
      kind: "USER",
      userId: brand(by),
      workspaceId,
      name: by,
      username: by,
      roles: supervisors.has(by) ? ["supervisor", "agent"] : ["agent"],
      teamIds: [brand("team")],
      queueIds: own,
    };
    return user;
  }

  #visitor(threadId: string): VisitorActor {
    const visitor = this.#visitors.find((each) => each.threadId === threadId);
    insist(visitor !== undefined, `the visitor of ${threadId} exists`);
    const { customerId, sourceId } = visitor;
    return {
      kind: "VISITOR",
      workspaceId,
      customerId: brand(customerId),
      threadId: brand(threadId),
      sourceId: brand(sourceId),
      name: "Kim",
    };
  }

  #send(waiting: Waiting): void {
    const engine = this.#engine;
    if (engine === null) return;
    const life = this.#life;
    const { id } = waiting.command;
    this.#unanswered.set(id, waiting);
    void engine.submit(waiting.actor, waiting.command).then((outcome) => {
      if (life !== this.#life) return;
      if (outcome.end === "UNKNOWN") this.#unanswered.set(id, waiting);
      else this.#watch(() => this.#hear(waiting, outcome));
    });
  }

  #hear(waiting: Waiting, outcome: Outcome): void {
    const { id, type } = waiting.command;
    this.#unanswered.delete(id);
    if (outcome.end !== "UNKNOWN" && outcome.end === "REFUSED" && outcome.code === "NODE_BUSY")
      return;
    insist(
      outcome.end !== "REFUSED" || outcome.code !== "INTERNAL_ERROR",
      `${type} could not be decided`,
    );
    const record = this.#store.records.get(commandKey(waiting.actor, id));
    if (isForgotten(waiting.actor, outcome)) {
      insist(record === undefined, `I7: ${type} ${id} of a stranger was refused and is kept`);
      this.#note(type, outcome);
      return;
    }
    insist(record !== undefined, `I7: ${type} ${id} was answered and is not on the disk`);
    insist(
      JSON.stringify(record.outcome) === JSON.stringify(outcome),
      `I7: ${type} ${id} was answered otherwise than written`,
    );
    if (outcome.end === "APPLIED" && type === "message.receive")
      this.#promised.push(outcome.reply as { interactionId: string });
    if (this.#answered.length < 200) this.#answered.push({ waiting, outcome });
    else this.#answered[this.#random.below(200)] = { waiting, outcome };
    this.#note(type, outcome);
  }

  #note(type: CommandType, outcome: Outcome): void {
    const key = `${type}:${outcome.end === "REFUSED" ? outcome.code : outcome.end}`;
    this.#history.reached.set(key, (this.#history.reached.get(key) ?? 0) + 1);
  }

  /** What was not answered, or answered "unknown", is sent again with the same id. */
  #sendAgain(): void {
    for (const waiting of Array.from(this.#unanswered.values())) this.#send(waiting);
  }

  /** I7: the same command sent again is answered as before, and changes nothing. */
  #again(): void {
    this.#sendAgain();
    const earlier = this.#random.pick(this.#answered);
    const engine = this.#engine;
    if (earlier === undefined || engine === null) return;
    const life = this.#life;
    void engine.submit(earlier.waiting.actor, earlier.waiting.command).then((outcome) => {
      if (life !== this.#life || outcome.end === "UNKNOWN") return;
      this.#watch(() =>
        insist(
          JSON.stringify(outcome) === JSON.stringify(earlier.outcome),
          `I7: ${earlier.waiting.command.type} sent again was answered otherwise`,
        ),
      );
    });
  }

  async #pass(): Promise<void> {
    const engine = this.#engine;
    const ms = this.#random.chance(80)
      ? this.#random.between(1, 6000)
      : this.#random.between(6000, 90_000);
    for (let left = ms; left > 0 && engine !== null; left -= 5000) {
      for (const id of this.#talking) engine.hear(brand(id));
      await this.#time.pass(Math.min(left, 5000));
    }
  }

  #newVisitor(): void {
    const sourceId = this.#random.pick(sourceIds);
    if (sourceId === undefined || this.#engine === null) return;
    const visitor = { threadId: this.#newId(), customerId: this.#newId(), sourceId };
    const { threadId, customerId } = visitor;
    const life = this.#life;
    const place = { threadId: brand<never>(threadId), customerId: brand<never>(customerId) };
    this.#engine.beginVisitor({ ...place, sourceId, name: "Kim", email: null }).then(
      () => {
        if (life === this.#life && this.#visitors.push(visitor) > 30) this.#visitors.shift();
      },
      () => undefined,
    );
  }

  #page(): void {
    const visitor = this.#random.pick(this.#visitors);
    if (visitor !== undefined && this.#engine !== null)
      this.#pages.move(this.#engine, visitor.threadId, this.#random);
  }

  #shown(): void {
    const engine = this.#engine;
    if (engine === null) return;
    for (const { row } of engine.live.rows("TASK")) {
      if (row.offer?.state !== "PENDING" || row.agentId === "" || !this.#talking.has(row.agentId))
        continue;
      const offer = { agentId: row.agentId, taskId: row.id, offerId: row.offer.id };
      for (const stage of ["SENT", "RECEIVED", "SHOWN"] as const)
        engine.receipt({ ...offer, stage });
    }
  }

  /** Somebody in charge takes a queue out of use, or changes what it does with work that it does not take. */
  #shut(engine: Engine): void {
    const kept = engine.live.row("DIRECTORY", `QUEUE:${this.#random.pick(queueIds)}`);
    const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
    if (queue === undefined) return;
    const body = shutDifferently(this.#random, queue);
    this.#trace?.(`  ${body.id}: ${body.archived} ${JSON.stringify(body.routing.closedHours)}`);
    // While the disk hangs, so does whoever changes a setting.
    engine.configure({ directory: [{ kind: "QUEUE", body }] }).catch(() => undefined);
  }

  /** Settings change in mid-wait: a calendar, a threshold, a time to live. */
  #retime(engine: Engine): void {
    const kept = engine.live.row("DIRECTORY", `QUEUE:${this.#random.pick(queueIds)}`);
    const [queue] = kept === null ? [] : bodiesOf([kept.row], "QUEUE");
    if (queue === undefined) return;
    const setting = retimed(this.#random, queue);
    this.#trace?.(`  retimed: ${JSON.stringify(setting)}`);
    engine.configure({ directory: [setting] }).catch(() => undefined);
  }

  /** kill -9: what hung is gone, what was written stays; another process opens the same disk. */
  async #kill(): Promise<void> {
    this.#life += 1;
    this.#stop();
    this.#engine = null;
    this.#time.forget();
    this.#store.crash();
    this.#talking.clear();
    this.#pages.clear();
    this.#life -= 1;
    await this.#time.pass(this.#random.between(0, 60_000));
    await this.#open();
  }

  /** I1: an interaction whose beginning was acknowledged is there for ever, in one state. */
  #nothingPromisedIsGone(): void {
    for (const { interactionId } of this.#promised) {
      const kept = this.#store.rows.get(`INTERACTION:${interactionId}`);
      insist(kept !== undefined, `I1: ${interactionId} was acknowledged and is gone`);
    }
  }

  #digestOf(
    events: readonly { readonly seq: number; readonly type: string; readonly id: string }[],
  ): void {
    for (const { seq, type, id } of events) {
      const text = `${seq}${type}${id}`;
      for (let place = 0; place < text.length; place += 1)
        this.#digest = (Math.imul(this.#digest, 31) + text.charCodeAt(place)) | 0;
    }
  }
}
