/** Acceptance scenarios 14 to 24, B2, B6 and B8, through the API: who is asked, who is not, and what becomes of their work. */
import { afterEach, describe, expect, test } from "vitest";
import { ask, beginVisit, say } from "../node/gateway/harness.ts";
import { Office } from "./office.ts";

let office: Office;
afterEach(() => office.close());

const MINUTE = 60_000;
const wrapUp = { enabled: false, seconds: 10 };
const lunch = { state: "NOT_READY", reason: "LUNCH" } as const;

/** What somebody's own work of the medium "chat" stands at. */
const chatOf = async (name: string) =>
  (await office.agent(name)).mrds.find(({ mrdId }) => mrdId === "chat");

test("14: who is not ready, out of reach, disabled or without the permission is never chosen", async () => {
  office = await Office.open({
    away: ["billing"],
    lapsed: ["billing"],
    disabled: ["billing"],
    elsewhere: ["tech"],
    idle: ["billing"],
  });
  await office.ready("away", "lapsed", "disabled", "elsewhere", "idle");
  await office.does("away", "agent.setState", lunch);
  await office.set("/users/disabled", { enabled: false });
  office.lose("disabled");
  office.lose("lapsed");
  await office.pass(MINUTE);
  for (const words of ["one", "two"]) {
    await office.writes("billing", words);
    expect((await office.accepts("idle")).subject).toBe(words);
  }
  await office.does("idle", "agent.setState", lunch);
  const third = await office.task(await office.writes("billing", "three"));
  await office.pass(MINUTE);
  expect((await office.why(third)).waiting).toMatchObject({ able: 0 });
  const reserved = (await office.events()).filter(({ type }) => type === "AGENT_RESERVED");
  expect(reserved.map(({ data }) => data)).toMatchObject([
    { agentId: "idle" },
    { agentId: "idle" },
  ]);
});

describe("15: the agent whom the customer knows", () => {
  /** Ana has served the customer; Ben has nothing to do. The customer writes again. */
  async function returning(routing: object, anaIsThere: boolean) {
    office = await Office.open({ ana: ["billing"], ben: ["billing"] });
    await office.set("/mrds/chat", { maxRequests: 3 });
    const three = { capacities: [{ mrdId: "chat", soft: 3, max: 3 }] };
    for (const name of ["ana", "ben"]) await office.set(`/agents/${name}`, three);
    await office.set("/queues/billing", {
      wrapUp,
      routing: { policy: "LEAST_LOADED", ...routing },
    });
    await office.ready("ana");
    const first = await office.writes("billing", "the first time");
    const { id: taskId } = await office.accepts("ana");
    await office.does("ana", "task.resolve", { taskId });
    await office.writes("billing", "somebody else");
    await office.accepts("ana");
    await office.ready("ben");
    if (!anaIsThere) await office.does("ana", "agent.setState", lunch);
    await office.again(first, "it is me again");
  }

  test("is asked, though others have less to do", async () => {
    await returning({ lastAgent: { holdSec: 0 } }, true);
    expect((await office.offered("ana")).customerName).toBe("Customer 1");
  });

  test("is not waited for when not ready", async () => {
    await returning({ lastAgent: { holdSec: 0 } }, false);
    expect((await office.offered("ben")).customerName).toBe("Customer 1");
  });

  test("is waited for as long as the queue says, and then the others are asked", async () => {
    await returning({ lastAgent: { holdSec: 20 } }, false);
    await office.pass(16_000);
    const waiting = (await office.tasks()).find(
      ({ customerName }) => customerName === "Customer 1",
    );
    expect(waiting).toMatchObject({ mediaState: "QUEUED" });
    await office.pass(8000);
    expect((await office.offered("ben")).customerName).toBe("Customer 1");
  });
});

describe("16: nobody is signed in", () => {
  test("and the queue refuses: it is over at once, and the caller is told", async () => {
    office = await Office.open({ ana: ["billing"] });
    await office.set("/queues/billing", { routing: { nobodySignedIn: "REFUSE" } });
    const request = await office.writes("billing", "anybody?");
    expect(await office.tasks()).toEqual([]);
    const closed = (await office.events()).filter(({ type }) => type === "NO_AGENT_AVAILABLE");
    expect(closed).toHaveLength(1);
    const { token } = request.visit;
    const told = await ask(office.node, "/api/v1/visitor/wait", { token });
    expect(told.body).toEqual({ waiting: null, nobodyAvailable: true });
  });

  test("and the queue parks: it waits, and its time to live runs", async () => {
    office = await Office.open({ ana: ["billing"] });
    await office.set("/queues/billing", { requestTtlSec: 60 });
    const request = await office.writes("billing", "anybody?");
    expect(await office.task(request)).toMatchObject({
      mediaState: "QUEUED",
      requestExpiresAt: office.time.wall() + MINUTE,
    });
    // Whoever waits is not told that nobody is there (F24); whoever's time ran out is.
    const wait = () => ask(office.node, "/api/v1/visitor/wait", { token: request.visit.token });
    expect(await wait()).toMatchObject({ body: { nobodyAvailable: false } });
    await office.pass(MINUTE + 1000);
    expect(await wait()).toMatchObject({ body: { waiting: null, nobodyAvailable: true } });
    expect(await office.tasks()).toEqual([]);
    expect(await office.interaction(request)).toMatchObject({ status: "UNDELIVERED" });
  });
});

test("19: a transfer to a queue whose only agent is full frees who transfers, and waits there with a position", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["tech"] });
  await office.set("/mrds/chat", { maxRequests: 1 });
  for (const queue of ["billing", "tech"]) await office.set(`/queues/${queue}`, { wrapUp });
  const one = { capacities: [{ mrdId: "chat", soft: 1, max: 1 }] };
  for (const name of ["ana", "ben"]) await office.set(`/agents/${name}`, one);
  await office.ready("ana", "ben");
  await office.writes("tech", "Ben's own");
  await office.accepts("ben");
  const request = await office.writes("billing", "a technical one");
  const task = await office.accepts("ana");
  const to = { to: "QUEUE", targetId: "tech", attended: false, note: "it is the router" };
  await office.does("ana", "task.transfer", { taskId: task.id, ...to });
  const waiting = await office.task(request);
  expect(waiting).toMatchObject({
    mediaState: "QUEUED",
    direction: "DIRECT_TRANSFER",
    queueId: "tech",
    rootTaskId: task.rootTaskId,
    previousTaskId: task.id,
  });
  expect((await office.why(waiting)).waiting).toMatchObject({ position: 1 });
  expect(await chatOf("ana")).toMatchObject({ active: 0, reserved: 0 });
  expect(await office.ended(task)).toMatchObject({ taskState: "CLOSED", reason: "TRANSFERRED" });
  await office.writes("billing", "the next one");
  expect((await office.offered("ana")).subject).toBe("the next one");
});

test("22: the only one who could take it declines, is shown as such, and is asked again", async () => {
  office = await Office.open({ ana: ["billing"] });
  await office.ready("ana");
  const request = await office.writes("billing", "only you");
  await office.declines("ana");
  const waiting = await office.task(request);
  expect(waiting.mediaState).toBe("QUEUED");
  const { waiting: why } = await office.why(waiting);
  expect(why).toMatchObject({ declinedByAll: 1 });
  const again = why?.next.find(({ what }) => what === "BACK_OFF_ENDS");
  expect(again).toBeDefined();
  await office.pass((again?.at ?? 0) - office.time.wall() + 1000);
  expect((await office.accepts("ana")).subject).toBe("only you");
});

test("24: logged out by force, an agent's two chats go back first in line, the third goes on, and nobody watches", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  await office.set("/mrds/chat", { maxRequests: 5 });
  for (const name of ["ana", "ben"])
    await office.set(`/agents/${name}`, { capacities: [{ mrdId: "chat", soft: 5, max: 5 }] });
  await office.ready("ben");
  const third = await office.writes("billing", "with Ben");
  const bens = await office.accepts("ben");
  await office.does("ben", "agent.setState", lunch);
  await office.ready("ana");
  const owned = [];
  for (const words of ["first", "second"]) {
    owned.push(await office.writes("billing", words));
    await office.accepts("ana");
  }
  const asked = { to: "AGENT", targetId: "ana", note: "can you help?" };
  await office.does("ben", "task.conference", { taskId: bens.id, ...asked });
  await office.accepts("ana");
  const [first] = owned;
  if (first === undefined) throw new Error("two were made");
  const { id: interactionId } = await office.interaction(first);
  await office.does("sam", "monitor.start", { interactionId, taskId: "watching" });

  await office.does("sam", "agent.forceLogout", { agentId: "ana" });
  for (const request of owned)
    expect(await office.task(request)).toMatchObject({ mediaState: "QUEUED", priority: 11 });
  expect(await office.task(third)).toMatchObject({ agentId: "ben", mediaState: "ACTIVE" });
  const { participants } = await office.interaction(third);
  expect(participants.map(({ agentId }) => agentId)).toEqual(["ben"]);
  const open = await office.tasks();
  expect(open.filter(({ id }) => id === "watching")).toEqual([]);
  expect(await office.agent("ana")).toMatchObject({ state: "LOGOUT", reason: "FORCED" });
  const told = () =>
    office
      .client("ben")
      .rowsOf("MESSAGE")
      .map(({ body, interactionId: of }) => (of === bens.interactionId ? body : ""));
  await office.client("ben").until(() => told().includes("AGENT_LEFT"));
});

test("B2: a medium is RESERVED, ACTIVE, BUSY at the limit; off with work in hand it waits for the last to end", async () => {
  office = await Office.open({ ana: ["billing"] });
  await office.set("/mrds/chat", { maxRequests: 2 });
  await office.set("/queues/billing", { wrapUp });
  await office.set("/agents/ana", { capacities: [{ mrdId: "chat", soft: 2, max: 2 }] });
  await office.ready("ana");
  const states = [(await chatOf("ana"))?.state];
  const looks = async () => void states.push((await chatOf("ana"))?.state);
  await office.writes("billing", "one");
  await office.offered("ana");
  await looks();
  const one = await office.accepts("ana");
  await looks();
  await office.writes("billing", "two");
  const two = await office.accepts("ana");
  await looks();
  await office.does("ana", "agent.setMrd", { mrdId: "chat", on: false });
  await looks();
  for (const { id } of [one, two]) await office.does("ana", "task.resolve", { taskId: id });
  await looks();
  await office.does("ana", "agent.setMrd", { mrdId: "chat", on: true });
  await looks();
  const course = "READY RESERVED ACTIVE BUSY PENDING_NOT_READY NOT_READY READY";
  expect(states).toEqual(course.split(" "));
});

test("B6: an entry of a list is joined, joined by another, left by all without an alert, and closed", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  await office.make("/lists", { id: "post", name: "Post", mrdId: "chat", queueId: "billing" });
  const arrival = { mode: "PULL", workflowId: null, listId: "post", externalTransfer: "NONE" };
  await office.set("/sources/web-billing", { arrival });
  await office.ready("ana", "ben");
  const visit = await beginVisit(office.node, "web-billing", "Vera");
  await say(office.node, visit, "please read this");
  const request = { visit, says: "please read this" };
  const state = async () => (await office.interaction(request)).listState;
  const { id: interactionId } = await office.interaction(request);
  const seen = [await state()];
  await office.does("ana", "list.join", { interactionId, taskId: "anas" });
  seen.push(await state());
  await office.does("ben", "list.join", { interactionId, taskId: "bens" });
  await office.does("ben", "task.leave", { taskId: "bens" });
  seen.push(await state());
  await office.does("ana", "task.leave", { taskId: "anas" });
  seen.push(await state());
  const head = (await office.events()).length;
  await office.again(request, "are you there?");
  const since = (await office.events()).slice(head).map(({ type }) => type);
  expect(since).not.toContain("TASK_STATE_CHANGED");
  expect(since).not.toContain("AGENT_RESERVED");
  seen.push(await state());
  await office.does("ben", "list.join", { interactionId, taskId: "bens-again" });
  seen.push(await state());
  await office.does("ben", "list.close", { interactionId });
  seen.push(await state());
  expect(seen).toEqual(["UNREAD", "ACTIVE", "ACTIVE", "INACTIVE", "INACTIVE", "ACTIVE", "CLOSED"]);
});

test("B8: NOT_READY with a callback gives all of the agent's work back at once", async () => {
  office = await Office.open({ ana: ["billing"], ben: ["billing"] });
  await office.set("/mrds/chat", { maxRequests: 3 });
  for (const name of ["ana", "ben"])
    await office.set(`/agents/${name}`, { capacities: [{ mrdId: "chat", soft: 3, max: 3 }] });
  await office.make("/activities", { id: "CALLBACK", label: "Callback", behaviour: "CALLBACK" });
  await office.ready("ana");
  const requests = [];
  for (const words of ["one", "two"]) {
    requests.push(await office.writes("billing", words));
    await office.accepts("ana");
    await office.pass(1000);
  }
  await office.does("ana", "agent.setState", { state: "NOT_READY", reason: "CALLBACK" });
  for (const request of requests)
    expect(await office.task(request)).toMatchObject({ mediaState: "QUEUED", agentId: "" });
  await office.ready("ben");
  expect((await office.accepts("ben")).subject).toBe("one");
  expect((await office.accepts("ben")).subject).toBe("two");
});
