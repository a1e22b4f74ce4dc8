import type { Agent } from "../../../domain/agent.ts";
import type { MrdId } from "../../../domain/id.ts";
import type { Need } from "../../../domain/need.ts";
import { Bits } from "./bits.ts";
import type { Queue } from "../../../domain/queue.ts";
import type { QueuedTask } from "../../../domain/task.ts";
import type { IndexedHeap, Placed } from "./indexed-heap.ts";
import type { Order } from "./orders.ts";
import type { WorkHeap } from "./work-heap.ts";

/** A waiting task in its class's heap. */
export interface Work extends Order {
  /** Its row in the columns. */
  slot: number;
  task: QueuedTask;
  queue: Queue;
  of: WorkClass;
  /** Set while it may come next because it is new. */
  turn: Turn | null;
  /** A turn of its own that is over and stands nowhere any more: the next one takes its place. */
  spare: Turn | null;
  /** Those who would take it, or would have: whoever has another wish by now is passed over. */
  wishedBy: Person[] | null;
}

/** All waiting tasks with one need; it stands where its most urgent one does. */
export interface WorkClass extends Placed, Order, Asked {
  readonly key: string;
  readonly heap: WorkHeap<Work>;
  /** The slot of its most urgent one, or NO_SLOT. */
  firstSlot: number;
  /** Whether it is the one that stands for its need; it may have been forgotten while nothing waited. */
  isKnown: boolean;
  /** Its place in the list that people look through, or NOT_LISTED. */
  at: number;
  /** Where it stands while there are too many for a list. */
  lane: Lane | null;
}

/** Classes that ask for the same two rarest things of one queue; it stands where its most urgent one does. */
export interface Lane {
  /** Its place among all lanes. */
  readonly at: number;
  readonly mrdId: MrdId;
  /** At most two things: whoever has them may look here. */
  readonly need: Need;
  readonly heap: IndexedHeap<WorkClass>;
}

export interface Person {
  /** Their bit in every row. */
  readonly at: number;
  agent: Agent;
  /** What of the waiting work is open to this agent. */
  readonly open: Open;
  /** The work they would take next, where it was looked for since they became able. */
  wish: Turn | null;
  /** Whether they are to be asked what they would take. */
  isUnasked: boolean;
}

/** What settings alone let somebody take; what is listed later is looked at when they are next asked for. */
export interface Open {
  /** By their places in the list, which is another when its generation is. */
  readonly classes: Bits;
  generation: number;
  upTo: number;
  /** By their places; null until first asked for, from then on every new lane is entered. */
  lanes: number[] | null;
}

/** Work that may come next, by itself or because somebody would take it. Its order is a copy: work moves meanwhile. */
export interface Turn extends Placed, Order {
  readonly work: Work;
  readonly person: Person | null;
}

/** What is asked of waiting work for one person. */
export interface Asking {
  readonly isFree: (mrdId: MrdId) => boolean;
  readonly accepts: (work: Work) => "YES" | "NO" | "GONE";
}

/** What settings alone say of a need: who meets it, and how many each filter took out. */
export interface Standing {
  readonly settings: number;
  readonly meets: Uint32Array;
  readonly serving: number;
  readonly skilled: number;
  readonly tagged: number;
  readonly ruled: number;
}

/** A need, and what was last said of it: the same object for all that share it. */
export interface Asked {
  readonly need: Need;
  standing: Standing | null;
}

export function newPerson(at: number, agent: Agent): Person {
  const open = { classes: new Bits(), generation: -1, upTo: 0, lanes: null };
  return { at, agent, open, wish: null, isUnasked: false };
}

/** Settings have changed: whatever was open has to be looked at anew. */
export function closeAll({ open }: Person): void {
  open.generation = -1;
  open.lanes = null;
}
