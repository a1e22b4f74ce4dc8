import type { InteractionRow } from "../../protocol/rows/interaction-row.ts";
import type { ChannelShape } from "../parts/channel-glyph.tsx";

type Kind = Pick<InteractionRow, "communicationType" | "subCommunicationType">;

/** The six shapes of work that a screen tells apart. */
export function channelOf({ communicationType, subCommunicationType }: Kind): ChannelShape {
  switch (communicationType) {
    case "MESSAGING":
      return messagingShape(subCommunicationType);
    case "EMAIL":
      return "mail";
    case "PHONE":
    case "VIDEO":
      return "voice";
    case "TASK":
      return "task";
  }
}

function messagingShape(sub: string): ChannelShape {
  if (sub === "SMS" || sub === "WHATSAPP") return "text";
  return /^(FACEBOOK|INSTAGRAM|X|TWITTER|SOCIAL)/.test(sub) ? "social" : "chat";
}
