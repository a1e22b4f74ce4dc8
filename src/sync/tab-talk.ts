import type { InteractionId, OfferId, TaskId } from "../domain/id.ts";
import type { Outcome } from "../protocol/commands.ts";
import type { CountersFrame, TypingNewsFrame } from "../protocol/frames.ts";
import type { Connection, Identity } from "./desk.ts";
import type { ChannelLike } from "./tabs.ts";

/** What the leading page tells the others of its line to the node. */
export interface LeaderStatus {
  readonly connection: Connection;
  readonly identity: Identity;
  /** Node time minus the machine's clock, which all pages share. */
  readonly offsetMs: number;
  readonly clockKnown: boolean;
  /** Null while the leading page can be seen. */
  readonly hiddenForMs: number | null;
}

/** What the pages of a profile say to each other; rows and the outbox they share through the databases. */
export type TabMessage =
  | { readonly say: "WHO" }
  | { readonly say: "WATCHING?" }
  | { readonly say: "HURRY" }
  | { readonly say: "STATUS"; readonly status: LeaderStatus }
  | { readonly say: "OUTCOME"; readonly outcome: Outcome }
  | { readonly say: "COUNTERS"; readonly frame: CountersFrame }
  | { readonly say: "TYPING"; readonly frame: TypingNewsFrame }
  | {
      readonly say: "RECEIPT";
      readonly taskId: TaskId;
      readonly offerId: OfferId;
      readonly stage: "RECEIVED" | "SHOWN";
    }
  | {
      readonly say: "WATCH";
      readonly tab: string;
      readonly interactionIds: readonly InteractionId[];
    }
  | { readonly say: "TYPED"; readonly interactionId: InteractionId }
  | { readonly say: "SIGNED_OUT" };

export class TabTalk {
  readonly #channel: ChannelLike;
  #closed = false;

  constructor(channel: ChannelLike, heard: (message: TabMessage) => void) {
    this.#channel = channel;
    channel.addEventListener("message", ({ data }) => {
      if (!this.#closed && isTabMessage(data)) heard(data);
    });
  }

  post(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    if (!this.#closed) this.#channel.postMessage(message);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#channel.close();
  }
}

/** Only pages of this same program write here; what another version of it says is passed over by whoever switches on it. */
function isTabMessage(data: unknown): data is TabMessage {
  return typeof data === "object" && data !== null && "say" in data;
}
