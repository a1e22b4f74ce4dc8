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
export function stepInside(row: HTMLElement, key: string): void {
  const controls = [...row.querySelectorAll<HTMLElement>("button, a[href], input")];
  const at = controls.findIndex((control) => control === document.activeElement);
  const to = key === "ArrowRight" ? at + 1 : at - 1;
  (controls[to] ?? (to < 0 ? row : undefined))?.focus();
}
