import { afterEach, describe, expect, test } from "vitest";
import { brand } from "../../src/domain/id.ts";
import type { Command, Outcome } from "../../src/protocol/commands.ts";
import type { WireRow } from "../../src/protocol/rows.ts";
import type { Desk } from "../../src/sync/desk.ts";
import {
  FakeLocks,
  close,
  closeAll,
  eventually,
  freshPerson,
  live,
  memoryStorage,
  now,
  open,
  pause,
} from "../sync/desk-harness.ts";
import { dice } from "../support/dice.ts";
import { FakeNode } from "../sync/fake-node.ts";
import { type KindAndRow, interactionRow, messageRow, taskRow } from "../sync/rows.ts";

afterEach(closeAll);

/** A node that answers each id once, the same whenever it is asked, and now and then not at all. */
class HonestNode extends FakeNode {
  readonly ends = new Map<string, Outcome>();
  readonly applications = new Map<string, number>();
  #roll: () => number;

  constructor(roll: () => number) {
    super();
    this.#roll = roll;
    this.decide = (command) => this.#decide(command);
  }

  heal(): void {
    this.#roll = () => 1;
  }

  #decide(command: Command): Omit<Outcome, "commandId"> | null {
    const known = this.ends.get(command.id);
    if (known !== undefined) return known;
    const luck = this.#roll();
    if (luck < 0.1) return { end: "UNKNOWN" };
    if (luck < 0.2) {
      // Decided, but the line breaks before the answer is through.
      this.#apply(command);
      queueMicrotask(() => this.cut());
      return null;
    }
    return this.#apply(command);
  }

  #apply(command: Command): Outcome {
    if (command.type !== "note.add") throw new Error(`unexpected ${command.type}`);
    const { messageId, interactionId, body } = command.body;
    this.applications.set(command.id, (this.applications.get(command.id) ?? 0) + 1);
    const rows = this.put([
      "MESSAGE",
      { ...messageRow(messageId, interactionId, body), kind: "NOTE" },
    ]);
    const outcome: Outcome = { commandId: command.id, end: "APPLIED", seq: this.head, reply: {} };
    this.ends.set(command.id, outcome);
    this.tell(rows);
    return outcome;
  }
}

class Story {
  readonly roll: () => number;
  readonly node: HonestNode;
  readonly locks = new FakeLocks();
  readonly storage = memoryStorage();
  readonly notes: string[] = [];
  restored = false;
  #rows = 0;
  desk: Desk | null = null;

  constructor(seed: number) {
    this.roll = dice(seed);
    this.node = new HonestNode(this.roll);
    freshPerson(this.node);
  }

  pick(most: number): number {
    return Math.floor(this.roll() * most);
  }

  async open(): Promise<Desk> {
    const { nodeId, nodeName, me } = this.node;
    const { storage, locks } = this;
    const after = (ms: number, run: () => void) => {
      const timer = setTimeout(run, ms / 50);
      return () => clearTimeout(timer);
    };
    this.desk = await open(this.node, { storage, locks, after, known: { nodeId, nodeName, me } });
    return this.desk;
  }

  someRow(): KindAndRow {
    const id = `i${this.pick(6)}`;
    this.#rows += 1;
    const kind = this.pick(3);
    if (kind === 0) return ["INTERACTION", interactionRow(id, { subject: `v${this.#rows}` })];
    if (kind === 1) return ["TASK", taskRow(id, { subject: `v${this.#rows}` })];
    return ["MESSAGE", messageRow(`m${this.pick(12)}`, id, `v${this.#rows}`)];
  }

  async step(desk: Desk): Promise<Desk> {
    const { node } = this;
    const open = node.connections.filter((each) => each.open);
    switch (this.pick(12)) {
      case 0:
      case 1:
      case 2:
        node.change(this.someRow());
        return desk;
      case 3: // a frame is lost
        node.put(this.someRow());
        for (const each of open) each.n += 1;
        return desk;
      case 4: {
        const held = [...node.view.values()];
        const gone = held[this.pick(held.length)];
        if (gone !== undefined) node.drop(gone.row.id);
        return desk;
      }
      case 5: // changed behind the client's back
        node.put(this.someRow());
        for (const each of open) each.send({ frame: "behind" });
        return desk;
      case 6:
        node.cut();
        return desk;
      case 7:
      case 8:
        this.#note(desk);
        return desk;
      case 9:
        for (const each of open) each.ask();
        return desk;
      case 10:
        return this.#reload(desk);
      default:
        if (this.roll() < 0.3) this.#restore();
        return desk;
    }
  }

  #note(desk: Desk): void {
    const id = `note-${this.notes.length}`;
    this.notes.push(id);
    const body = {
      interactionId: brand<never>(`i${this.pick(6)}`),
      messageId: brand<never>(id),
      body: id,
    };
    desk.submit("note.add", body);
  }

  /** Every other time without warning: the lock is taken away, and nothing more is written. */
  async #reload(desk: Desk): Promise<Desk> {
    const crash = this.roll() < 0.5;
    const stolen = crash
      ? this.locks.request("", { steal: true }, () => pause(1).then(() => {}))
      : null;
    await close(desk);
    await stolen;
    return this.open();
  }

  #restore(): void {
    this.restored = true;
    const kept = [...this.node.view.values()].filter(() => this.roll() < 0.7);
    const rows = kept.map(({ kind, row }) => [kind, row] as unknown as KindAndRow);
    this.node.ends.clear();
    this.node.restore(`feed-${this.pick(1_000_000)}`, ...rows);
  }
}

const shape = (rows: Iterable<Pick<WireRow, "row">>) =>
  Array.from(rows, ({ row }) => JSON.stringify(row)).toSorted();

async function everything(desk: Desk): Promise<string[]> {
  const lists = await Promise.all([now(desk.interactions), now(desk.tasks), ...messages(desk)]);
  return lists.flatMap((list) => shape(list)).toSorted();
}
const messages = (desk: Desk) =>
  Array.from({ length: 6 }, (_each, i) => now(desk.messagesOf(`i${i}`)));

const seeds = Array.from({ length: 10 }, (_each, i) => i + 1);

describe("whatever happens to the line and to the page", () => {
  test.each(seeds)(
    "the replica becomes the node's view and no note is lost or doubled (seed %i)",
    async (seed) => {
      const story = new Story(seed);
      const { node } = story;
      let desk = await story.open();
      for (let step = 0; step < 60; step += 1) {
        desk = await story.step(desk);
        if (story.roll() < 0.4) await pause(story.pick(4));
      }
      node.heal();
      await live(desk);
      await eventually(() => node.connections.some(({ open: isOpen }) => isOpen), "a connection");
      await live(desk);
      let outbox = await now(desk.outbox);
      await eventually(() => {
        void now(desk.outbox).then((entries) => (outbox = entries));
        return outbox.length === 0;
      }, "an empty outbox");
      // Two questions: after a restore the first may find a difference that the second finds gone.
      for (let asked = 0; asked < 2; asked += 1) {
        node.line.ask();
        await pause(5);
        await live(desk);
      }
      const view = shape(node.view.values());
      expect(await everything(desk)).toEqual(view);
      // A restore takes back what was confirmed before it; without one every note was carried out exactly once.
      if (!story.restored) {
        expect([...node.applications.values()].every((times) => times === 1)).toBe(true);
        expect(node.applications.size).toBe(story.notes.length);
      }

      // And the disk is as the screen was.
      await close(desk);
      node.up = false;
      desk = await story.open();
      await pause(5);
      expect(await everything(desk)).toEqual(view);
    },
  );
});
