import { useEffect, useEffectEvent, useRef } from "react";
import { channelOf } from "../agent/channel.ts";
import type { OfferRecord } from "../agent/offer-book.ts";
import { useOffers } from "../agent/offers-context.ts";
import { offerSound } from "../alerts/sounds.ts";
import { useDesk, useDirectory } from "../app/desk-context.tsx";
import { desktop } from "../app/desktop.ts";
import { useWords } from "../words/words.ts";
import { goTo } from "./rail-entries.ts";
import { faceOf } from "./standing.ts";
import { useStateChange } from "./use-state-change.ts";
import { useOwnAgent, useStanding } from "./use-standing.ts";
import { clip } from "../../domain/clip.ts";

/** The desktop shows offers when this window is not seen, and tells of locks, sleep and the tray. Nothing in a browser. */
export function useDesktopShell(): void {
  useOfferNotices();
  useStandingNews();
  useOfferNews();
  usePowerNews();
}

function useOfferNotices(): void {
  const { say } = useWords();
  const { clock } = useDesk();
  const { open } = useOffers();
  const queues = useDirectory("QUEUE_NAME");
  const begun = useRef(new Set<string>());
  const begin = useEffectEvent(({ task, offer }: OfferRecord) => {
    const channel = channelOf(task);
    desktop?.beginOffer({
      offerId: offer.id,
      sound: offerSound(channel, task.direction === "DIRECT_TRANSFER"),
      channel: say(`channel.${channel}`),
      queue: queues.find(({ id }) => id === task.queueId)?.name ?? "",
      expiresAt: Math.round(offer.expiresAt - clock.offsetMs),
      customer: clip(task.customerName, 200),
      preview: clip(task.lastLine, 500),
    });
  });
  useEffect(() => {
    const now = new Set<string>(open.map(({ offer }) => offer.id));
    for (const card of open) if (!begun.current.has(card.offer.id)) begin(card);
    for (const offerId of begun.current) if (!now.has(offerId)) desktop?.endOffer({ offerId });
    begun.current = now;
  }, [open]);
}

function useStandingNews(): void {
  const agent = useOwnAgent();
  const standing = useStanding();
  const activeWork = agent?.mrds.reduce((sum, { active, wrapUp }) => sum + active + wrapUp, 0) ?? 0;
  const face = standing === null ? "OFFLINE" : faceOf(standing);
  const label = standing?.words ?? "";
  const onQueue = standing?.isReceiving === true;
  useEffect(() => {
    if (label !== "")
      desktop?.tellStanding({ signedIn: true, face, label, onQueue, activeWork, unread: 0 });
  }, [activeWork, face, label, onQueue]);
}

function useOfferNews(): void {
  const { acts, open } = useOffers();
  const accept = useEffectEvent((offerId: string) => acts.onAccept(offerId));
  const show = useEffectEvent((offerId: string) => {
    const card = open.find(({ offer }) => offer.id === offerId);
    if (card !== undefined) goTo(`#/work/${card.task.interactionId}`);
  });
  useEffect(
    () =>
      desktop?.onOffer(({ kind, offerId }) => {
        if (kind === "ACCEPT_REQUESTED") accept(offerId);
        if (kind === "SHOW_REQUESTED") show(offerId);
      }),
    [],
  );
}

function usePowerNews(): void {
  const desk = useDesk();
  const { goAvailable, goNotReady } = useStateChange();
  const reasons = useDirectory("REASON");
  const wanted = useEffectEvent((face: "AVAILABLE" | "NOT_READY") => {
    const reason = reasons.find(({ archived }) => archived !== true)?.id;
    if (face === "AVAILABLE") void goAvailable();
    else if (reason !== undefined) void goNotReady(reason);
  });
  useEffect(
    () =>
      desktop?.onPower(({ kind }) => {
        if (kind === "LOCKED" || kind === "SUSPENDED") desk.submit("agent.away", { why: kind });
        if (kind === "SHUTTING_DOWN") desk.submit("agent.logout", {});
      }),
    [desk],
  );
  useEffect(() => desktop?.onFaceWanted(({ face }) => wanted(face)), []);
}
