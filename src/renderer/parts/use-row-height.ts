import { useSyncExternalStore } from "react";

/** The `--row` token in px: the virtual list must know what the stylesheet chose for this density. */
export function useRowHeight(): number {
  return useSyncExternalStore(onLook, readRow);
}

function readRow(): number {
  const value = Number.parseInt(
    getComputedStyle(document.documentElement).getPropertyValue("--row"),
    10,
  );
  return Number.isNaN(value) ? 36 : value;
}

function onLook(changed: () => void): () => void {
  const watch = new MutationObserver(changed);
  watch.observe(document.documentElement, { attributeFilter: ["data-density", "data-scale"] });
  return () => watch.disconnect();
}
