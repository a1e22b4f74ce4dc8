import { useEffect, useEffectEvent, useRef } from "react";
import { useConnection, useDesk } from "../app/desk-context.tsx";
import { desktop } from "../app/desktop.ts";
import { taste$, tasteNow } from "../app/look.ts";
import { useObservable } from "../app/observable.ts";
import type { OfferSound } from "../../protocol/desktop.ts";
import { channelOf } from "../agent/channel.ts";
import type { OfferRecord } from "../agent/offer-book.ts";
import { offerSound, play } from "./sounds.ts";

const everyMs = 3_000;

/** Rings until answered, louder past half of the time, in one page only: the one that holds the connection. */
export function useRinging(open: readonly OfferRecord[]): void {
  const { clock } = useDesk();
  const { leading } = useConnection();
  const { isMuted, volume } = useObservable(taste$, tasteNow());
  const next = open[0];
  // On the desktop the shell says when to ring, so that one device never sounds twice.
  const isRinging = desktop === undefined && leading && !isMuted && next !== undefined;
  const nextId = next?.offer.id;
  const ring = useEffectEvent((offerId: string) => {
    if (next?.offer.id !== offerId) return;
    const { createdAt, expiresAt } = next.offer;
    const isLate = clock.now() > (createdAt + expiresAt) / 2;
    const sound = offerSound(channelOf(next.task), next.task.direction === "DIRECT_TRANSFER");
    void play(sound, isLate ? volume : volume * 0.6);
  });
  useEffect(() => {
    if (!isRinging || nextId === undefined) return undefined;
    ring(nextId);
    const timer = setInterval(() => ring(nextId), everyMs);
    return () => clearInterval(timer);
  }, [isRinging, nextId]);
  useDesktopRinging(isMuted ? 0 : volume);
}

function useDesktopRinging(volume: number): void {
  const rings = useRef(new Map<string, ReturnType<typeof setInterval>>());
  const hush = (offerId: string) => {
    clearInterval(rings.current.get(offerId));
    rings.current.delete(offerId);
  };
  const ring = useEffectEvent((offerId: string, sound: OfferSound, until: number) => {
    hush(offerId);
    const sounding = () => {
      if (Date.now() >= until) hush(offerId);
      else void play(sound, volume);
    };
    rings.current.set(offerId, setInterval(sounding, everyMs));
    sounding();
  });
  const quiet = useEffectEvent(hush);
  useEffect(
    () =>
      desktop?.onOffer((news) => {
        if (news.kind === "RING") ring(news.offerId, news.sound, news.until);
        if (news.kind === "HUSH") quiet(news.offerId);
      }),
    [],
  );
}
