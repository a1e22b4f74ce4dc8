import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/domain/calendar.ts";
import { brand } from "../../../src/domain/id.ts";
import { plainRouting } from "../../../src/domain/queue.ts";
import { openCentre } from "./centre.ts";

const day = [{ from: 9 * 60, to: 17 * 60 }];
const office: Calendar = {
  id: brand("office"),
  name: "Office",
  timezone: "UTC",
  week: [day, day, day, day, day, [], []],
  holidays: [],
  active: true,
};
const HOUR = 3_600_000;

describe("a queue with a calendar", () => {
  test("promises in open hours: what comes on Friday at 16:30 with an hour's time is due on Monday at 9:30", async () => {
    const routing = { ...plainRouting, calendarId: office.id };
    const centre = await openCentre({
      queue: {
        routing,
        requestTtlSec: 3600,
        serviceLevel: { thresholdSec: 3600, targetPct: 80, type: 1, warnPct: 50 },
      },
    });
    await centre.engine.configure({ directory: [{ kind: "CALENDAR", body: office }] });
    // The centre opens at noon on a Friday.
    await centre.pass(4.5 * HOUR);
    const { interactionId } = await centre.request();
    const monday = Date.UTC(2026, 10, 23, 9, 30);
    expect(centre.task(interactionId)).toMatchObject({
      slaDueAt: monday,
      requestExpiresAt: monday,
    });
    await centre.pass(2 * HOUR);
    expect(centre.task(interactionId).mediaState).toBe("QUEUED");
  });
});
