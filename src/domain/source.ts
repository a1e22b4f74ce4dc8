import type { MrdId, QueueId, SourceId } from "./id.ts";
import type { CommunicationType } from "./interaction.ts";

/** Where customers come from: one door to one queue. */
export interface Source {
  readonly id: SourceId;
  readonly name: string;
  readonly type: "WEB_MESSAGING" | "LIVE_CHAT";
  readonly communicationType: CommunicationType;
  readonly subCommunicationType: string;
  readonly mrdId: MrdId;
  readonly queueId: QueueId;
  /** True where the customer's leaving ends the session (live chat, voice); a messaging thread outlives it. */
  readonly sessionBound: boolean;
  /** Origins of the sites that may embed the widget, besides the node's own. */
  readonly sites: readonly string[];
  readonly defaultPriority: number;
  readonly active: boolean;
}
