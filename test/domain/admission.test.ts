import { describe, expect, test } from "vitest";
import {
  type AdmissionFacts,
  admissionTo,
  admissionObstacle,
  isSameClosing,
} from "../../src/domain/admission.ts";
import { brand } from "../../src/domain/id.ts";
import { type Queue, type QueueRouting, plainRouting } from "../../src/domain/queue.ts";
import { NEVER } from "../../src/domain/time.ts";
import { calendar, hours, weekdays } from "./calendar/office.ts";
import { supportQueue } from "./sample.ts";

const wayOut = { action: "OVERFLOW_QUEUE", queueId: brand<never>("billing") } as const;
const closings: Readonly<Record<string, QueueRouting["closedHours"]>> = {
  waits: { action: "QUEUE" },
  refuses: { action: "REFUSE", message: "We open on Monday." },
  "leads on": wayOut,
};

/** The rule said once more, the other way round: from what comes of it. */
function expected(queue: Queue, isBack: boolean, facts: AdmissionFacts): string {
  if (queue.archived) return "ARCHIVED";
  if (isBack) return "IN";
  const { closedHours, nobodySignedIn } = queue.routing;
  if (!facts.isOpen && closedHours.action === "REFUSE") return "REFUSED";
  if (!facts.isOpen && closedHours.action === "OVERFLOW_QUEUE") return "CLOSED";
  return nobodySignedIn === "REFUSE" && !facts.isStaffed() ? "UNSTAFFED" : "IN";
}

const both = [true, false];
const cases = Object.keys(closings).flatMap((closing) =>
  both.flatMap((archived) =>
    both.flatMap((isOpen) =>
      both.flatMap((isStaffed) =>
        (["PARK", "REFUSE"] as const).map((nobodySignedIn) => {
          const closedHours = closings[closing] ?? plainRouting.closedHours;
          const routing = { ...plainRouting, closedHours, nobodySignedIn };
          const facts: AdmissionFacts = { isOpen, isStaffed: () => isStaffed };
          return { queue: { ...supportQueue, archived, routing }, facts };
        }),
      ),
    ),
  ),
);

describe("the door of a queue", () => {
  test("answers whoever brings a request by the queue's own settings", () => {
    for (const { queue, facts } of cases)
      for (const isBack of both)
        expect(admissionTo(queue, isBack, facts).meets).toBe(expected(queue, isBack, facts));
  });

  test("asks who is there only where the queue minds", () => {
    const isStaffed = () => {
      throw new Error("nobody has to be looked for");
    };
    expect(admissionTo(supportQueue, false, { isOpen: true, isStaffed }).meets).toBe("IN");
  });

  test("tells a sender first, in a code for each way, and when it opens", () => {
    const codes = { ARCHIVED: "QUEUE_ARCHIVED", REFUSED: "QUEUE_CLOSED", CLOSED: "QUEUE_CLOSED" };
    for (const { queue, facts } of cases) {
      const { meets } = admissionTo(queue, false, facts);
      const code = meets === "UNSTAFFED" ? "NO_AGENT_AVAILABLE" : codes[meets as "CLOSED"];
      expect(admissionObstacle(queue, 0, facts)?.refused).toBe(code);
    }
    const routing = { ...plainRouting, closedHours: wayOut };
    const shut = { isOpen: false, isStaffed: () => true };
    const told = (opensAt: number) =>
      admissionObstacle({ ...supportQueue, routing }, opensAt, shut)?.detail;
    expect(told(Date.UTC(2026, 10, 23, 8))).toBe("it opens at 2026-11-23T08:00:00.000Z");
    expect(told(NEVER)).toBe("it does not open again");
  });
});

describe("a closing", () => {
  const office = calendar({ timezone: "UTC", week: weekdays([hours(9, 17)]) });
  const friday = (hour: number) => Date.UTC(2026, 10, 20, hour);

  test.each([
    ["the same night", friday(18), friday(23), true],
    ["the same moment", friday(18), friday(18), true],
    ["over a weekend", friday(18), friday(18 + 48), true],
    ["the next night", friday(18), friday(18 + 4 * 24), false],
    ["told while it was open", friday(16), friday(18), false],
    ["told later than now", friday(20), friday(18), false],
  ])("%s", (_what, told, now, isSame) => {
    expect(isSameClosing(office, told, now)).toBe(isSame);
  });
});
