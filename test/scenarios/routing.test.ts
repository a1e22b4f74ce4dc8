/** Acceptance scenarios 2 to 12 and B3, through the API: who is offered what, and in which order. */
import { afterEach, describe, expect, test } from "vitest";
import { Office, type Request } from "./office.ts";

let office: Office;
afterEach(() => office.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Accepts whatever comes until nothing more does; the words it began with, in order. */
async function accepting(name: string, count: number): Promise<string[]> {
  const words: string[] = [];
  for (let nth = 0; nth < count; nth += 1) words.push((await office.accepts(name)).subject);
  return words;
}

test("2: the two oldest of three are offered in order, and exactly one stays QUEUED", async () => {
  office = await Office.open({ ana: ["billing"] });
  for (const words of ["ten", "ten past one", "ten past two"]) {
    await office.writes("billing", words);
    office.time.passUnnoticed(MINUTE);
  }
  await office.ready("ana");
  expect(await accepting("ana", 2)).toEqual(["ten", "ten past one"]);
  const waiting = (await office.tasks()).filter((task) => task.mediaState !== "ACTIVE");
  expect(waiting).toMatchObject([{ mediaState: "QUEUED", subject: "ten past two" }]);
});

describe("3: the order of a queue", () => {
  async function twoWhoWait(order: string): Promise<void> {
    office = await Office.open({ ana: ["billing"] });
    await office.set("/queues/billing", { requestTtlSec: 86_400, routing: { order } });
    const first = await office.writes("billing", "wrote again");
    office.time.passUnnoticed(HOUR);
    await office.writes("billing", "wrote once");
    office.time.passUnnoticed(HOUR - 5 * MINUTE);
    await office.again(first, "are you there?");
    office.time.passUnnoticed(5 * MINUTE);
    await office.ready("ana");
  }

  test("longest since the customer wrote: who wrote again stands behind", async () => {
    await twoWhoWait("LONGEST_SINCE_CUSTOMER");
    expect((await office.offered("ana")).subject).toBe("wrote once");
  });

  test("oldest: who came first stands first", async () => {
    await twoWhoWait("OLDEST");
    expect((await office.offered("ana")).subject).toBe("wrote again");
  });
});

test("5: what is closed and what another has is not touched; only what is QUEUED is offered", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  const ended = await office.writes("billing", "ended");
  const { interactionId } = await office.task(ended);
  await office.does("sam", "interaction.forceComplete", { interactionId });
  await office.ready("ben");
  await office.writes("billing", "with Ben");
  await office.accepts("ben");
  await office.does("ben", "agent.setState", { state: "NOT_READY", reason: "LUNCH" });
  await office.writes("billing", "waiting");
  await office.ready("ana");
  expect(await office.offered("ana")).toMatchObject({ subject: "waiting" });
  const others = (await office.tasks()).filter((task) => task.subject !== "waiting");
  expect(others).toMatchObject([{ subject: "with Ben", agentId: "ben", mediaState: "ACTIVE" }]);
  expect(await office.interaction(ended)).toMatchObject({ state: "COMPLETED", agentId: "" });
});

test("7: a match says automatic, the policy and who else; a claim says who took it by hand", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"], cara: ["tech"] });
  await office.set("/queues/billing", { routing: { policy: "LEAST_LOADED" } });
  await office.ready("ana", "ben", "cara");
  const matched = await office.writes("billing", "matched");
  const task = await office.accepts((await office.task(matched)).agentId);
  const other = task.agentId === "ana" ? "ben" : "ana";
  expect((await office.why(task)).assignment).toMatchObject({
    policy: "LEAST_LOADED",
    runnersUp: [other],
    filteredOut: { NOT_IN_QUEUE: 1, NOT_SIGNED_IN: 1 },
  });
  await office.does(other, "agent.setState", { state: "NOT_READY", reason: "LUNCH" });
  await office.does(task.agentId, "agent.setState", { state: "NOT_READY", reason: "LUNCH" });
  const taken = await office.task(await office.writes("billing", "taken by hand"));
  await office.does("ana", "task.claim", { taskId: taken.id });
  expect((await office.why(taken)).assignment).toBeNull();
  const told = (await office.events()).filter(({ id }) => id === task.id || id === taken.id);
  const reserved = told.filter(({ type }) => type === "AGENT_RESERVED");
  expect(reserved).toMatchObject([
    { id: task.id, data: { agentId: task.agentId, policy: "LEAST_LOADED" } },
  ]);
  expect(told.findLast(({ type }) => type === "AGENT_SUBSCRIBED")).toMatchObject({
    id: taken.id,
    data: { agentId: "ana", how: "CLAIMED" },
  });
});

test("8: a queue whose routing is off keeps its work waiting, lets it be claimed, and drains in order", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  await office.does("sam", "queue.setRouting", { queueId: "billing", on: false });
  await office.ready("ana");
  const requests: Request[] = [];
  for (const words of ["first", "second", "third"]) {
    requests.push(await office.writes("billing", words));
    await office.pass(1000);
  }
  await office.pass(10_000);
  expect((await office.tasks()).map((task) => task.mediaState)).toEqual(
    Array.from({ length: 3 }, () => "QUEUED"),
  );
  const [, second] = requests;
  if (second === undefined) throw new Error("three were made");
  await office.does("ben", "task.claim", { taskId: (await office.task(second)).id });
  expect(await office.task(second)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
  await office.does("sam", "queue.setRouting", { queueId: "billing", on: true });
  expect(await accepting("ana", 2)).toEqual(["first", "third"]);
});

describe("11: what an agent has of one medium says nothing about another", () => {
  test("chats go to whoever has room for chats, and a call may go to whoever is full of them", async () => {
    office = await Office.open({
      ana: ["billing", "calls"],
      ben: ["billing"],
      cara: ["billing"],
    });
    await office.set("/mrds/chat", { maxRequests: 3 });
    await office.make("/mrds", { id: "voice", name: "Calls", type: "CX_VOICE", maxRequests: 1 });
    await office.make("/queues", { id: "calls", name: "Calls", mrdId: "voice" });
    await office.set("/users/sam", { queueIds: ["billing", "tech", "calls"] });
    const three = [{ mrdId: "chat", soft: 3, max: 3 }];
    for (const name of ["ana", "cara"]) await office.set(`/agents/${name}`, { capacities: three });
    await office.set("/agents/ana", {
      queueIds: ["billing", "calls"],
      capacities: [...three, { mrdId: "voice", soft: 1, max: 1 }],
    });
    await office.ready("ana");
    for (const words of ["a1", "a2", "a3"]) await office.writes("billing", words);
    await accepting("ana", 3);
    await office.ready("cara");
    for (const words of ["c1", "c2"]) await office.writes("billing", words);
    await accepting("cara", 2);

    await office.ready("ben");
    for (const words of ["one", "two", "three"]) await office.writes("billing", words);
    const call = { taskId: "call-1", interactionId: "call-i", customerName: "Vera" };
    const rest = { workflowId: null, mrdId: null, attributes: {}, priority: null };
    await office.does("sam", "task.create", {
      ...call,
      ...rest,
      queueId: "calls",
      timeoutSec: null,
      subject: "a call",
    });
    expect(await office.offered("ana")).toMatchObject({ subject: "a call", mrdId: "voice" });
    const took = [...(await accepting("ben", 2)), ...(await accepting("cara", 1))];
    expect(took.toSorted()).toEqual(["one", "three", "two"]);
    const held = await office.tasks();
    const count = (name: string) =>
      held.filter((task) => task.agentId === name && task.mrdId === "chat").length;
    expect([count("ana"), count("ben"), count("cara")]).toEqual([3, 2, 3]);
  });
});

test("12: the least loaded is asked, and a tie goes to whoever accepted longest ago", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  await office.set("/mrds/chat", { maxRequests: 3 });
  await office.set("/queues/billing", { routing: { policy: "LEAST_LOADED" } });
  const three = { capacities: [{ mrdId: "chat", soft: 3, max: 3 }] };
  for (const name of ["ana", "ben"]) await office.set(`/agents/${name}`, three);
  await office.ready("ana");
  for (const words of ["a1", "a2"]) await office.writes("billing", words);
  await accepting("ana", 2);
  await office.pass(5000);
  await office.ready("ben");
  for (const words of ["b1", "b2"]) {
    await office.writes("billing", words);
    expect((await office.accepts("ben")).subject).toBe(words);
    await office.pass(5000);
  }
  await office.writes("billing", "tie");
  expect((await office.offered("ana")).subject).toBe("tie");
});

test("B3: queue priority, then the task's own, then first come; the heaviest label counts", async () => {
  office = await Office.open({ ana: ["billing", "tech"] });
  await office.set("/queues/tech", { queuePriority: 9 });
  await office.set("/mrds/chat", { maxRequests: 5 });
  await office.set("/agents/ana", { capacities: [{ mrdId: "chat", soft: 5, max: 5 }] });
  let made = 0;
  const task = (name: string, queueId: string, priority: number | null) =>
    office.does("sam", "task.create", {
      taskId: `t-${(made += 1)}`,
      interactionId: `i-${made}`,
      workflowId: null,
      queueId,
      mrdId: null,
      attributes: {},
      priority,
      timeoutSec: null,
      customerName: "Vera",
      subject: name,
    });
  await task("plain, came first", "billing", 3);
  await office.pass(1000);
  await task("plain, came second", "billing", 3);
  await task("urgent", "billing", 10);
  await task("of the first queue", "tech", 1);
  await office.ready("ana");
  expect(await accepting("ana", 4)).toEqual([
    "of the first queue",
    "urgent",
    "plain, came first",
    "plain, came second",
  ]);
});
