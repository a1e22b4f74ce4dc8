const LONG = 5;

/** The word that was probably meant: one letter away, or two where it is long enough; null where there is none. */
export function nearest(written: string, words: readonly string[]): string | null {
  let best: string | null = null;
  let least = written.length >= LONG ? 3 : 2;
  for (const word of words) {
    const away = distance(written.toLowerCase(), word.toLowerCase());
    if (away < least) [best, least] = [word, away];
  }
  return best;
}

/** How many letters have to be changed, added or left away. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (const [place, second] of Array.from(other).entries()) {
      const swap = (row[place] ?? 0) + (letter === second ? 0 : 1);
      next.push(Math.min(swap, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
