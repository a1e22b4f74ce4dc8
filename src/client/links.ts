import { LinkifyIt } from "linkify-it";

/** A piece of what somebody wrote: plain text, or the text of a link and where it leads. */
export interface TextPart {
  readonly text: string;
  readonly href: string | null;
}

/**
 * A library knows where an address ends better than we would: closing dots, brackets, quotes, hosts in every script.
 * Only http and https that say so themselves: "e.g.this" is no link, and neither is "javascript:" or "name@host".
 */
const linkifier = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false })
  .add("ftp:", null)
  .add("mailto:", null)
  .add("//", null);
const mayHold = /https?:\/\//i;
/** Letters that are not seen, or that turn the order of those that are: the text would show another address. */
const unseen = /\p{Cf}/u;

/** What was written, cut into text and links; joined again it is what was written. */
export function linkified(text: string): readonly TextPart[] {
  if (!mayHold.test(text)) return [{ text, href: null }];
  const parts: TextPart[] = [];
  let from = 0;
  for (const { index, lastIndex, raw, url } of linkifier.match(text) ?? []) {
    if (unseen.test(raw)) continue;
    if (index > from) parts.push({ text: text.slice(from, index), href: null });
    parts.push({ text: raw, href: url });
    from = lastIndex;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), href: null });
  return parts;
}
