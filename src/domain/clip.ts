const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Beyond this no sign that people see as one is looked for: what is longer is a heap of marks. */
const LONGEST_SIGN = 64;

/**
 * Truncation of people's text: at most so many UTF-16 units, cut between graphemes, so that no emoji, flag or accent
 * is left in half. Short text, which is nearly all of it, is given back as it is.
 */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const sign = graphemes.segment(text.slice(0, most + LONGEST_SIGN)).containing(most);
  return text.slice(0, sign?.index ?? most);
}

/** The same, with an ellipsis where something was left out. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${clip(text, most - 1).trimEnd()}…`;
}

/** An input method is at work: what a key does is its own, also where the browser says so by the old code alone. */
export function isComposing(event: {
  readonly isComposing: boolean;
  readonly keyCode: number;
}): boolean {
  return event.isComposing || event.keyCode === 229;
}
