import { meetsRule } from "../../src/node/engine/agent-rules.ts";
import { type Agent, deriveMrds } from "../../src/domain/agent.ts";
import { isOpen } from "../../src/domain/calendar.ts";
import { NEVER, SECOND_MS } from "../../src/domain/time.ts";
import type { Mrd, Queue } from "../../src/domain/queue.ts";
import { isRouted, obstacle } from "../../src/domain/routing.ts";
import type { Workspace } from "../../src/domain/workspace.ts";
import type { Engine } from "../../src/node/engine/api.ts";
import { nextInstantOf } from "../../src/node/engine/next-instant.ts";
import { World } from "../../src/node/engine/world.ts";
import type { KeptRow } from "../../src/node/store/store.ts";
import { bodiesOf } from "../../src/protocol/rows/directory-row.ts";
import type { TaskRow } from "../../src/protocol/rows/task-row.ts";
import { type SimulatedStore, insist } from "./simulated-store.ts";
import { byDependence } from "../../src/node/engine/intake.ts";

/** A look at everything at once, when nothing is under way: what must hold of it (reliability.md section 2). */
export function judge(engine: Engine, store: SimulatedStore): void {
  const view = new Look(engine);
  view.everyInteractionIsInOneState();
  view.nobodyHoldsMoreThanTheirLimit();
  view.loadsAreWhatTheTasksSay();
  // While a leap of the clock is held, nothing falls due and nothing is offered.
  if (!engine.clock.isHeld) {
    view.nothingIsOverdue();
    view.nobodyWaitsWhileSomebodyIsFree();
  }
  view.deadlinesRunInOpenHours();
  view.silenceIsOurs();
  memoryIsWhatTheDiskHas(engine, store);
}

class Look {
  readonly #world = new World();
  readonly #now: number;
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #mrds: ReadonlyMap<string, Mrd>;
  readonly #workspace: Workspace | undefined;
  readonly #tasks: readonly TaskRow[];

  constructor(engine: Engine) {
    this.#now = engine.now();
    const kinds = [
      "DIRECTORY",
      "AGENT",
      "CUSTOMER",
      "THREAD",
      "INTERACTION",
      "INTERVENTION",
      "TASK",
    ] as const;
    const rows: KeptRow[] = kinds.flatMap((kind) => [...engine.live.rows(kind)]);
    for (const row of byDependence(rows)) this.#world.adopt(row);
    const directory = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
    this.#queues = new Map(bodiesOf(directory, "QUEUE").map((each) => [each.id, each]));
    this.#mrds = new Map(bodiesOf(directory, "MRD").map((each) => [each.id, each]));
    this.#workspace = bodiesOf(directory, "WORKSPACE")[0];
    this.#tasks = Array.from(engine.live.rows("TASK"), ({ row }) => row);
  }

  #queue(id: string): Queue {
    const queue = this.#queues.get(id);
    insist(queue !== undefined, `queue ${id} is configured`);
    return queue;
  }

  #mrd(id: string): Mrd {
    const mrd = this.#mrds.get(id);
    insist(mrd !== undefined, `MRD ${id} is configured`);
    return mrd;
  }

  /** I5 of the domain: what is completed has nothing open but a wrap-up; what is active is somewhere to be found. */
  everyInteractionIsInOneState(): void {
    for (const interaction of this.#world.all("INTERACTION")) {
      const open = this.#tasks.filter(
        (task) => task.interactionId === interaction.id && task.taskState !== "CLOSED",
      );
      if (interaction.state === "COMPLETED") {
        insist(
          open.every((task) => task.taskState === "WRAP_UP"),
          `I5: ${interaction.id} is completed and has open tasks`,
        );
        continue;
      }
      const primaries = open.filter((task) => task.role === "PRIMARY");
      insist(primaries.length <= 4, `${interaction.id} has ${primaries.length} primaries`);
      const serving = new Set(primaries.map((task) => task.agentId));
      insist(serving.size === primaries.length, `I18: somebody serves ${interaction.id} twice`);
      const isDeferred = interaction.clocks.deferredUntil !== NEVER;
      insist(
        (interaction.status === "DEFERRED") === (isDeferred && open.length === 0) ||
          open.length > 0,
        `${interaction.id} is ${interaction.status} and put off: ${String(isDeferred)}`,
      );
      if (interaction.status === "CONNECTED" || interaction.status === "HOLD")
        insist(primaries.length > 0, `${interaction.id} is ${interaction.status} with nobody`);
      insist(
        (interaction.status === "HOLD") ===
          (interaction.clocks.held !== null && primaries.length > 0),
        `${interaction.id} is ${interaction.status}, held: ${String(interaction.clocks.held !== null)}`,
      );
    }
  }

  /** I3: what the router gave never exceeds the limit; what people took themselves may. */
  nobodyHoldsMoreThanTheirLimit(): void {
    for (const agent of this.#world.all("AGENT")) {
      const reserved = this.#tasks.filter(
        (task) => task.agentId === agent.id && task.mediaState === "RESERVED",
      );
      const routed = reserved.filter((task) => task.offer?.assignment.policy !== "NAMED");
      insist(routed.length <= 1, `I2: ${agent.id} is offered ${routed.length} at once`);
    }
  }

  /** I10: loads and MRD states are what the derivation makes of the tasks. */
  loadsAreWhatTheTasksSay(): void {
    for (const agent of this.#world.all("AGENT")) {
      const loads = new Map(
        agent.mrds.map(({ mrdId }) => [mrdId, this.#loadOf(agent, mrdId)] as const),
      );
      const holds = (mrdId: string): boolean => {
        const load = loads.get(mrdId as Mrd["id"]);
        return load !== undefined && load.active + load.reserved > 0;
      };
      const interrupted = (mrdId: Mrd["id"]): boolean =>
        this.#mrd(mrdId).conduct.interruptible &&
        [...loads.keys()].some((other) => holds(other) && !this.#mrd(other).conduct.interruptible);
      const wrapUpCounts = (mrdId: Mrd["id"]) => this.#mrd(mrdId).wrapUpConsumesCapacity;
      const derived = deriveMrds(agent, { loads, wrapUpCounts, interrupted }, this.#now);
      for (const [place, mrd] of agent.mrds.entries()) {
        const { active, reserved, wrapUp, state } = derived.mrds[place] ?? mrd;
        const said = `${mrd.state} ${mrd.active}/${mrd.reserved}/${mrd.wrapUp}`;
        const is = `${state} ${active}/${reserved}/${wrapUp}`;
        insist(said === is, `I10: ${agent.id} on ${mrd.mrdId} says ${said} and is ${is}`);
      }
    }
  }

  #loadOf(agent: Agent, mrdId: string) {
    const listens = (task: TaskRow) => task.role === "SILENT_MONITOR" || task.role === "WHISPER";
    const own = this.#tasks.filter((task) => task.agentId === agent.id && !listens(task));
    const first = own.filter((task) => task.mrdId === mrdId);
    const added = own
      .filter((task) => task.taskState === "ACTIVE" && task.mediaState === "ACTIVE")
      .flatMap((task) => task.addedMedia)
      .filter((media) => media.state === "ACTIVE" && media.mrdId === mrdId);
    return {
      active: first.filter((task) => task.mediaState === "ACTIVE").length + added.length,
      reserved: first.filter((task) => task.mediaState === "RESERVED").length,
      wrapUp: first.filter((task) => task.taskState === "WRAP_UP").length,
    };
  }

  /** I6 and I19: nothing whose time has come stays as it was. One second is the keeper's own look-around. */
  nothingIsOverdue(): void {
    for (const kind of ["TASK", "INTERACTION"] as const) {
      for (const { id } of this.#world.all(kind)) {
        const due = nextInstantOf(this.#world, { kind, id }, this.#now);
        const task = kind === "TASK" ? this.#world.get("TASK", id) : undefined;
        // What has just come back to its queue may bring an instant with it that passed meanwhile.
        const at = Math.max(due, task?.enqueuedAt ?? 0);
        insist(at > this.#now - SECOND_MS - 1, `${kind} ${id} is ${this.#now - at} ms overdue`);
      }
    }
  }

  /** A queue that is closed lets nothing come due: what is to come stands within, or at the end of, its open hours. */
  deadlinesRunInOpenHours(): void {
    for (const task of this.#world.all("TASK")) {
      if (task.state !== "QUEUED" && task.state !== "RESERVED") continue;
      const { calendarId } = this.#queue(task.queueId).routing;
      const row =
        calendarId === null ? undefined : this.#world.get("DIRECTORY", `CALENDAR:${calendarId}`);
      const [calendar] = row === undefined ? [] : bodiesOf([row], "CALENDAR");
      if (calendar === undefined) continue;
      const { maxWaitAt, staleAt, stepDueAt, lastAgent } = task.wait;
      for (const at of [maxWaitAt, staleAt, stepDueAt, lastAgent?.heldUntil ?? NEVER])
        insist(
          at === NEVER || at <= this.#now || isOpen(calendar, at - 1),
          `${task.id} is due at ${at}, while ${task.queueId} is closed`,
        );
    }
  }

  /** Silence completes nothing that waits for our word; who waits for one said something last. */
  silenceIsOurs(): void {
    for (const { id, state, lastLineBy, waitingSince, clocks } of this.#world.all("INTERACTION")) {
      if (state !== "ACTIVE") continue;
      const isTheirs = lastLineBy === "CUSTOMER";
      insist(!isTheirs || clocks.inactiveAt === NEVER, `${id} may end while its customer waits`);
      insist(isTheirs || waitingSince === NEVER, `${id} waits for a word and has had one`);
    }
  }

  /** Queued work is drained: nobody who could take it is left free beside it. */
  nobodyWaitsWhileSomebodyIsFree(): void {
    const now = this.#now;
    for (const task of this.#world.all("TASK")) {
      if (task.state !== "QUEUED") continue;
      const { behind } = task.wait;
      if (behind !== undefined) {
        const rung = this.#world.get("AGENT", behind)?.mrds.some((each) => each.reserved > 0);
        insist(rung === true, `${task.id} waits behind an offer to ${behind}, who is not rung`);
      }
      const queue = this.#queue(task.queueId);
      if (!isRouted(task, queue, now)) continue;
      const mrd = this.#mrd(task.mrdId);
      const facts = {
        now,
        queue,
        mrd,
        mrdOf: (id: string) => this.#mrd(id),
        meetsRule,
      };
      for (const agent of this.#world.all("AGENT")) {
        insist(
          obstacle(task, agent, facts) !== null,
          `${task.id} waits in ${queue.id} while ${agent.id} is free`,
        );
      }
    }
    insist(this.#workspace !== undefined, "the workspace is there");
  }
}

/** I1: what is in memory is on the disk, and what is open on the disk is in memory. */
function memoryIsWhatTheDiskHas(engine: Engine, store: SimulatedStore): void {
  if (engine.head !== store.head) return;
  for (const kept of store.rows.values()) {
    if (kept.kind === "TASK" && kept.row.taskState !== "CLOSED") {
      const live = engine.live.row("TASK", kept.row.id);
      insist(live !== null, `I1: ${kept.row.id} is open on the disk and not in memory`);
      insist(live.seq === kept.seq, `I1: ${kept.row.id} is another on the disk`);
    }
    if (kept.kind === "INTERACTION" && kept.row.state === "ACTIVE")
      insist(
        engine.live.row("INTERACTION", kept.row.id) !== null,
        `I1: ${kept.row.id} is active on the disk and not in memory`,
      );
  }
  theDiskAgreesWithItself(store);
  for (const { row } of engine.live.rows("TASK"))
    insist(store.rows.has(`TASK:${row.id}`), `I1: ${row.id} is in memory and not on the disk`);
}

/**
 * People are one record: what is open of a customer says of them what their record says. And whoever was engaged with
 * what is completed is so no more.
 */
function theDiskAgreesWithItself(store: SimulatedStore): void {
  for (const kept of store.rows.values()) {
    if (kept.kind === "INTERVENTION" && kept.row.state !== "CLOSED") {
      const { id, interactionId } = kept.row;
      const interaction = store.rows.get(`INTERACTION:${interactionId}`);
      insist(
        interaction?.kind === "INTERACTION" && interaction.row.state === "ACTIVE",
        `${interactionId} is completed and its intervention ${id} is not closed`,
      );
    }
    if (kept.kind !== "INTERACTION" || kept.row.state !== "ACTIVE") continue;
    const { id, customerId, customerName } = kept.row;
    const record = store.rows.get(`CUSTOMER:${customerId}`);
    insist(record?.kind === "CUSTOMER", `the customer of ${id} is on the disk`);
    insist(customerName === record.row.name, `${id} calls ${record.row.name} ${customerName}`);
  }
}
