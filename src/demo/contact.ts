import type { Connect, Fetch, Timing } from "../client/port.ts";
import type { BodyOf, CommandType, Outcome } from "../protocol/commands.ts";
import type { AgentRow } from "../protocol/rows/other-rows.ts";
import type { TaskRow } from "../protocol/rows/task-row.ts";
import type { Queue } from "../domain/queue.ts";

/** What both sides reach the node with. */
export interface Surroundings extends Timing {
  readonly nodeUrl: string;
  readonly fetch: Fetch;
  readonly connect: Connect;
  /** An id as clients make them. */
  newId(): string;
}

/** A customer's conversation, from the customer's side. */
export interface CustomerLine {
  /** True when the node has it, sent again under the same id until then; false when the conversation is over. */
  say(text: string): Promise<boolean>;
  /** Ends a session-bound conversation. */
  leave(): Promise<void>;
  close(): void;
}

/** What an agent has on the screen. */
export interface DeskView {
  readonly agent: AgentRow | null;
  /** Own work, and what waits in the queues served. */
  readonly tasks: readonly TaskRow[];
  readonly queues: readonly Queue[];
}

/** An agent's desk: what is on it, and what can be done there. */
export interface Desk {
  readonly view: DeskView;
  command<T extends CommandType>(type: T, body: BodyOf<T>): Promise<Outcome>;
  received(task: TaskRow): void;
  shown(task: TaskRow): void;
  typing(task: TaskRow): void;
  close(): void;
}

export interface Visitor {
  readonly sourceId: string;
  readonly name: string;
  readonly email: string | null;
}

/** The node's public door, as customers and agents find it. */
export interface Contact {
  visit(visitor: Visitor, answered: (text: string) => void): Promise<CustomerLine>;
  signIn(
    account: { readonly username: string; readonly password: string },
    changed: () => void,
  ): Promise<Desk>;
  /** Nothing is asked again from here on. */
  close(): void;
}
