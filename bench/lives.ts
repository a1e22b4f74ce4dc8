import { type CommandId, type CustomerId, type ThreadId, brand } from "../src/domain/id.ts";
import type { VisitorActor } from "../src/node/access/actor.ts";
import type { Committed, Engine } from "../src/node/engine/api.ts";
import type { Command } from "../src/protocol/commands.ts";
import type { TaskRow } from "../src/protocol/rows/task-row.ts";
import { agentActor, sourceAt, workspaceId } from "./bench-centre.ts";

const BATCH = 500;

/** Whole lives of tasks over one engine: a customer writes, somebody is offered it, accepts, resolves. */
export class Lives {
  readonly #engine: Engine;
  readonly #finished = new Map<string, () => void>();
  /** The media state of each task that was last answered. */
  readonly #handled = new Map<string, string>();
  #visitors = 0;
  #commands = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    engine.onCommit((committed) => this.#onCommit(committed));
  }

  /** Signs agents in, all ready; they stay within earshot for as long as the returned call is not made. */
  async staff(agents: number): Promise<() => void> {
    const all = Array.from({ length: agents }, (_, nth) => agentActor(nth));
    await Promise.all(
      all.map(async (actor) => {
        await this.#engine.hello(brand(actor.userId));
        await this.#engine.submit(
          actor,
          this.#command("agent.setState", { state: "READY", reason: null }),
        );
      }),
    );
    const hearing = setInterval(() => {
      for (const { userId } of all) this.#engine.hear(brand(userId));
    }, 4000);
    return () => clearInterval(hearing);
  }

  /** Visitors whose first message is still to come. */
  async visitors(count: number): Promise<VisitorActor[]> {
    const made: VisitorActor[] = [];
    while (made.length < count) {
      const next = Array.from({ length: Math.min(BATCH, count - made.length) }, () =>
        this.#visitor(),
      );
      await Promise.all(
        next.map((visitor) => this.#engine.beginVisitor({ ...visitor, email: null })),
      );
      made.push(...next);
    }
    return made;
  }

  /** A closed loop: as many lives at once as said, begun one after another, each followed by the next at its end. */
  async live(visitors: readonly VisitorActor[], inFlight: number): Promise<void> {
    const waiting = [...visitors];
    const lane = async (_: unknown, nth: number): Promise<void> => {
      await new Promise((begin) => setTimeout(begin, nth));
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        await this.#one(next);
    };
    await Promise.all(Array.from({ length: inFlight }, lane));
  }

  async #one(visitor: VisitorActor): Promise<void> {
    const { threadId, customerId, sourceId } = visitor;
    const finished = new Promise<void>((end) => this.#finished.set(customerId, end));
    const messageId = brand<never>(`m-${customerId}`);
    const body = { messageId, threadId, customerId, sourceId, body: "My invoice is wrong" };
    const outcome = await this.#engine.submit(visitor, this.#command("message.receive", body));
    if (outcome.end !== "APPLIED") throw new Error(`Refused: ${JSON.stringify(outcome)}`);
    await finished;
  }

  #visitor(): VisitorActor {
    this.#visitors += 1;
    const name = `c-${this.#visitors}`;
    return {
      kind: "VISITOR",
      workspaceId,
      customerId: brand<CustomerId>(name),
      threadId: brand<ThreadId>(`t-${name}`),
      sourceId: sourceAt(this.#visitors),
      name: `Customer ${this.#visitors}`,
    };
  }

  #onCommit({ rows }: Committed): void {
    for (const { row } of rows) if (row.kind === "TASK") this.#onTask(row.row);
    for (const { row } of rows) {
      if (row.kind !== "INTERACTION" || row.row.state !== "COMPLETED") continue;
      this.#finished.get(row.row.customerId)?.();
      this.#finished.delete(row.row.customerId);
    }
  }

  #onTask({ id: taskId, agentId, mediaState, taskState, offer }: TaskRow): void {
    if (taskState === "CLOSED") this.#handled.delete(taskId);
    if (agentId === "" || taskState === "CLOSED" || this.#handled.get(taskId) === mediaState)
      return;
    this.#handled.set(taskId, mediaState);
    const actor = agentActor(Number(agentId.slice("agent-".length)));
    if (mediaState === "RESERVED" && offer !== null)
      this.#send(actor, this.#command("offer.accept", { taskId, offerId: offer.id }));
    if (mediaState === "ACTIVE") this.#send(actor, this.#command("task.resolve", { taskId }));
  }

  #send(actor: Parameters<Engine["submit"]>[0], command: Command): void {
    void this.#engine.submit(actor, command).then((outcome) => {
      if (outcome.end !== "APPLIED") throw new Error(`Refused: ${JSON.stringify(outcome)}`);
    });
  }

  #command(type: Command["type"], body: object): Command {
    this.#commands += 1;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each caller gives a type with its own body
    return { id: brand<CommandId>(`k-${this.#commands}`), type, body } as unknown as Command;
  }
}
