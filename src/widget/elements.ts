type Attributes = Readonly<Record<string, string | boolean>>;

/** An element with attributes and children. Text enters the page only as text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

export function setAttribute(on: Element, name: string, value: string | boolean): void {
  if (value === false) on.removeAttribute(name);
  else on.setAttribute(name, value === true ? "" : value);
}

/** Writes only what differs: a live region tells the same words again when they are written again. */
export function setText(on: Element, text: string): void {
  if (on.textContent !== text) on.textContent = text;
}

/** Input method: a word is still being composed. Safari says so of the key that ends it by the old key code alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

const svgSpace = "http://www.w3.org/2000/svg";

/** A drawing of one stroke on a 24 grid, beside a text that says the same. */
export function drawing(path: string): SVGSVGElement {
  const svg = document.createElementNS(svgSpace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(svgSpace, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const drawings = {
  close: "M6 6 18 18M18 6 6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  talk: "M4 5h16v11H10l-4 4v-4H4z",
} as const;
