import type { OfferNotice, Standing } from "../protocol/desktop.ts";

/** Every word the shell itself says; the page has its own. */
export const words = {
  appName: "Switchyard",
  blockedTitle: "Blocked address",
  blockedDetail: (url: string) =>
    `Switchyard did not open\n\n${url}\n\nOnly https, mail and telephone addresses are opened from here.`,

  offerTitle: (offer: OfferNotice, customer: string | undefined) =>
    customer === undefined ? "New offer" : `${offer.channel} offer: ${customer}`,
  offerWhere: (offer: OfferNotice, seconds: number) => `${offer.queue}, ${seconds} s to answer`,
  accept: "Accept",
  show: "Show",
  tooLateTitle: "Too late to accept",
  tooLateBody: "The time for this offer has run out. It may have gone to someone else.",

  trayTooltip: (label: string, offers: number, muted: boolean, awake: boolean) =>
    [
      `Switchyard: ${label}`,
      offers === 1 ? "1 offer waiting" : offers > 1 ? `${offers} offers waiting` : "",
      muted ? "sounds muted" : "",
      awake ? "keeping this computer awake" : "",
    ]
      .filter((part) => part !== "")
      .join(", "),
  available: "Available",
  notReady: "Not ready",
  open: "Open Switchyard",
  mute: "Mute sounds for 15 minutes",
  unmute: "Sounds on again",
  quit: "Quit",

  badge: (count: number) => (count === 1 ? "1 thing needs you" : `${count} things need you`),

  hiddenTitle: "Switchyard is still running",
  hiddenBody:
    "You are signed in, so closing the window only hides it. Quit from the tray icon or the menu.",

  quitMessage: "Quit while you are on queue?",
  quitDetail: ({ activeWork }: Standing) =>
    activeWork === 0
      ? "You stop receiving offers at once, and after a minute you are signed out of your queues."
      : `You stop receiving offers at once. ${
          activeWork === 1
            ? "The conversation you have open goes"
            : `The ${activeWork} conversations you have open go`
        } back to the queue unless you return within a minute.`,
  quitStay: "Stay",
  quitGo: "Quit",

  nodeCrashed: (code: number) =>
    `The routing node on this computer stopped by itself (code ${code}). It is being started again.`,
  nodeSilent:
    "The routing node on this computer did not answer within 30 seconds. It is being started again.",
  nodeNoStart: (why: string) => `The routing node on this computer could not be started: ${why}`,

  configNotSaved: (why: string) => `The settings could not be saved: ${why}`,
} as const;
