import customers from "../../resources/seed/customers.json" with { type: "json" };
import phrases from "../../resources/seed/phrases.json" with { type: "json" };
import stories from "../../resources/seed/stories.json" with { type: "json" };
import type { Dice } from "./dice.ts";

export interface Turn {
  readonly customer: string;
  readonly agent: string;
}

/** One conversation as it might go: what the customer wants, what an agent would answer, how it ends. */
export interface Story {
  readonly queue: string;
  readonly language: string;
  readonly opening: string;
  readonly reply: string;
  readonly turns: readonly Turn[];
  readonly thanks: string;
  readonly goodbye: string;
  readonly disposition: string;
}

export const allStories: readonly Story[] = stories;
export const allCustomers: readonly { readonly name: string; readonly language: string }[] =
  customers.map(([name = "", language = ""]) => ({ name, language }));

export type PhraseKind = keyof typeof phrases;

export function phrase(dice: Dice, kind: PhraseKind): string {
  return dice.pick(phrases[kind]) ?? "";
}

/** "48####" becomes a number of its own for every customer. */
export function withDigits(text: string, dice: Dice): string {
  return text.replaceAll("#", () => String(Math.floor(dice.next() * 10)));
}

export interface KnownLine {
  readonly answer: string;
  /** The customer has said thank you: there is nothing left to ask. */
  readonly last: boolean;
  readonly story: Story;
}

/** What a simulated agent knows to say: by what the customer wrote, as any agent would. */
export function knownLines(from: readonly Story[]): ReadonlyMap<string, KnownLine> {
  const lines = new Map<string, KnownLine>();
  for (const story of from) {
    lines.set(keyOf(story.opening), { answer: story.reply, last: false, story });
    lines.set(keyOf(story.thanks), { answer: story.goodbye, last: true, story });
    for (const { customer, agent } of story.turns) {
      lines.set(keyOf(customer), { answer: agent, last: false, story });
    }
  }
  return lines;
}

/** Digits differ from customer to customer. */
export function keyOf(text: string): string {
  return text.trim().replace(/[\d#]/g, "#");
}

export function addressed(text: string, customerName: string): string {
  return text.replaceAll("{name}", customerName.split(" ")[0] ?? customerName);
}
