import { Link } from "../client/link.ts";
import { NodeClock } from "../client/node-clock.ts";
import type { Session } from "../client/session.ts";
import { type CommandId, brand } from "../domain/id.ts";
import type { BodyOf, Command, CommandType, Outcome } from "../protocol/commands.ts";
import type { NodeFrame } from "../protocol/frames.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { TaskRow } from "../protocol/rows/task-row.ts";
import type { Desk, DeskView, Surroundings } from "./contact.ts";
import { ViewRows } from "./view-rows.ts";

interface Waiting {
  readonly command: Command;
  readonly settle: (outcome: Outcome) => void;
}

const sendAgainMs = 1000;

/** An agent's desk over the socket: the view as rows, commands until they have an outcome. */
export class NodeDesk implements Desk {
  readonly #around: Surroundings;
  readonly #session: Session;
  readonly #changed: () => void;
  readonly #link: Link;
  readonly #rows: ViewRows;
  readonly #waiting = new Map<string, Waiting>();

  constructor(around: Surroundings, session: Session, changed: () => void) {
    this.#around = around;
    this.#session = session;
    this.#changed = changed;
    const { token } = session;
    this.#rows = new ViewRows((frame) => this.#link.send(frame));
    this.#link = new Link({ ...around, token, device: around.newId() }, new NodeClock(around), {
      welcomed: () => {
        this.#rows.reconcile();
        this.#send([...this.#waiting.values()].map((each) => each.command));
        return null;
      },
      received: (frame) => this.#received(frame),
      lost: () => undefined,
      ended: () => this.#giveUp(),
    });
    this.#link.open();
  }

  get view(): DeskView {
    const agent = this.#rows.of("AGENT").find((each) => each.id === this.#session.me.agentId);
    const queues = bodiesOf(this.#rows.of("DIRECTORY"), "QUEUE");
    return { agent: agent ?? null, tasks: this.#rows.of("TASK"), queues };
  }

  command<T extends CommandType>(type: T, body: BodyOf<T>): Promise<Outcome> {
    const id = brand<CommandId>(this.#around.newId());
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- type and body are tied by the signature
    const command = { id, type, body } as unknown as Command;
    return new Promise((settle) => {
      this.#waiting.set(id, { command, settle });
      this.#send([command]);
    });
  }

  received(task: TaskRow): void {
    this.#receipt(task, "RECEIVED");
  }

  shown(task: TaskRow): void {
    this.#receipt(task, "SHOWN");
  }

  typing({ interactionId }: TaskRow): void {
    this.#link.send({ frame: "typing", interactionId });
  }

  close(): void {
    this.#link.close();
    this.#giveUp();
  }

  #receipt(task: TaskRow, stage: "RECEIVED" | "SHOWN"): void {
    if (task.offer === null) return;
    this.#link.send({ frame: "receipt", taskId: task.id, offerId: task.offer.id, stage });
  }

  #send(commands: Command[]): void {
    if (commands.length > 0) this.#link.send({ frame: "commands", commands });
  }

  #received(frame: NodeFrame): void {
    if (frame.frame === "changes") for (const outcome of frame.outcomes) this.#settle(outcome);
    if (this.#rows.take(frame) !== null) this.#changed();
  }

  #settle(outcome: Outcome): void {
    const waiting = this.#waiting.get(outcome.commandId);
    if (waiting === undefined) return;
    if (outcome.end === "UNKNOWN") {
      this.#around.after(sendAgainMs, () => {
        if (this.#waiting.has(outcome.commandId)) this.#send([waiting.command]);
      });
      return;
    }
    this.#waiting.delete(outcome.commandId);
    waiting.settle(outcome);
  }

  /** Nobody will answer any more. */
  #giveUp(): void {
    for (const [id, { settle }] of this.#waiting) {
      settle({ commandId: brand<CommandId>(id), end: "UNKNOWN" });
    }
    this.#waiting.clear();
  }
}
