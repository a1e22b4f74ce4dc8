import type { OfferId, TaskId } from "../../domain/id.ts";
import { type ReceiptStage, type Receipts, withReceipt } from "../../domain/offer.ts";
import type { ReservedTask } from "../../domain/task.ts";
import type { Instant } from "../../domain/time.ts";

/** What memory knows of an offer's way to the agent; it is kept on the row when the offer ends. */
export interface OfferFacts extends Receipts {
  /** False while the agent has not been heard of since this node started. */
  readonly agentHeard: boolean;
}

const nothing: Receipts = { sentAt: null, receivedAt: null, shownAt: null };
const field = { SENT: "sentAt", RECEIVED: "receivedAt", SHOWN: "shownAt" } as const;

/** Receipts of pending offers, in memory: a commit for each would cost more than they are worth. */
export class ReceiptBook {
  readonly #byTask = new Map<TaskId, { offerId: OfferId; receipts: Receipts }>();

  note(taskId: TaskId, offerId: OfferId, stage: ReceiptStage, now: Instant): void {
    const present = this.#byTask.get(taskId);
    const receipts = present?.offerId === offerId ? present.receipts : nothing;
    if (receipts[field[stage]] === null) {
      this.#byTask.set(taskId, { offerId, receipts: { ...receipts, [field[stage]]: now } });
    }
  }

  of(task: ReservedTask): Receipts {
    const present = this.#byTask.get(task.id);
    return present?.offerId === task.offer.id ? present.receipts : nothing;
  }

  forget(taskId: TaskId): void {
    this.#byTask.delete(taskId);
  }

  clear(): void {
    this.#byTask.clear();
  }
}

export function withReceipts(task: ReservedTask, receipts: Receipts): ReservedTask {
  let offer = task.offer;
  if (receipts.sentAt !== null) offer = withReceipt(offer, "SENT", receipts.sentAt);
  if (receipts.receivedAt !== null) offer = withReceipt(offer, "RECEIVED", receipts.receivedAt);
  if (receipts.shownAt !== null) offer = withReceipt(offer, "SHOWN", receipts.shownAt);
  return { ...task, offer };
}
