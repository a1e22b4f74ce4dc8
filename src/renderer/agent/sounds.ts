import callback from "../../../resources/sounds/callback.wav?url";
import chat from "../../../resources/sounds/chat.wav?url";
import email from "../../../resources/sounds/email.wav?url";
import message from "../../../resources/sounds/message.wav?url";
import transfer from "../../../resources/sounds/transfer.wav?url";
import voice from "../../../resources/sounds/voice.wav?url";
import type { OfferSound } from "../../protocol/desktop.ts";
import type { ChannelShape } from "../parts/channel-glyph.tsx";

const files: Readonly<Record<OfferSound, string>> = {
  callback,
  chat,
  email,
  message,
  transfer,
  voice,
};

const soundOf: Readonly<Record<ChannelShape, OfferSound>> = {
  chat: "chat",
  mail: "email",
  voice: "voice",
  text: "message",
  social: "message",
  task: "callback",
};

/** Different rhythms, so that the channel is heard without looking. */
export function offerSound(channel: ChannelShape, isTransfer: boolean): OfferSound {
  return isTransfer ? "transfer" : soundOf[channel];
}

/** A browser that has not been clicked in yet refuses to sound; the card is there all the same. */
export function play(sound: OfferSound, volume: number): void {
  const audio = new Audio(files[sound]);
  audio.volume = Math.min(1, volume);
  void audio.play().catch(() => undefined);
}
