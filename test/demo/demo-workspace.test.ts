import { describe, expect, test } from "vitest";
import { demoConfiguration } from "../../src/demo/demo-workspace.ts";
import { allStories, allCustomers, keyOf, knownLines } from "../../src/demo/stories.ts";
import { hasSkills } from "../../src/domain/skill.ts";
import { bodiesOf, directoryRow } from "../../src/protocol/rows/directory-row.ts";

const noon = 1_700_000_000_000;
const { directory, agents, accounts } = demoConfiguration(noon);
const rows = directory.map(({ kind, body }) => directoryRow(kind, body));
const queues = bodiesOf(rows, "QUEUE");
const mrds = bodiesOf(rows, "MRD");
const sources = bodiesOf(rows, "SOURCE");
const teams = bodiesOf(rows, "TEAM");

const repeated = (ids: readonly string[]): string[] =>
  ids.filter((id, index) => ids.indexOf(id) !== index);

describe("the demo workspace", () => {
  test("names every thing once", () => {
    expect(repeated(rows.map((row) => row.id))).toEqual([]);
    expect(repeated(accounts.map((account) => account.username))).toEqual([]);
    expect(repeated(accounts.map((account) => account.password))).toEqual([]);
    expect(
      repeated(
        queues.flatMap((queue) => queue.dispositions.map((each) => `${queue.id} ${each.id}`)),
      ),
    ).toEqual([]);
  });

  test("has one workspace, four queues, and a class of work for each of them", () => {
    expect(bodiesOf(rows, "WORKSPACE")).toMatchObject([{ name: "Acme Telecom" }]);
    expect(queues.map((queue) => queue.name).sort()).toEqual(["Billing", "Sales", "Tech", "Web"]);
    for (const queue of queues) expect(mrds.map((mrd) => mrd.id)).toContain(queue.mrdId);
  });

  test("has dispositions on every queue, and asks for one on Billing", () => {
    for (const queue of queues) expect(queue.dispositions.length).toBeGreaterThan(1);
    expect(queues.filter((queue) => queue.dispositionRequired).map((queue) => queue.name)).toEqual([
      "Billing",
    ]);
  });

  test("promises an answer within one to two minutes, to four in five", () => {
    for (const { serviceLevel } of queues) {
      expect(serviceLevel.thresholdSec).toBeGreaterThanOrEqual(60);
      expect(serviceLevel.thresholdSec).toBeLessThanOrEqual(120);
      expect(serviceLevel).toMatchObject({ targetPct: 80, type: 2, warnPct: 50 });
    }
  });

  test("leads every source to a queue, and every queue has one", () => {
    const ids = queues.map((queue) => queue.id);
    for (const source of sources) expect(ids).toContain(source.queueId);
    expect(new Set(sources.map((source) => source.queueId)).size).toBe(queues.length);
    expect(sources.find((source) => source.id === "web")).toMatchObject({
      queueId: "billing",
      type: "WEB_MESSAGING",
      sessionBound: false,
    });
    expect(sources.filter((source) => source.sessionBound)).toMatchObject([{ type: "LIVE_CHAT" }]);
  });

  test("seats agents who serve queues that exist, with the skills those ask for", () => {
    for (const agent of agents) {
      for (const id of agent.queueIds) {
        const queue = queues.find((each) => each.id === id);
        expect(queue, `${agent.id} serves ${id}`).toBeDefined();
        expect(hasSkills(agent.skills, queue?.skills ?? []), `${agent.id} in ${id}`).toBe(true);
      }
      for (const id of agent.teamIds) expect(teams.map((team) => team.id)).toContain(id);
      expect(agent.mrds.map((mrd) => mrd.mrdId)).toEqual(mrds.map((mrd) => mrd.id));
    }
  });

  test("gives everybody with an agent's or a supervisor's role a desk, and nobody else", () => {
    const entitled = accounts.filter((account) => !account.roles.includes("admin"));
    expect(agents.map((agent) => agent.id).sort()).toEqual(
      entitled.map((account) => account.userId).sort(),
    );
    for (const agent of agents) expect(agent).toMatchObject({ state: "LOGOUT", reachable: false });
  });

  test("keeps for every queue somebody real and somebody simulated", () => {
    for (const queue of queues) {
      const serving = accounts.filter(
        (account) => account.roles.includes("agent") && account.queueIds.includes(queue.id),
      );
      expect(
        serving.some((account) => account.simulated),
        queue.name,
      ).toBe(true);
      expect(
        serving.some((account) => !account.simulated),
        queue.name,
      ).toBe(true);
    }
  });

  test("is the same each time but for the instant it is made at", () => {
    expect(demoConfiguration(noon)).toEqual({ directory, agents, accounts });
  });
});

describe("the stories", () => {
  test("each belong to a queue and end in a disposition of that queue", () => {
    for (const story of allStories) {
      const queue = queues.find((each) => each.id === story.queue);
      expect(
        queue?.dispositions.map((each) => each.id),
        story.opening,
      ).toContain(story.disposition);
    }
  });

  test("are told in languages that customers speak", () => {
    const spoken = new Set(allCustomers.map((customer) => customer.language));
    for (const story of allStories) expect(spoken).toContain(story.language);
    expect(new Set(allStories.map((story) => story.language)).size).toBeGreaterThan(3);
  });

  test("cover every queue several times", () => {
    for (const queue of queues) {
      expect(allStories.filter((story) => story.queue === queue.id).length).toBeGreaterThan(4);
    }
  });

  test("have lines short enough to be known again by a last line, and an answer to each opening", () => {
    const known = knownLines(allStories);
    for (const story of allStories) {
      for (const { customer } of story.turns) expect(customer.length).toBeLessThan(200);
      expect(known.get(keyOf(story.opening.replaceAll("#", "7")))?.answer).toBe(story.reply);
    }
  });
});
