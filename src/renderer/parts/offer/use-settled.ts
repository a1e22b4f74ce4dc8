import { type RefObject, useLayoutEffect, useState } from "react";
import { Stillness } from "./stillness.ts";

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
