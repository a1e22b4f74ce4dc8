import { type RefObject, useLayoutEffect, useState } from "react";

/** Asked at the click, so nothing renders for it. */
export function useSettled(element: RefObject<HTMLElement | null>): () => boolean {
  const [stillness] = useState(() => new Stillness());

  useLayoutEffect(() => look(element.current, stillness));
  useLayoutEffect(() => {
    const again = () => look(element.current, stillness);
    // Cards above coming and going resize the stack; that is how a card learns that it was pushed.
    const watch = new ResizeObserver(again);
    const stack = element.current?.parentElement;
    if (stack) watch.observe(stack);
    window.addEventListener("resize", again);
    return () => {
      watch.disconnect();
      window.removeEventListener("resize", again);
    };
  }, [element, stillness]);

  return () => {
    look(element.current, stillness);
    return stillness.isSettled(performance.now());
  };
}

function look(element: HTMLElement | null, stillness: Stillness): void {
  if (element !== null) stillness.look(placeOf(element), performance.now());
}

/** Within the document, not the window: scrolling the stack is the reader's own doing. */
function placeOf(element: HTMLElement): { readonly left: number; readonly top: number } {
  return { left: element.offsetLeft, top: element.offsetTop };
}

const settleMs = 400;

interface Spot {
  readonly left: number;
  readonly top: number;
}

/**
 * Whether something has stood in one place for 400 ms. A card that slides in, or up when another leaves, must not
 * take a click that was on its way to something else.
 */
export class Stillness {
  #spot: Spot | undefined;
  #since = Number.POSITIVE_INFINITY;

  /** Where it is now. */
  look(spot: Spot, now: number): void {
    if (this.#spot === undefined || hasMoved(this.#spot, spot)) this.#since = now;
    this.#spot = { left: spot.left, top: spot.top };
  }

  isSettled(now: number): boolean {
    return now - this.#since >= settleMs;
  }
}

function hasMoved(from: Spot, to: Spot): boolean {
  return Math.abs(from.left - to.left) > 4 || Math.abs(from.top - to.top) > 4;
}
