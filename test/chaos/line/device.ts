/** A device: the real sync code over IndexedDB, in a process of its own, working over whatever line it is given. */
import {
  FakeChannels,
  FakeLocks,
  dexieStorage,
  now,
  pause,
  surroundings,
  until,
} from "../../sync/desk-harness.ts";
import type { Desk, Identity } from "../../../src/sync/desk.ts";
import { openDesk } from "../../../src/sync/open-desk.ts";
import { FakeNode } from "../../sync/fake-node.ts";
import { dice } from "../../support/dice.ts";
import { DeskWork } from "./desk-work.ts";
import type {
  AnswerMessage,
  DeviceLedger,
  DeviceOrders,
  DevicePlace,
  DeviceStanding,
  OrderMessage,
} from "./device-orders.ts";
import { hashOfStoredRows } from "./stored-rows.ts";

/** What outlives a page: locks, channels and databases are the profile's. */
const locks = new FakeLocks();
const channels = new FakeChannels();
const storage = dexieStorage();
let place: DevicePlace | null = null;
let roll = dice(1);
let work = new DeskWork("nobody", roll);
let desk: Desk | null = null;
let known: Identity | null = null;
let turn: Promise<void> = Promise.resolve();
let working = false;
let restartDue = 0;
let passedMs = 0;

function parts({ nodeUrl, lineHost, token, name, haste }: DevicePlace) {
  const begun = performance.now();
  const wallBegun = Date.now();
  const elapsed = () => (performance.now() - begun) * haste + passedMs;
  return surroundings(new FakeNode(), {
    nodeUrl,
    token,
    device: name,
    known,
    storage,
    locks,
    channel: channels.make,
    // The page believes that it speaks with the node; the line is what lies between.
    connect: (url, protocol) =>
      new WebSocket(url.replace(new URL(nodeUrl).host, lineHost), protocol),
    fetch,
    newId: () => crypto.randomUUID(),
    random: roll,
    monotonic: elapsed,
    wall: () => wallBegun + elapsed(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms / haste);
      return () => clearTimeout(timer);
    },
  });
}

async function openHere(): Promise<Desk> {
  if (place === null) throw new Error("there is no place to open at");
  desk = await openDesk(parts(place));
  known = desk.identity;
  return desk;
}

/** Closes the page, every other time without warning: then the lock is taken away and nothing more is written. */
async function reload(): Promise<void> {
  const crash = roll() < 0.5;
  const stolen = crash ? locks.request("", { steal: true }, () => pause(1).then(() => {})) : null;
  await desk?.close();
  await stolen;
  await openHere();
}

async function workOn(everyMs: number, most: number): Promise<void> {
  for (let acts = 0; working && acts < most; acts += 1) {
    if (desk !== null) await work.act(desk);
    if (place?.reloads === true && (restartDue -= 1) <= 0) {
      restartDue = 25 + Math.floor(roll() * 50);
      await reload();
    }
    await pause(everyMs * (0.5 + roll()));
  }
}

async function standing(): Promise<DeviceStanding> {
  if (desk === null) throw new Error("the desk is closed");
  const waiting = (await now(desk.outbox)).filter(({ state }) => state !== "REFUSED").length;
  const { state, catchingUp } = await now(desk.connection);
  const counts = await Promise.all([
    now(desk.tasks),
    now(desk.interactions),
    now(desk.interventions),
    now(desk.agents),
    now(desk.directory),
  ]);
  return {
    onDisk: await hashOfStoredRows(),
    inMemory: counts.reduce((sum, { length }) => sum + length, 0),
    waiting,
    state: catchingUp ? `${state}, catching up` : state,
    acts: work.done.length,
  };
}

async function ledger(): Promise<DeviceLedger> {
  if (desk === null) throw new Error("the desk is closed");
  const entries = await now(desk.outbox);
  const refused = entries.filter(({ state }) => state === "REFUSED");
  return {
    done: work.done,
    refused: refused.map(({ id, code }) => ({ id, code })),
    waiting: entries.filter(({ state }) => state !== "REFUSED").map(({ id }) => id),
  };
}

/** Each row as it is shown, as text, in no order; nothing may be waiting, for that would be folded in. */
async function rows(): Promise<string[]> {
  if (desk === null) throw new Error("the desk is closed");
  const here = desk;
  const lists = await Promise.all([
    now(here.tasks),
    now(here.interactions),
    now(here.interventions),
    now(here.agents),
    now(here.directory),
  ]);
  const talks = await Promise.all(lists[1].map(({ row }) => now(here.messagesOf(row.id))));
  const shown: readonly { readonly row: object }[] = [...lists.flat(), ...talks.flat()];
  return shown.map(({ row }) => JSON.stringify(row));
}

const orders: DeviceOrders = {
  async open(given) {
    place = given;
    roll = dice(given.seed);
    work = new DeskWork(given.name, roll);
    restartDue = 20;
    const here = await openHere();
    await until(here.connection, ({ state, catchingUp }) => state === "LIVE" && !catchingUp);
  },
  work({ everyMs, most }) {
    working = true;
    turn = workOn(everyMs, most);
  },
  async rest() {
    working = false;
    await turn;
    desk?.watch([]);
  },
  async actUntil(commands) {
    // Not every act is one: now and then there is nothing to do, or only something to look at.
    for (let acts = 0; work.done.length < commands && acts < 20 * commands; acts += 1)
      if (desk !== null) await work.act(desk);
  },
  pass(ms) {
    passedMs += ms;
  },
  standing,
  ledger,
  rows,
  async close() {
    await desk?.close();
    desk = null;
  },
};

/** One order after another. */
let queue: Promise<void> = Promise.resolve();
process.on("message", ({ n, order, given }: OrderMessage) => {
  queue = queue.then(async () => {
    try {
      const carryOut = orders[order] as (given: unknown) => unknown;
      process.send?.({ n, answer: await carryOut(given) } satisfies AnswerMessage);
    } catch (error) {
      const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ n, fault } satisfies AnswerMessage);
    }
  });
});
process.once("disconnect", () => process.exit(0));
