import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";

export const settleMs = 400;

interface Spot {
  readonly left: number;
  readonly top: number;
}

/** Did the card jump, so that a click meant for what was there would land on it? */
export function hasMoved(from: Spot, to: Spot): boolean {
  return Math.abs(from.left - to.left) > 4 || Math.abs(from.top - to.top) > 4;
}

/**
 * True once the element has stood in one place for 400 ms. A card that slides in, or up when another leaves, must
 * not take a click that was on its way to something else. Asked at the click, so nothing renders for it.
 */
export function useSettled(element: RefObject<HTMLElement | null>): () => boolean {
  const spot = useRef<Spot>(undefined);
  const since = useRef(0);

  const look = useCallback(() => {
    const now = element.current?.getBoundingClientRect();
    if (now === undefined) return;
    if (spot.current === undefined || hasMoved(spot.current, now))
      since.current = performance.now();
    spot.current = { left: now.left, top: now.top };
  }, [element]);

  useLayoutEffect(look);
  useLayoutEffect(() => {
    // Cards above coming and going resize the stack; that is how a card learns that it was pushed.
    const watch = new ResizeObserver(look);
    if (element.current?.parentElement) watch.observe(element.current.parentElement);
    window.addEventListener("resize", look);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", look);
    };
  }, [element, look]);

  return useCallback(() => {
    look();
    return performance.now() - since.current >= settleMs;
  }, [look]);
}
