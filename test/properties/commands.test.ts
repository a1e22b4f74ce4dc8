/**
 * Sequences of commands that fast-check makes up and shortens, on the real engine beside a model of a few lines: one
 * queue, one agent with room for two, customers who write, time that passes, a node that is stopped and started.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import { plainRouting } from "../../src/domain/queue.ts";
import { supportQueue } from "../domain/sample.ts";
import { type Centre, openCentre } from "../node/engine/centre.ts";

const ROOM = 2;
const BACK_OFF_MS = 30_000;
const RETURNED_MS = 60_000;
const WRAP_UP_MS = 60_000;
const OFFERED_MS = 20_000;

type State = "QUEUED" | "RESERVED" | "ACTIVE" | "OVER";

interface Conversation {
  readonly id: string;
  readonly nth: number;
  state: State;
  priority: number;
  /** Who entered the line before whom. */
  entered: number;
  notBefore: number;
  offeredAt: number;
}

/** What ought to be, as plainly as it can be said. */
class Model {
  now = 0;
  isReady = false;
  entries = 0;
  readonly all: Conversation[] = [];
  wrapUps: { readonly of: Conversation; readonly until: number }[] = [];

  with(state: State): Conversation[] {
    return this.all.filter((each) => each.state === state);
  }

  get pending(): Conversation | undefined {
    return this.with("RESERVED")[0];
  }

  /** The first in line is offered when the agent is free for it. */
  route(): void {
    const busy = this.with("ACTIVE").length + this.wrapUps.length;
    if (!this.isReady || this.pending !== undefined || busy >= ROOM) return;
    const [first] = this.with("QUEUED")
      .filter((each) => each.notBefore <= this.now)
      .toSorted((left, right) => right.priority - left.priority || left.entered - right.entered);
    if (first === undefined) return;
    first.state = "RESERVED";
    first.offeredAt = this.now;
  }

  /** Instant by instant, for each of them may free the agent or the work. */
  pass(ms: number): void {
    const end = this.now + ms;
    const instants = [
      ...this.wrapUps.map(({ until }) => until),
      ...this.with("QUEUED").map(({ notBefore }) => notBefore),
    ];
    for (const at of [...new Set(instants)].toSorted((left, right) => left - right)) {
      if (at <= this.now || at > end) continue;
      this.now = at;
      this.wrapUps = this.wrapUps.filter(({ until }) => until > at);
      this.route();
    }
    this.now = end;
    this.route();
  }

  /** Waits again, and this agent is not asked for a while. */
  back(conversation: Conversation, afterMs: number): void {
    conversation.state = "QUEUED";
    conversation.notBefore = this.now + afterMs;
  }

  enter(conversation: Conversation): void {
    this.entries += 1;
    conversation.entered = this.entries;
  }
}

type Move = fc.AsyncCommand<Model, Centre>;

/** A command: when it can be given, what it does to the model, and what to the engine. */
function move(
  name: string,
  parts: {
    readonly can: (model: Model) => boolean;
    readonly does: (model: Model, centre: Centre) => Promise<void>;
  },
): Move {
  return {
    check: (model) => parts.can(model),
    run: async (model, centre) => {
      await parts.does(model, centre);
      model.route();
      compare(model, centre);
    },
    toString: () => name,
  };
}

function compare(model: Model, centre: Centre): void {
  const isOf = (id: string, state: string) =>
    centre.tasks(id).some((task) => task.mediaState === state);
  const found = model.all.map(({ id, nth }) => {
    const states = (["QUEUED", "RESERVED", "ACTIVE"] as const).filter((each) => isOf(id, each));
    return `${nth} ${states.join("+") || "OVER"}`;
  });
  expect(found).toEqual(model.all.map(({ nth, state }) => `${nth} ${state}`));
  const wrappingUp = centre.tasks().filter((task) => task.taskState === "WRAP_UP");
  expect(wrappingUp).toHaveLength(model.wrapUps.length);
}

const one = <T>(list: readonly T[], nth: number): T => {
  const found = list[nth % list.length];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
};

const activeTask = (centre: Centre, { id }: Conversation) => {
  const task = centre.tasks(id).find((each) => each.mediaState === "ACTIVE");
  if (task === undefined) throw new Error(`${id} is not in hand`);
  return brand<never>(task.id);
};

const writes = move("a customer writes", {
  can: ({ all }) => all.length < 6,
  does: async (model, centre) => {
    const { interactionId: id } = await centre.request();
    const nth = model.all.length;
    const waits = { state: "QUEUED", priority: 3, entered: 0, notBefore: 0, offeredAt: 0 } as const;
    const conversation = { id, nth, ...waits };
    model.all.push(conversation);
    model.enter(conversation);
  },
});

const ready = (isReady: boolean) =>
  move(isReady ? "ready" : "not ready", {
    can: (model) => model.isReady !== isReady && model.pending === undefined,
    does: async (model, centre) => {
      const body = isReady
        ? { state: "READY", reason: null }
        : { state: "NOT_READY", reason: "BREAK" };
      await centre.does("ana", "agent.setState", body as never);
      model.isReady = isReady;
    },
  });

const accepts = move("accepts", {
  can: ({ pending }) => pending !== undefined,
  does: async (model, centre) => {
    const { pending } = model;
    if (pending === undefined) return;
    await centre.accept(pending.id);
    pending.state = "ACTIVE";
  },
});

const declines = move("declines", {
  can: ({ pending }) => pending !== undefined,
  does: async (model, centre) => {
    const { pending } = model;
    if (pending === undefined) return;
    const { taskId, offerId } = centre.offer(pending.id);
    await centre.does("ana", "offer.decline", { taskId, offerId, reason: null });
    pending.priority = 11;
    model.back(pending, BACK_OFF_MS);
  },
});

const resolves = (nth: number) =>
  move(`resolves ${nth}`, {
    can: (model) => model.with("ACTIVE").length > 0,
    does: async (model, centre) => {
      const conversation = one(model.with("ACTIVE"), nth);
      await centre.does("ana", "task.resolve", { taskId: activeTask(centre, conversation) });
      conversation.state = "OVER";
      model.wrapUps.push({ of: conversation, until: model.now + WRAP_UP_MS });
    },
  });

const returns = (nth: number) =>
  move(`returns ${nth}`, {
    can: (model) => model.with("ACTIVE").length > 0,
    does: async (model, centre) => {
      const conversation = one(model.with("ACTIVE"), nth);
      await centre.does("ana", "task.requeue", { taskId: activeTask(centre, conversation) });
      // Its priority is kept, its place is not (T22).
      model.enter(conversation);
      model.back(conversation, RETURNED_MS);
      model.wrapUps.push({ of: conversation, until: model.now + WRAP_UP_MS });
    },
  });

const wrapsUp = (nth: number) =>
  move(`wraps up ${nth}`, {
    can: ({ wrapUps }) => wrapUps.length > 0,
    does: async (model, centre) => {
      const done = one(model.wrapUps, nth);
      const task = centre
        .tasks(done.of.id)
        .find(
          (each) =>
            each.taskState === "WRAP_UP" &&
            each.wrapUpExpiresAt === centre.engine.now() + done.until - model.now,
        );
      if (task === undefined) throw new Error("no wrap-up of this end");
      const body = { taskId: brand<never>(task.id), dispositions: [], note: "" };
      await centre.does("ana", "wrapup.submit", body);
      model.wrapUps = model.wrapUps.filter((each) => each !== done);
    },
  });

const completes = (nth: number) =>
  move(`is completed by a supervisor ${nth}`, {
    can: (model) => model.all.some(({ state }) => state !== "OVER"),
    does: async (model, centre) => {
      const open = model.all.filter(({ state }) => state !== "OVER");
      const conversation = one(open, nth);
      const interactionId = brand<never>(conversation.id);
      await centre.does("sue", "interaction.forceComplete", { interactionId });
      conversation.state = "OVER";
      model.wrapUps = model.wrapUps.filter(({ of }) => of !== conversation);
    },
  });

const passes = (seconds: number) =>
  move(`${seconds} s pass`, {
    can: ({ pending, now }) =>
      pending === undefined || now + seconds * 1000 < pending.offeredAt + OFFERED_MS,
    does: async (model, centre) => {
      await centre.pass(seconds * 1000);
      model.pass(seconds * 1000);
    },
  });

/** Long enough for every back-off and wrap-up to end; nothing is offered meanwhile that could ring out. */
const idles = move("a minute passes", {
  can: (model) => !model.isReady || (model.with("QUEUED").length === 0 && !model.pending),
  does: async (model, centre) => {
    await centre.pass(60_000);
    model.pass(60_000);
  },
});

const restarts = move("the node is stopped and started", {
  can: () => true,
  does: async (_model, centre) => {
    await centre.restart();
    await centre.hello("ana");
  },
});

const nth = fc.nat(5);
const moves: fc.Arbitrary<Move>[] = [
  fc.constant(writes),
  fc.constant(writes),
  fc.boolean().map(ready),
  fc.constant(accepts),
  fc.constant(accepts),
  fc.constant(declines),
  nth.map(resolves),
  nth.map(returns),
  nth.map(wrapsUp),
  fc.constant(declines),
  fc.integer({ min: 1, max: 12 }).map(passes),
  fc.constantFrom(10, 15).map(passes),
  fc.constant(idles),
  fc.oneof(
    { weight: 1, arbitrary: nth.map(completes) },
    { weight: 3, arbitrary: nth.map(resolves) },
  ),
  fc.constant(restarts),
];

async function opened(): Promise<Centre> {
  const routing = { ...plainRouting, declineBackOffSec: BACK_OFF_MS / 1000 };
  const centre = await openCentre({ queue: { ...supportQueue, requestTtlSec: 86_400, routing } });
  await centre.hello("ana");
  return centre;
}

test("whatever people do in whatever order, everybody's work is where a plain model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(moves, { maxCommands: 60, size: "max" }), async (commands) => {
      const centre = await opened();
      await fc.asyncModelRun(() => ({ model: new Model(), real: centre }), commands);
      await centre.engine.stop();
    }),
    { numRuns: 80, seed: 20_261_121 },
  );
});
