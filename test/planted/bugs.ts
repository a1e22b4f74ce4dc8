export interface Planted {
  readonly name: string;
  /** Where it is planted, as seen from the test. */
  readonly module: string;
  readonly plant: (actual: Record<string, unknown>) => Record<string, unknown>;
  readonly seed: number;
  /** What the simulator says when it finds it. */
  readonly says: RegExp;
}

type Row = Record<string, unknown>;
type AnyFunction = (...args: never[]) => unknown;

/** The ledger as it was, and what it says of a decision that it has entered made wrong. */
function spoilEntering(wrong: (entered: Row) => Row) {
  return (actual: Record<string, unknown>) => {
    const Ledger = actual["Ledger"] as new (...args: never[]) => { enter: AnyFunction };
    return {
      Ledger: class extends Ledger {
        override enter: AnyFunction = (...args) => wrong(super.enter(...args) as Row);
      },
    };
  };
}

/** The function as it was, and what it answers made wrong. */
function spoil(name: string, wrong: (answer: Row) => unknown) {
  return (actual: Record<string, unknown>) => {
    const original = actual[name] as AnyFunction;
    return {
      [name]: (...args: never[]) => {
        const answer = original(...args) as Row;
        return answer === null || typeof answer !== "object" || "refused" in answer
          ? answer
          : wrong(answer);
      },
    };
  };
}

const domain = (file: string) => `../../src/domain/${file}.ts`;
const engine = (file: string) => `../../src/node/engine/${file}.ts`;

export const planted: readonly Planted[] = [
  {
    name: "a re-routed task loses its place in time",
    module: domain("task"),
    plant: spoil("requeue", (answer) => ({ ...answer, firstEnqueuedAt: answer["enqueuedAt"] })),
    seed: 4,
    says: /I5/,
  },
  {
    name: "a re-routed task begins a chain of its own",
    module: domain("task"),
    plant: spoil("requeue", (answer) => ({ ...answer, rootTaskId: answer["id"] })),
    seed: 1,
    says: /I4/,
  },
  {
    name: "a re-routed task gets its whole time to live again",
    module: domain("task"),
    plant: spoil("requeue", (answer) => ({
      ...answer,
      requestExpiresAt: Number(answer["requestExpiresAt"]) + 60_000,
    })),
    seed: 4,
    says: /I5/,
  },
  {
    name: "an offer that was declined is written as timed out",
    module: domain("rona"),
    plant: spoil("decline", (answer) => ({
      ...answer,
      closed: { ...(answer["closed"] as Row), reason: null },
    })),
    seed: 4,
    says: /I3/,
  },
  {
    name: "an offer rings out twice",
    module: domain("rona"),
    plant: spoil("ringOut", (answer) => ({
      ...answer,
      closed: { ...(answer["closed"] as Row), state: "QUEUED" },
    })),
    seed: 9,
    says: /I17|I10/,
  },
  {
    name: "everybody is held back from everything",
    module: domain("routing"),
    plant: () => ({ isBackingOff: () => true }),
    seed: 1,
    says: /while .* is free/,
  },
  {
    name: "an agent's load forgets what is reserved",
    module: domain("agent"),
    plant: spoil("deriveMrds", (answer) => ({
      ...answer,
      mrds: (answer["mrds"] as Row[]).map((mrd) => ({ ...mrd, reserved: 0 })),
    })),
    seed: 4,
    says: /I2/,
  },
  {
    name: "a step that is due stays shut",
    module: domain("wait"),
    plant: () => ({ openStep: (_routing: unknown, wait: unknown) => wait }),
    seed: 1,
    says: /overdue/,
  },
  {
    name: "a wrap-up that ran out is not closed",
    module: domain("wrap-up"),
    plant: () => ({ expireWrapUp: () => ({ refused: "TOO_EARLY" }) }),
    seed: 1,
    says: /overdue/,
  },
  {
    name: "a request that ran out is not closed",
    module: domain("closing"),
    plant: () => ({ expireRequest: () => ({ refused: "TOO_EARLY" }) }),
    seed: 2,
    says: /overdue/,
  },
  {
    name: "advisers stay when nobody serves the customer any more",
    module: engine("participants"),
    plant: () => ({ settleParticipants: () => undefined, endAsides: () => undefined }),
    seed: 4,
    says: /I5/,
  },
  {
    name: "an interaction's status is not worked out anew",
    module: domain("glance"),
    plant: spoil("glanceAt", (answer) => ({ ...answer, status: "CONNECTED" })),
    seed: 1,
    says: /CONNECTED/,
  },
  {
    name: "a conversation on hold says it is connected",
    module: domain("glance"),
    plant: spoil("glanceAt", (answer) => ({
      ...answer,
      status: answer["status"] === "HOLD" ? "CONNECTED" : answer["status"],
    })),
    seed: 1,
    says: /CONNECTED/,
  },
  {
    name: "a completed interaction is opened again without being counted as reopened",
    module: domain("reopening"),
    plant: spoil("reopen", (answer) => ({
      ...answer,
      reopenedCount: Number(answer["reopenedCount"]) - 1,
    })),
    seed: 2,
    says: /I16/,
  },
  {
    name: "a clone is given the number of its original",
    module: domain("clone"),
    plant: spoil("cloneInteraction", (answer) => ({
      ...answer,
      interaction: {
        ...(answer["interaction"] as Row),
        displayNumber: (answer["original"] as Row)["displayNumber"],
      },
    })),
    seed: 8,
    // A disk that refuses the number stands in the way of much else.
    says: /I1|a recount finds|is not closed|overdue/,
  },
  {
    name: "a command's answer is another than the one that was written",
    module: engine("ledger"),
    plant: spoilEntering(({ outcome, ...rest }) => {
      const told = outcome as Row | null;
      return { ...rest, outcome: told && { ...told, seq: Number(told["seq"]) + 1 } };
    }),
    seed: 1,
    says: /I7: .* otherwise than written/,
  },
  {
    name: "matching looks at nobody who has just become free",
    module: "../../src/node/engine/matching/people.ts",
    plant: (actual) => {
      const People = actual["People"] as new (...args: never[]) => { freeOn: () => number };
      return {
        People: class extends People {
          isFree(): boolean {
            return false;
          }
        },
      };
    },
    seed: 1,
    says: /while .* is free/,
  },
  {
    name: "work that no longer waits stays in its class's heap",
    module: "../../src/node/engine/matching/work-heap.ts",
    plant: (actual) => {
      const WorkHeap = actual["WorkHeap"] as new (...args: never[]) => object;
      return {
        ...actual,
        WorkHeap: class extends WorkHeap {
          remove(): void {}
        },
      };
    },
    seed: 3,
    says: /whoever would take work may be offered it|while .* is free/,
  },
  {
    name: "a conversation's clocks are never acted upon",
    module: engine("due/interaction-due"),
    plant: () => ({ interactionDue: () => undefined }),
    seed: 1,
    // Whichever of its clocks comes first.
    says: /overdue|nobody has noticed/,
  },
  {
    name: "an offer whose time is up stays where it is",
    module: engine("due/offer-due"),
    plant: () => ({ offerDue: () => undefined }),
    seed: 3,
    says: /overdue/,
  },
  {
    name: "what was put off never comes back",
    module: engine("deferring"),
    plant: () => ({ bringBack: () => null, reactivate: () => undefined }),
    seed: 6,
    says: /overdue/,
  },
  {
    name: "an answer is given before its commit is on the disk",
    module: engine("ledger"),
    plant: spoilEntering((entered) => ({ ...entered, durable: Promise.resolve(true) })),
    seed: 1,
    says: /I7/,
  },
  {
    name: "an offer that was declined is counted as accepted",
    module: domain("measures/offer-ends"),
    plant: spoil("countOfferEnd", (answer) => ({
      ...answer,
      accepted: Number(answer["accepted"]) + Number(answer["declined"]),
      declined: 0,
    })),
    seed: 1,
    says: /a recount finds/,
  },
  {
    name: "a workflow's target never gives way to the next",
    module: engine("overflow"),
    plant: () => ({ nextTarget: () => undefined }),
    seed: 63,
    says: /overdue/,
  },
  {
    name: "a queue that refuses lets everybody in",
    module: domain("admission"),
    plant: () => ({
      admissionTo: ({ archived }: { archived: boolean }) => ({
        meets: archived ? "ARCHIVED" : "IN",
      }),
    }),
    seed: 42,
    says: /I33/,
  },
  {
    name: "what comes back is put into its queue beside admission",
    module: engine("admission"),
    plant: () => ({
      letBack: (draft: { put: (kind: string, task: Row, change: string) => void }, task: Row) =>
        draft.put("TASK", task, "TASK_STATE_CHANGED"),
    }),
    seed: 1,
    says: /I29/,
  },
  {
    name: "a queue out of use goes on taking work",
    module: domain("admission"),
    plant: (actual) => {
      const admissionTo = actual["admissionTo"] as AnyFunction;
      return {
        admissionTo: (...[queue, ...rest]: Row[]) =>
          admissionTo(...([{ ...queue, archived: false }, ...rest] as never[])),
      };
    },
    seed: 1,
    says: /I32/,
  },
  {
    name: "a request that is led on gets its whole time to live again",
    module: engine("requesting"),
    plant: spoil("requestFor", (answer) => ({
      ...answer,
      requestExpiresAt: Number(answer["requestExpiresAt"]) + 60_000,
    })),
    seed: 1,
    says: /I30/,
  },
  {
    name: "admission forgets which queues passed a request on",
    module: engine("admission"),
    plant: (actual) => {
      const findAdmission = actual["findAdmission"] as AnyFunction;
      return {
        findAdmission: (draft: never, wanted: never, given: Row) => {
          const place = findAdmission(draft, wanted, { ...given, passed: [] } as never) as Row;
          return { ...place, way: { ...(place["way"] as Row), passed: [] } };
        },
      };
    },
    seed: 1,
    says: /I31/,
  },
  {
    name: "a customer who comes back is still said to be away (F23)",
    module: domain("absence"),
    plant: (actual) => {
      const isAway = actual["isAway"] as AnyFunction;
      const markHere = actual["markHere"] as AnyFunction;
      return {
        markHere: (interaction: never) =>
          isAway(interaction) === true ? interaction : markHere(interaction),
      };
    },
    seed: 1,
    says: /there and marked as away|away before/,
  },
  {
    name: "a customer who is away too long is waited for for ever (F23)",
    module: domain("absence"),
    plant: () => ({ absenceEndsAt: () => 8_640_000_000_000_000 }),
    seed: 1,
    says: /away for longer than their source allows/,
  },
  {
    name: "a customer's new name stands on their record alone (F31)",
    module: domain("customer"),
    plant: () => ({ knownAs: (interaction: Row) => interaction }),
    seed: 32,
    says: /calls Kim/,
  },
];
