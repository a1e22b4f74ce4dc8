import { brand } from "../domain/id.ts";
import { type BodyOf, type Command, type CommandType, commandSpecs } from "../protocol/commands.ts";
import { limits } from "../protocol/version.ts";
import type { Submission, SubmitEnd } from "./desk.ts";
import { linesOf } from "./lines.ts";
import type { Entry, Outbox } from "./outbox.ts";

export interface CommandingParts {
  readonly outbox: Outbox;
  readonly newId: () => string;
  readonly wall: () => number;
  /** The node's time. */
  readonly now: () => number;
  readonly isLive: () => boolean;
  readonly interactionOf: (taskId: string) => string | null;
}

/** Turns what a person does into commands in the outbox, and tells whoever did it how they ended. */
export class Commanding {
  readonly #parts: CommandingParts;

  constructor(parts: CommandingParts) {
    this.#parts = parts;
  }

  submit<T extends CommandType>(type: T, body: BodyOf<T>, line?: string): Submission {
    return this.#submit(this.#command(type, body), line);
  }

  /** The same body as a new command: under its old id the node would only repeat its answer. */
  retry(id: string): Submission | null {
    const { outbox } = this.#parts;
    const entry = outbox.entry(id);
    if (entry?.end?.end !== "REFUSED") return null;
    // The node has not said no: it may have carried it out, and under its own id it does so once.
    if (entry.end.code === "ACCOUNT_DISABLED")
      return { id: entry.command.id, stored: outbox.mark(id, null), outcome: outbox.ask(id) };
    const submission = this.#submit(
      this.#command(entry.command.type, entry.command.body),
      ...entry.lines,
    );
    // The old one goes only once the new one is durable: between the two a crash must lose neither.
    submission.stored.then(
      () => outbox.erase([id]),
      () => {},
    );
    return submission;
  }

  async discard(id: string): Promise<void> {
    const { outbox } = this.#parts;
    if (outbox.entry(id) === null) return;
    await outbox.erase([id]);
    outbox.settle(id, { end: "REFUSED", code: "DISCARDED" });
  }

  #command<T extends CommandType>(type: T, body: BodyOf<T>): Command {
    const { newId, now } = this.#parts;
    const refusable = commandSpecs[type].offline === "refused";
    const notAfter = refusable ? { notAfter: now() + limits.refusedClassMs } : {};
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- type and body come as one pair through submit
    return { id: brand(newId()), type, body: this.#dated(type, body), ...notAfter } as Command;
  }

  /** What people write carries when they wrote it: it may be sent much later, and again under another id. */
  #dated<T extends CommandType>(type: T, body: BodyOf<T>): BodyOf<T> {
    const isWritten = type === "message.post" || type === "note.add";
    return isWritten ? { writtenAt: this.#parts.now(), ...body } : body;
  }

  #submit(command: Command, ...lines: (string | undefined)[]): Submission {
    const { outbox, isLive, wall, now, interactionOf } = this.#parts;
    const { id } = command;
    if (commandSpecs[command.type].offline === "refused" && !isLive()) {
      return { id, stored: Promise.resolve(), outcome: Promise.resolve(offline) };
    }
    const given = lines.filter((line) => line !== undefined);
    const entry: Entry = {
      command,
      lines: [...new Set([...linesOf(command, interactionOf), ...given])],
      order: outbox.nextOrder(wall()),
      at: now(),
      revision: 0,
      end: null,
    };
    const outcome = outbox.ask(id);
    const stored = outbox.add(entry);
    stored.catch(() => outbox.settle(id, { end: "REFUSED", code: "NOT_STORED" }));
    return { id, stored, outcome };
  }
}

const offline: SubmitEnd = { end: "REFUSED", code: "OFFLINE" };
