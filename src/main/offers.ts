import type { DesktopSettings, OfferNews, OfferNotice } from "../protocol/desktop.ts";
import type { DesktopPort } from "./port.ts";
import { toastText } from "./toast-text.ts";
import { words } from "./words.ts";

export interface OffersOptions {
  readonly tell: (news: OfferNews) => void;
  readonly settings: () => DesktopSettings;
  readonly showWindow: () => void;
  readonly countChanged: (count: number) => void;
}

interface Live {
  readonly offer: OfferNotice;
  readonly toast: { close(): void } | undefined;
  readonly callOff: () => void;
  readonly acceptAsked: boolean;
}

// setTimeout fires at once when asked to wait longer than a signed 32-bit number of milliseconds.
const longestTimerMs = 2_147_483_647;

/**
 * Notification, flash and sound of each live offer. The page reports its beginning and end; the end at
 * `expiresAt` comes by itself, so that a dead page leaves nothing ringing and nothing to click.
 */
export class Offers {
  readonly #port: Pick<DesktopPort, "notifications" | "window" | "clock" | "host" | "log">;
  readonly #options: OffersOptions;
  readonly #live = new Map<string, Live>();
  #muted = false;

  constructor(
    port: Pick<DesktopPort, "notifications" | "window" | "clock" | "host" | "log">,
    options: OffersOptions,
  ) {
    this.#port = port;
    this.#options = options;
  }

  begin(offer: OfferNotice): void {
    if (offer.expiresAt <= this.#port.clock.now()) return;
    const before = this.#live.get(offer.offerId);
    before?.callOff();
    this.#live.set(offer.offerId, {
      offer,
      // A page that was reloaded reports its offers again: the toast that stands is the same one.
      toast: before?.toast ?? this.#toast(offer),
      callOff: this.#endAtExpiry(offer),
      acceptAsked: before?.acceptAsked ?? false,
    });
    if (!this.#port.window.isFocused()) this.#port.window.flash(true);
    if (!this.#muted) this.#ring(offer);
    this.#options.countChanged(this.#live.size);
  }

  end(offerId: string): void {
    const live = this.#live.get(offerId);
    if (live === undefined) return;
    this.#live.delete(offerId);
    live.callOff();
    live.toast?.close();
    this.#options.tell({ kind: "HUSH", offerId });
    if (this.#live.size === 0) this.#port.window.flash(false);
    this.#options.countChanged(this.#live.size);
  }

  endAll(): void {
    for (const offerId of this.#live.keys()) this.end(offerId);
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    for (const { offer } of this.#live.values()) {
      if (muted) this.#options.tell({ kind: "HUSH", offerId: offer.offerId });
      else this.#ring(offer);
    }
  }

  #ring({ offerId, sound, expiresAt }: OfferNotice): void {
    this.#options.tell({ kind: "RING", offerId, sound, until: expiresAt });
  }

  #endAtExpiry(offer: OfferNotice): () => void {
    const leftMs = offer.expiresAt - this.#port.clock.now();
    return this.#port.clock.after(Math.min(leftMs, longestTimerMs), () => this.end(offer.offerId));
  }

  /** A focused window shows the offer itself. */
  #toast(offer: OfferNotice): { close(): void } | undefined {
    const { window, clock, host, notifications, log } = this.#port;
    if (window.isFocused()) return undefined;
    const text = toastText(offer, this.#options.settings().toast, clock.now(), host.platform);
    // Linux has no buttons on notifications in Electron: there a click brings the offer to the front.
    const actions = host.platform === "linux" ? [] : [words.accept];
    return notifications.show(
      { id: `offer-${offer.offerId}`, ...text, urgent: true, actions },
      {
        clicked: () => this.#bringForward(offer.offerId),
        acted: () => this.#askToAccept(offer),
        failed: (why) => log("a notification could not be shown", { why }),
      },
    );
  }

  #bringForward(offerId: string): void {
    this.#options.showWindow();
    if (this.#live.has(offerId)) this.#options.tell({ kind: "SHOW_REQUESTED", offerId });
  }

  /** Only a request: the page sends the command, and the node alone decides. */
  #askToAccept(offer: OfferNotice): void {
    const live = this.#live.get(offer.offerId);
    if (live === undefined || this.#port.clock.now() >= live.offer.expiresAt)
      return this.#sayTooLate(offer.offerId);
    if (live.acceptAsked) return;
    this.#live.set(offer.offerId, { ...live, acceptAsked: true });
    this.#options.showWindow();
    this.#options.tell({ kind: "ACCEPT_REQUESTED", offerId: offer.offerId });
  }

  #sayTooLate(offerId: string): void {
    this.#port.notifications.show(
      {
        id: `late-${offerId}`,
        title: words.tooLateTitle,
        body: words.tooLateBody,
        urgent: false,
        actions: [],
      },
      {
        clicked: () => this.#options.showWindow(),
        acted: () => undefined,
        failed: (why) => this.#port.log("a notification could not be shown", { why }),
      },
    );
  }
}
