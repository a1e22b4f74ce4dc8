import { afterEach, beforeEach, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import { closeAll, eventually, freshPerson, live, now, open, pause } from "./desk-harness.ts";
import { FakeNode } from "./fake-node.ts";
import { interactionRow } from "./rows.ts";

/** What is asked for and does not come: lost on the way, or too much for the line. */
let node: FakeNode;
let elapsed: number;

beforeEach(() => {
  node = new FakeNode();
  freshPerson(node);
  elapsed = 0;
});
afterEach(closeAll);

const open1000 = async () => {
  const rows = Array.from({ length: 1000 }, (_each, i) => interactionRow(`i${i}`));
  node.put(...rows.map((row) => ["INTERACTION", row] as const));
  const { nodeId, nodeName, me } = node;
  const known = { nodeId, nodeName, me };
  return open(node, { known, monotonic: () => elapsed, wall: () => elapsed });
};
const asks = () => node.frames("reconcile").length;

test("a list that did not come is asked for again at a heartbeat, later each time", async () => {
  node.holdLists = true;
  const desk = await open1000();
  await eventually(() => asks() === 1, "the first question");
  const askedAgainAt: number[] = [];
  for (elapsed = 0; elapsed < 40_000; elapsed += 1000) {
    const before = asks();
    node.line.ask();
    await pause(1);
    if (asks() > before) askedAgainAt.push(elapsed);
  }
  expect(askedAgainAt).toEqual([3000, 9000, 21_000]);
  node.holdLists = false;
  node.line.sendList();
  await live(desk);
  expect(await now(desk.interactions)).toHaveLength(1000);
});

test("rows that do not come are asked for in smaller pieces, also on the next connection", async () => {
  node.holdPages = true;
  const desk = await open1000();
  const pieces = () => node.frames("fetch").map(({ numbers }) => numbers.length);
  await eventually(() => pieces().length === 1, "the first piece");
  elapsed = 3000;
  node.line.ask();
  await eventually(() => pieces().length === 2, "the second piece");
  node.cut();
  await eventually(() => pieces().length === 3, "the third piece");
  expect(pieces()).toEqual([1000, 250, 62]);
  node.holdPages = false;
  node.line.sendPage(node.frames("fetch").at(-1)?.numbers ?? []);
  await live(desk);
  expect(await now(desk.interactions)).toHaveLength(1000);
  // Whatever comes through is asked for in larger ones again.
  expect(pieces()).toEqual([1000, 250, 62, 124, 248, 496, 70]);
});

test("what is watched is said again with every heartbeat, for nothing answers it", async () => {
  const desk = await open1000();
  await live(desk);
  desk.watch([brand("i1")]);
  node.line.ask();
  node.line.ask();
  desk.watch([]);
  node.line.ask();
  node.line.ask();
  await eventually(() => node.frames("watch").length >= 5, "the frames");
  await pause(5);
  const watched = node.frames("watch").map(({ interactionIds }) => interactionIds);
  expect(watched).toEqual([[], ["i1"], ["i1"], ["i1"], [], []]);
});
