import { type RefObject, useEffect, useState } from "react";

/** The height of an element's inside, for pictures that take the room there is. */
export function useHeight(element: RefObject<HTMLElement | null>, least: number): number {
  const [height, setHeight] = useState(least);
  useEffect(() => {
    if (element.current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setHeight(Math.max(least, Math.floor(entry.contentRect.height)));
    });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element, least]);
  return height;
}
