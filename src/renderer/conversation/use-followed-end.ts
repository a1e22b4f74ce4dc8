import {
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import { markSeen } from "../agent/seen.ts";

/** Sub-pixel layout and a line's own margin: nearer than this is at the end. */
const AT_END_PX = 24;

export interface FollowedEnd {
  readonly content: RefObject<HTMLDivElement | null>;
  /** Lines of others below the fold that have not been on the screen yet. */
  readonly unseen: number;
  readonly toEnd: () => void;
}

/**
 * Scroll anchoring at the end: whatever changes its height (a line, a banner, a growing composer, the window), the
 * end stays in sight, unless the person has scrolled up. What they wrote themselves is always in sight, and read is
 * what was on the screen, not what came.
 */
export function useFollowedEnd(
  interactionId: string,
  messages: readonly MessageRow[],
  myId: string,
): FollowedEnd {
  const content = useRef<HTMLDivElement>(null);
  const place = useRef({ isFollowing: true, top: 0 });
  const [lastSeenId, setLastSeenId] = useState<string | null>(null);
  const lastOwnId = messages.findLast(({ authorId }) => authorId === myId)?.id;

  const look = useEffectEvent(() => {
    const scroller = content.current?.parentElement;
    if (scroller === null || scroller === undefined || document.visibilityState !== "visible")
      return;
    const id = lastInSight(scroller);
    if (id === null) return;
    const at = messages.findIndex((message) => message.id === id);
    const before = messages.findIndex((message) => message.id === lastSeenId);
    if (at > before) setLastSeenId(id);
    const spoken = messages.slice(0, at + 1).findLast(({ kind }) => kind === "CUSTOMER");
    if (spoken !== undefined) markSeen(interactionId, spoken.createdAt);
  });
  const settle = useEffectEvent((_came: readonly MessageRow[]) => {
    const scroller = content.current?.parentElement;
    if (scroller === null || scroller === undefined) return;
    if (place.current.isFollowing) scroller.scrollTo({ top: scroller.scrollHeight });
    place.current.top = scroller.scrollTop;
    look();
  });
  const onScroll = useEffectEvent(() => {
    const scroller = content.current?.parentElement;
    if (scroller === null || scroller === undefined) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
    // Only a hand moves it up: a line that came in the meantime moves nothing.
    if (isAtEnd) place.current.isFollowing = true;
    else if (scrollTop < place.current.top) place.current.isFollowing = false;
    place.current.top = scrollTop;
    look();
  });
  const toEnd = () => {
    const scroller = content.current?.parentElement;
    scroller?.scrollTo({ top: scroller.scrollHeight });
  };

  useEffect(() => {
    const scroller = content.current?.parentElement;
    if (content.current === null || scroller === null || scroller === undefined) return undefined;
    const sizes = new ResizeObserver(() => settle([]));
    sizes.observe(content.current);
    sizes.observe(scroller);
    const scrolled = () => onScroll();
    const turned = () => look();
    scroller.addEventListener("scroll", scrolled, { passive: true });
    document.addEventListener("visibilitychange", turned);
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", scrolled);
      document.removeEventListener("visibilitychange", turned);
    };
  }, []);
  useLayoutEffect(() => {
    if (lastOwnId !== undefined) place.current.isFollowing = true;
  }, [lastOwnId]);
  useLayoutEffect(() => settle(messages), [messages]);

  return { content, unseen: unseenAfter(messages, lastSeenId, myId), toEnd };
}

/** How many lines that somebody else wrote stand after the last one seen. */
function unseenAfter(
  messages: readonly MessageRow[],
  lastSeenId: string | null,
  myId: string,
): number {
  const at = messages.findIndex(({ id }) => id === lastSeenId);
  if (at === -1) return 0;
  return messages
    .slice(at + 1)
    .filter(({ kind, authorId }) => kind !== "EVENT" && authorId !== myId).length;
}

/** The id of the last line that ends above the scroller's lower edge. */
function lastInSight(scroller: Element): string | null {
  const edge = scroller.getBoundingClientRect().bottom + AT_END_PX;
  const lines = [...scroller.querySelectorAll<HTMLElement>("[data-line]")];
  const seen = lines.findLast((line) => line.getBoundingClientRect().bottom <= edge);
  return seen?.dataset["line"] ?? null;
}
