import type { ListId, MrdId, QueueId } from "./id.ts";

/** Work that agents pick themselves. Its queue says who may, how long wrap-up takes and what level of service is kept. */
export interface PullList {
  readonly id: ListId;
  readonly name: string;
  readonly description: string;
  readonly mrdId: MrdId;
  readonly queueId: QueueId;
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}
