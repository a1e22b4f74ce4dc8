import { BehaviorSubject } from "rxjs";
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

const blocked = new BehaviorSubject(false);

/** True from the first sound that the browser refused (autoplay policy) until somebody clicks or presses a key. */
export const soundBlocked$ = blocked.asObservable();
export const isSoundBlocked = (): boolean => blocked.value;

export type Played = "PLAYED" | "BLOCKED" | "FAILED";

/** A browser that has not been clicked in yet refuses to sound: then the desk says so, and the card is there all the same. */
export async function play(sound: OfferSound, volume: number): Promise<Played> {
  const audio = new Audio(files[sound]);
  audio.volume = Math.min(1, volume);
  try {
    await audio.play();
    blocked.next(false);
    return "PLAYED";
  } catch (error) {
    // Whatever else fails (no device, no codec) no gesture would mend.
    if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return "FAILED";
    if (!blocked.value) waitForGesture();
    blocked.next(true);
    return "BLOCKED";
  }
}

/** The same gestures that the browser takes for somebody's will. */
function waitForGesture(): void {
  const gestures = ["pointerdown", "keydown"] as const;
  const over = (): void => {
    for (const gesture of gestures) window.removeEventListener(gesture, over, { capture: true });
    blocked.next(false);
  };
  for (const gesture of gestures) window.addEventListener(gesture, over, { capture: true });
}
