import type { BodyOf, CommandType } from "../../../src/protocol/commands.ts";
import type { InteractionRow } from "../../../src/protocol/rows/interaction-row.ts";
import type { TaskRow } from "../../../src/protocol/rows/task-row.ts";
import { brand } from "../../../src/domain/id.ts";
import type { Desk } from "../../../src/sync/desk.ts";
import { now } from "../../sync/desk-harness.ts";
import type { Done } from "./device-orders.ts";

/** What an agent does in a day, at random: everything that the desk takes while the line is down. */
export class DeskWork {
  readonly done: Done[] = [];
  readonly #folders: string[] = [];
  readonly #name: string;
  readonly #roll: () => number;
  #made = 0;

  constructor(name: string, roll: () => number) {
    this.#name = name;
    this.#roll = roll;
  }

  async act(desk: Desk): Promise<void> {
    const seen = (await now(desk.interactions)).map(({ row }) => row);
    const tasks = (await now(desk.tasks)).map(({ row }) => row);
    const own = seen.filter(
      (row) => row.ownerId === desk.me.agentId || row.agentId === desk.me.agentId,
    );
    const active = this.#pick(own.filter(({ state }) => state === "ACTIVE"));
    const over = this.#pick(own.filter(({ state }) => state === "COMPLETED"));
    const share = this.#roll();
    if (share < 0.02) return this.#refusable(desk);
    if (share < 0.06) return this.#folder(desk);
    if (share < 0.1) return this.#look(desk, seen);
    if (share < 0.14 && over !== null) return this.#clone(desk, over);
    if (share < 0.2) return this.#finish(desk, tasks, own);
    if (active === null) return;
    if (share < 0.5) return this.#note(desk, active);
    if (share < 0.75) return this.#say(desk, active);
    return this.#edit(desk, active);
  }

  #note(desk: Desk, { id: interactionId }: InteractionRow): void {
    const messageId = brand<never>(this.#id("note"));
    this.#submit(desk, "note.add", { interactionId, messageId, body: messageId });
  }

  #say(desk: Desk, { id: interactionId }: InteractionRow): void {
    const messageId = brand<never>(this.#id("said"));
    this.#submit(desk, "message.post", { interactionId, messageId, body: messageId });
  }

  #edit(desk: Desk, { id: interactionId }: InteractionRow): void {
    const which = this.#roll();
    const text = this.#id("edit");
    const fields =
      which < 0.4
        ? { tags: [text, "vip"] }
        : which < 0.7
          ? { subject: text }
          : { dispositions: [which < 0.85 ? "explained" : "refunded"], dispositionNote: text };
    this.#submit(desk, "interaction.edit", { interactionId, fields });
  }

  #clone(desk: Desk, { id }: InteractionRow): void {
    const name = this.#id("clone");
    this.#submit(desk, "interaction.clone", {
      sourceInteractionId: id,
      interactionId: brand<never>(name),
      taskId: brand<never>(`${name}-task`),
      interventionId: brand<never>(`${name}-case`),
      subject: name,
      message: { messageId: brand<never>(`${name}-said`), body: name },
    });
  }

  /** Hands in the form of what is in wrap-up, or closes one of several. */
  #finish(desk: Desk, tasks: readonly TaskRow[], own: readonly InteractionRow[]): void {
    const mine = tasks.filter(({ agentId }) => agentId === desk.me.agentId);
    const wrapping = mine.find(({ taskState }) => taskState === "WRAP_UP");
    if (wrapping !== undefined && this.#roll() < 0.25)
      return this.#submit(desk, "wrapup.skip", { taskId: wrapping.id });
    if (wrapping !== undefined) {
      const form = { dispositions: ["explained"], note: this.#id("form") };
      return this.#submit(desk, "wrapup.submit", { taskId: wrapping.id, ...form });
    }
    const open = mine.filter(
      ({ taskState, mediaState }) => taskState === "ACTIVE" && mediaState === "ACTIVE",
    );
    const task = this.#pick(open);
    if (task === null || own.filter(({ state }) => state === "ACTIVE").length < 4) return;
    this.#submit(desk, "task.resolve", { taskId: task.id });
  }

  #folder(desk: Desk): void {
    const made = this.#roll() < 0.3 ? this.#folders.pop() : undefined;
    if (made !== undefined)
      return this.#submit(desk, "folder.delete", { folderId: brand<never>(made) });
    const name = this.#id("folder");
    const body = { name, rule: 'subject contains "invoice"', shared: false, position: 1 };
    this.#folders.push(name);
    this.#submit(desk, "folder.save", { folderId: brand<never>(name), ...body });
  }

  /** Something the node is sure to refuse: it must be seen, and hold up nothing else. */
  #refusable(desk: Desk): void {
    const messageId = brand<never>(this.#id("nowhere"));
    const interactionId = brand<never>("no-such-interaction");
    this.#submit(desk, "note.add", { interactionId, messageId, body: messageId });
  }

  #look(desk: Desk, seen: readonly InteractionRow[]): void {
    const chosen = [this.#pick(seen), this.#pick(seen)].flatMap((row) => row?.id ?? []);
    desk.watch(chosen);
  }

  #submit<T extends CommandType>(desk: Desk, type: T, body: BodyOf<T>): void {
    // The desk dates what people write; the judge asks for the very same command again.
    const isWritten = type === "message.post" || type === "note.add";
    const dated = isWritten ? { writtenAt: Math.floor(desk.clock.now()), ...body } : body;
    const { id, stored } = desk.submit(type, dated);
    const entry: Done = { command: { id, type, body: dated }, stored: false };
    this.done.push(entry);
    stored.then(
      () => (entry.stored = true),
      () => undefined,
    );
  }

  #pick<T>(from: readonly T[]): T | null {
    return from[Math.floor(this.#roll() * from.length)] ?? null;
  }

  #id(what: string): string {
    this.#made += 1;
    return `${this.#name}-${what}-${this.#made}`;
  }
}
