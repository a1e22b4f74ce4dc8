import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audienceOf, keysOf, maySee } from "../../../src/node/feed/audience.ts";
import type { UserActor, VisitorActor } from "../../../src/node/access/actor.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import type { RowOf } from "../../../src/protocol/rows.ts";
import { Desk, HandTiming, feedOver, person, visitorOf } from "./desk.ts";
import {
  FakeCentre,
  closed,
  completed,
  held,
  interaction,
  intervention,
  message,
  offered,
  task,
} from "./fake-centre.ts";

type Row = { kind: keyof RowOf; row: RowOf[keyof RowOf] };

const queues = ["billing", "tech"];
const agents = ["ana", "ben"];
const actors: readonly (UserActor | VisitorActor)[] = [
  person("ana", "agent", ["billing"]),
  person("ben", "agent", ["billing", "tech"]),
  person("sam", "supervisor", ["tech"]),
  visitorOf("i-0"),
];

/** One step, by three numbers: what, on which interaction, and a choice within it. */
type Step = readonly [what: number, which: number, choice: number];

class World {
  readonly centre = new FakeCentre();
  readonly timing = new HandTiming();
  readonly #interactions = new Map<string, InteractionRow>();
  readonly #tasks = new Map<string, TaskRow>();
  #made = 0;
  readonly #waiting: (() => void)[] = [];
  /** While true the reader answers only when told to. */
  slow = false;

  constructor() {
    for (const id of ["i-0", "i-1", "i-2", "i-3"]) this.#begin(id);
    this.centre.tell();
    this.centre.reading = () =>
      this.slow ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  /** Answers the oldest readings. */
  answer(most: number): void {
    for (const resolve of this.#waiting.splice(0, most)) resolve();
  }

  get isReading(): boolean {
    return this.#waiting.length > 0;
  }

  work([what, which, choice]: Step): void {
    const id = `i-${which % 6}`;
    const present = this.#interactions.get(id);
    if (present === undefined) return this.#begin(id);
    const agentId = agents[choice % 2] ?? "ana";
    switch (what % 7) {
      case 0:
        return this.#offer(id, agentId);
      case 1:
        return this.#accept(id, agentId);
      case 2:
        return this.#return(id);
      case 3:
        return this.#complete(id, agentId);
      case 4:
        return this.#say(id, choice);
      case 5:
        return this.#write({
          kind: "INTERACTION",
          row: { ...present, subject: `edited ${choice}` },
        });
      default:
        return this.#move(id, queues[choice % 2] ?? "billing");
    }
  }

  #begin(id: string): void {
    const queueId = (queues[this.#interactions.size % 2] ?? "billing") as never;
    this.#write(
      interaction(id, { queueId }),
      message(this.#newId("m"), id),
      task(this.#newId("t"), { queueId, interactionId: id as never }),
    );
  }

  #offer(id: string, agentId: string): void {
    const open = this.#openTask(id);
    if (open?.mediaState !== "QUEUED") return;
    this.#write(
      {
        kind: "INTERACTION",
        row: { ...this.#interaction(id), status: "PENDING", agentId: agentId as never },
      },
      { kind: "TASK", row: { ...open, ...offered(agentId, this.#newId("o")) } },
    );
  }

  #accept(id: string, agentId: string): void {
    const open = this.#openTask(id);
    if (open === undefined || open.mediaState === "ACTIVE") return;
    const owner = {
      agentId: agentId as never,
      ownerId: agentId as never,
      status: "CONNECTED" as const,
    };
    this.#write(
      { kind: "INTERACTION", row: { ...this.#interaction(id), ...owner } },
      intervention(`v-${id}`, id, agentId),
      { kind: "TASK", row: { ...open, ...held(agentId) } },
    );
  }

  /** Rung out, declined or given back: one task closed, another in its place. */
  #return(id: string): void {
    const open = this.#openTask(id);
    if (open === undefined || open.mediaState === "QUEUED") return;
    const { agentId, answeredAt, queueId } = open;
    this.#write(
      { kind: "INTERACTION", row: { ...this.#interaction(id), status: "OPEN", agentId: "" } },
      { kind: "TASK", row: { ...open, ...closed(agentId, this.centre.now), answeredAt } },
      task(this.#newId("t"), { queueId, interactionId: id as never }),
    );
  }

  #complete(id: string, agentId: string): void {
    const open = this.#openTask(id);
    if (open?.mediaState !== "ACTIVE") return;
    this.#write(
      {
        kind: "INTERACTION",
        row: { ...this.#interaction(id), ...completed(agentId, this.centre.now) },
      },
      { kind: "TASK", row: { ...open, ...closed(open.agentId, this.centre.now) } },
    );
  }

  #say(id: string, choice: number): void {
    const kind = (["CUSTOMER", "AGENT", "NOTE", "EVENT"] as const)[choice % 4] ?? "NOTE";
    if (this.#interaction(id).state === "COMPLETED" && kind !== "NOTE") return;
    // Half of what happens is told to the customer as well.
    const told = kind === "EVENT" && choice % 8 < 4 ? { told: "JOINED" as const } : {};
    this.#write(message(this.#newId("m"), id, { kind, ...told }));
  }

  #move(id: string, queueId: string): void {
    const open = this.#openTask(id);
    if (open?.mediaState !== "QUEUED") return;
    this.#write(
      { kind: "INTERACTION", row: { ...this.#interaction(id), queueId: queueId as never } },
      { kind: "TASK", row: { ...open, queueId: queueId as never } },
    );
  }

  #write(...rows: readonly Row[]): void {
    for (const { kind, row } of rows) {
      if (kind === "INTERACTION") this.#interactions.set(row.id, row as InteractionRow);
      if (kind === "TASK") this.#tasks.set(row.id, row as TaskRow);
    }
    this.centre.write(...rows);
  }

  #openTask(id: string): TaskRow | undefined {
    return [...this.#tasks.values()].find(
      (each) => each.interactionId === id && each.taskState !== "CLOSED",
    );
  }

  #interaction(id: string): InteractionRow {
    const found = this.#interactions.get(id);
    if (found === undefined) throw new Error(`no interaction ${id}`);
    return found;
  }

  #newId(prefix: string): string {
    this.#made += 1;
    return `${prefix}-${this.#made}`;
  }
}

async function settle(world: World): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (world.isReading) quiet = 0;
    world.answer(Number.POSITIVE_INFINITY);
    world.timing.pass(200);
  }
}

async function live(steps: readonly Step[]): Promise<void> {
  const world = new World();
  const { centre, timing } = world;
  const feed = feedOver(centre, timing);
  const desks = actors.map((actor) => new Desk(feed, actor));
  const work: Promise<unknown>[] = [];
  for (const desk of desks) await desk.sync();
  for (const step of steps) {
    const [what, which, choice] = step;
    const desk = desks[which % desks.length];
    if (desk === undefined) continue;
    if (what < 14) world.work(step);
    else if (what < 18) centre.tell(1 + (choice % 3));
    else if (what === 18) work.push(desk.sync());
    else if (what === 19) timing.pass(choice * 40);
    else if (what === 20) desk.stuffed = !desk.stuffed;
    else if (what === 21) world.answer(1 + (choice % 3));
    else if (what === 27) world.slow = choice % 3 !== 0;
    else if (what === 22 && "watch" in desk.subscription) {
      work.push(desk.subscription.watch([`i-${choice % 6}`, `i-${which % 6}`]));
    } else if (what === 23) await new Promise((resolve) => setImmediate(resolve));
    if (choice % 3 === 0) await Promise.resolve();
  }
  for (const desk of desks) desk.stuffed = false;
  world.slow = false;
  centre.tell();
  await settle(world);
  await Promise.all(work);
  for (const desk of desks) {
    const watched =
      "watch" in desk.subscription ? desk.subscription.watch(["i-1"]) : Promise.resolve();
    await settle(world);
    await watched;
  }
  await settle(world);
  for (const [at, desk] of desks.entries())
    await check(world, { desk, feed, actor: actors[at] as UserActor });
}

/** What is held after all that equals what a fresh connection gets, and what the node says of it. */
async function check(
  world: World,
  { desk, feed, actor }: { desk: Desk; feed: ReturnType<typeof feedOver>; actor: UserActor },
): Promise<void> {
  const wasLive = desk.ask()?.rows !== 0;
  const first =
    wasLive && desk.frames.some(({ frame }) => frame === "list")
      ? desk.fetchLacking()
      : desk.sync();
  await settle(world);
  await first;
  const fresh = new Desk(feed, actor);
  const watched =
    "watch" in fresh.subscription ? fresh.subscription.watch(["i-1"]) : Promise.resolve();
  await settle(world);
  await watched;
  const synced = fresh.sync();
  await settle(world);
  await synced;
  const placesOf = (each: Desk) =>
    [...each.rows.values()]
      .map(({ kind, row, number, seq }) => `${kind} ${row.id} ${number} ${seq}`)
      .toSorted();
  expect(placesOf(desk)).toEqual(placesOf(fresh));
  expect(desk.holes).toBe(0);
  expect(desk.ask()).toMatchObject({
    rows: desk.rows.size,
    hash: desk.hash,
    reach: world.centre.head,
  });
  for (const { kind, row, number, seq } of desk.rows.values()) {
    if (actor.kind === "USER") expect(row).toEqual(world.centre.disk.get(`${kind} ${row.id}`)?.row);
    const home = (id: string) => world.centre.disk.get(`INTERACTION ${id}`)?.row as InteractionRow;
    const audience = audienceOf({ kind, row, number, seq } as never, "ws", home);
    expect(maySee(keysOf(actor), audience)).toBe(true);
  }
  feed.leave(fresh.subscription);
}

describe("whatever happens, and in whatever order it is told, read and fetched", () => {
  const step = fc.tuple(fc.nat(27), fc.nat(23), fc.nat(11));
  test("every view equals what a fresh connection is given", async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 120 }), live), {
      numRuns: Number(process.env["SWITCHYARD_RUNS"] ?? 200),
    });
  }, 60_000);
});
