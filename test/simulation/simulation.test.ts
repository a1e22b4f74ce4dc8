import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { campaign } from "./campaign.ts";
import { simulate } from "./simulation.ts";

/** As many steps as fit: the stage's own budget is 60 s, of which starting up takes some. */
const BUDGET_MS = 44_000;
/** So many show each of what must be seen; where the machine is too busy for them, they take their time. */
const AT_LEAST = 60_000;
const PATIENCE_MS = 180_000;

describe("the real engine, under simulated people, time and disk", () => {
  test("keeps every invariant after every step", { timeout: PATIENCE_MS }, async () => {
    const until = performance.now() + BUDGET_MS;
    const done = await campaign({
      firstSeed: 1,
      stepsPerRun: 400,
      more: ({ steps }) => steps < AT_LEAST || performance.now() < until,
    });
    process.stdout.write(`simulated ${done.steps} steps in ${done.runs} runs\n`);
    expect(done.broken.map(({ seed, broken }) => ({ seed, ...broken }))).toEqual([]);
    // A simulation in which things did not happen proves nothing about them.
    for (const way of ["QUEUED>RESERVED", "RESERVED>ACTIVE", "ACTIVE>WRAP_UP", "WRAP_UP>CLOSED"])
      expect(done.reached.get(way) ?? 0, way).toBeGreaterThan(100);
    for (const event of seen) expect(done.reached.get(event) ?? 0, event).toBeGreaterThan(0);
  });

  test("goes the same way for the same seed, and another way for another", async () => {
    const [one, again, other] = [
      await simulate({ seed: 7, steps: 200 }),
      await simulate({ seed: 7, steps: 200 }),
      await simulate({ seed: 8, steps: 200 }),
    ];
    expect(again.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });

  test.each([
    ["Pacific/Apia", "ar_EG.UTF-8"],
    ["Australia/Lord_Howe", "th_TH.UTF-8"],
  ])("changes the same, byte for byte, where the machine says %s, %s", async (TZ, language) => {
    const here = await simulate({ seed: 9, steps: 400 });
    const script = `
      const { simulate } = await import(process.argv[1]);
      console.log((await simulate({ seed: 9, steps: 400 })).digest);`;
    const simulation = new URL("./simulation.ts", import.meta.url).href;
    const there = execFileSync(
      process.execPath,
      ["--input-type=module", "-e", script, simulation],
      { env: { ...process.env, TZ, LANG: language, LC_ALL: language }, encoding: "utf8" },
    );
    expect(there.trim()).toBe(here.digest);
  });
});

const seen = [
  "led on",
  "new to a queue",
  "task.transfer:QUEUE_CLOSED",
  "AGENT_ACCEPT_TIMEOUT",
  "AGENT_MRD_INTERRUPTED",
  "AGENT_SLA_EXPIRED",
  "CONVERSATION_RESUMED",
  "CUSTOMER_AWAY",
  "CUSTOMER_LEFT",
  "CUSTOMER_RETURNED",
  "DEADLINES_MOVED",
  "EXTERNAL_TRANSFER_REQUESTED",
  "FIRST_REPLY_OVERDUE",
  "INTERACTION_CLONED",
  "INTERACTION_REOPENED",
  "INTERVENTION_CANCELED",
  "INTERVENTION_REACTIVATED",
  "LIST_REQUEST_RECEIVED",
  "NO_AGENT_AVAILABLE",
  "OFFER_WITHDRAWN",
  "PARTICIPANT_ROLE_CHANGED",
  "QUEUE_FLUSHED",
  "QUEUE_MAX_WAIT",
  "REMOVE_ALL_AGENTS",
  "SUPERVISOR_ASSIGNED",
  "TASK_MEDIA_ADDED",
  "TASK_MOVED",
  "TASK_STEP_CHANGED",
  "WRAPUP_APPLIED",
];
