import { type KeyboardEvent, type RefObject, useState } from "react";

interface GridFocus {
  readonly scroll: RefObject<HTMLElement | null>;
  readonly keys: readonly { readonly key: string }[];
  readonly height: number;
  readonly show: (at: number) => void;
  readonly open: (at: number) => void;
}

/** The one tab stop of the grid. It belongs to a row's key, so it travels with the row when the order changes. */
export function useGridFocus({ scroll, keys, height, show, open }: GridFocus) {
  const [entered, enter] = useState<string>();
  const at = Math.max(
    0,
    keys.findIndex(({ key }) => key === entered),
  );
  const activeKey = keys[at]?.key;

  const goTo = (to: number) => {
    const key = keys[to]?.key;
    if (key === undefined) return;
    enter(key);
    show(to);
    // The row may only come into being with the next frame, once the list has scrolled to it.
    requestAnimationFrame(() => rowElement(scroll.current, key)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = activeKey === undefined ? undefined : rowElement(scroll.current, activeKey);
    if (row === undefined || !row.contains(document.activeElement)) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? height) / height) - 1);
    const to = rowAfterKey(event.key, at, keys.length, page);
    if (to !== undefined) goTo(to);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") stepInside(row, event.key);
    else if (event.key === "Enter" && document.activeElement === row) open(at);
    else return;
    event.preventDefault();
  };

  return { activeKey, activeRows: activeKey === undefined ? [] : [at], enter, onKeyDown };
}

function rowElement(within: HTMLElement | null, key: string): HTMLElement | undefined {
  return within?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? undefined;
}

/** Where the arrow, page and end keys lead in a list of rows; undefined for any other key. */
export function rowAfterKey(
  key: string,
  at: number,
  count: number,
  page: number,
): number | undefined {
  const last = count - 1;
  const reach: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  };
  const to = reach[key];
  return to === undefined || count === 0 ? undefined : Math.min(last, Math.max(0, to));
}

/** Right and left walk the controls of a row, and back onto the row itself. */
function stepInside(row: HTMLElement, key: string): void {
  const controls = [...row.querySelectorAll<HTMLElement>("button, a[href], input")];
  const at = controls.findIndex((control) => control === document.activeElement);
  const to = key === "ArrowRight" ? at + 1 : at - 1;
  (controls[to] ?? (to < 0 ? row : undefined))?.focus();
}
