import { describe, expect, test } from "vitest";
import { noEntries } from "../../src/domain/measures/entry-counters.ts";
import { promisesOf } from "../../src/domain/service-level.ts";
import type { QueueCounters } from "../../src/protocol/frames.ts";
import {
  abandonedShare,
  averageAnswerMs,
  boardOf,
  shareOf,
} from "../../src/renderer/supervisor/board.ts";
import { dialFraction, dialsOf, slaOf, waitingIn } from "../../src/renderer/supervisor/waiting.ts";
import { after, agent, before, mrd, noon, queue, task } from "./rows.ts";

const billing = queue();
const sales = queue({ id: "sales", name: "Sales" });
const tech = queue({ id: "tech", name: "Tech" });

function counters(queueId: string, counted: object): QueueCounters {
  const entries = { ...noEntries, ...counted };
  const agents = { free: 1, busy: 1, notReady: 0, offline: 0, on: 2 };
  const now = { waiting: 0, oldestEnqueuedAt: null, active: 0 };
  return { queueId, ...now, agents, last30Min: entries, today: entries };
}

function boardWith(parts: object) {
  const facts = {
    queues: [billing, sales, tech],
    tasks: [],
    agents: [],
    roles: new Map<string, string[]>(),
    counters: [],
    ...parts,
  };
  return boardOf({ ...facts, waiting: waitingIn(facts.tasks, promisesOf(facts.queues, [])) }, noon);
}

const late = task({
  id: "late",
  queueId: "sales",
  slaDueAt: before(190),
  firstEnqueuedAt: before(250),
});
const soon = task({ id: "soon", slaDueAt: after(25), firstEnqueuedAt: before(35) });
const calm = task({
  id: "calm",
  queueId: "tech",
  slaDueAt: after(50),
  firstEnqueuedAt: before(10),
});
const inTalk = task({ id: "talk", mediaState: "ACTIVE", agentId: "ana" });

describe("the waiting requests", () => {
  const promises = promisesOf([billing], []);

  test("stand in the order in which their promises break, the longest broken on top", () => {
    const order = waitingIn([calm, inTalk, soon, late], promises).map((one) => one.task.id);
    expect(order).toEqual(["late", "soon", "calm"]);
  });

  test("take their band from the queue's own warning share", () => {
    const [patient] = waitingIn([soon], promisesOf([queue({ serviceLevel: { warnPct: 75 } })], []));
    const [usual] = waitingIn([soon], promises);
    expect(patient && slaOf(patient, noon).band).toBe("ON_TRACK");
    expect(usual && slaOf(usual, noon).band).toBe("SOON");
  });

  test("change their picture only when a dial does", () => {
    const waiting = waitingIn([late, soon, calm], promises);
    expect(dialsOf(waiting, noon)).toBe(dialsOf(waiting, noon + 1_000));
    expect(dialsOf(waiting, noon)).not.toBe(dialsOf(waiting, noon + 20_000));
  });
});

test.each([
  [{ band: "NONE", used: 0 }, 0],
  [{ band: "ON_TRACK", used: 0.7 }, 0.49],
  [{ band: "SOON", used: 0.3 }, 0.5],
  [{ band: "CRITICAL", used: 0.99 }, 0.99],
  [{ band: "BREACHED", used: 4 }, 1],
] as const)("a dial shows %o as the domain named it", (sla, fraction) => {
  expect(dialFraction(sla)).toBe(fraction);
});

describe("the board", () => {
  test("puts the queue with the worst promise first, then the one furthest below its goal", () => {
    const board = boardWith({
      tasks: [late],
      counters: [
        counters("billing", { answered: 10, answeredWithin: 10, offered: 10 }),
        counters("tech", { answered: 10, answeredWithin: 6, offered: 10 }),
      ],
    });
    expect(board.lines.map((line) => line.queue.name)).toEqual(["Sales", "Tech", "Billing"]);
  });

  test("counts waiting, talking, at risk and breached from the rows", () => {
    const { lines, total, atRisk, breached } = boardWith({ tasks: [late, soon, calm, inTalk] });
    expect([total.waiting, total.active, atRisk, breached]).toEqual([3, 1, 1, 1]);
    expect(total.longestSince).toBe(before(250));
    expect(lines.find((line) => line.queue.id === "billing")?.active).toBe(1);
  });

  test("adds service levels by what was decided, not by averaging shares", () => {
    const { total } = boardWith({
      counters: [
        counters("billing", { answered: 90, answeredWithin: 90, offered: 90 }),
        counters("tech", { answered: 10, answeredWithin: 0, offered: 10 }),
      ],
    });
    expect(shareOf(total.levelToday)).toBe(0.9);
  });

  test("says nothing where nothing was decided", () => {
    const { total } = boardWith({ counters: [counters("billing", {})] });
    expect(total.level30Min).toBeNull();
    expect(shareOf(total.level30Min)).toBeUndefined();
    expect(averageAnswerMs(noEntries)).toBeNull();
    expect(abandonedShare(noEntries)).toBeNull();
  });

  test("counts an agent of two queues once", () => {
    const free = agent({ queueIds: ["billing", "sales"] });
    const full = agent({ id: "dev", mrds: [mrd({ state: "BUSY", active: 4 })] });
    const out = agent({ id: "kim", state: "LOGOUT" });
    const { total, standings, isTeamOnly } = boardWith({
      agents: [free, full, out],
      counters: [counters("billing", {})],
    });
    expect(total.agents).toEqual({ free: 1, on: 2 });
    expect(standings).toMatchObject({ AVAILABLE: 1, BUSY: 1, OFFLINE: 1 });
    expect(isTeamOnly).toBe(false);
  });

  test("gives no total of agents where others than the own teams serve the queues too", () => {
    const { total, isTeamOnly } = boardWith({
      agents: [agent()],
      counters: [counters("billing", {})],
    });
    expect(total.agents).toBeNull();
    expect(isTeamOnly).toBe(true);
  });

  test("names the span of goals", () => {
    const strict = queue({ id: "vip", serviceLevel: { ...billing.serviceLevel, targetPct: 90 } });
    expect(boardWith({ queues: [billing, strict] }).goal).toEqual({ from: 0.8, to: 0.9 });
    expect(boardWith({ queues: [] }).goal).toBeNull();
  });
});
