import { type Instant, NEVER } from "../time.ts";
import { type Moment, type Rule, leavesOf } from "./rule.ts";
import { type Field, type Vocabulary, fieldOf } from "./vocabulary.ts";

type Next<S> = (subject: S, moment: Moment) => Instant;

/**
 * The next instant after now at which time alone can change what a rule says of something; NEVER where it cannot.
 * Nothing that a rule says of it changes before.
 */
export function nextChangeOf<S>(rule: Rule, vocabulary: Vocabulary<S>): Next<S> {
  const clocks: Next<S>[] = [];
  for (const leaf of leavesOf(rule)) {
    const field = fieldOf(vocabulary, leaf.field);
    if (field === null) continue;
    if (field.clock !== undefined)
      clocks.push(clockOf(field.clock, leaf.value.is === "DURATION" ? leaf.value.ms : null));
    if (field.next !== undefined) clocks.push(field.next);
  }
  return (subject, moment) =>
    clocks.reduce((next, clock) => Math.min(next, clock(subject, moment)), NEVER);
}

/** A duration meets its mark at one instant, and is past it a millisecond later: `>=` turns at the one, `>` at the other. */
function clockOf<S>(clock: NonNullable<Field<S>["clock"]>, ms: number | null): Next<S> {
  return (subject, { now }) => {
    const at = clock.at(subject);
    if (at === null || at === NEVER || ms === null) return NEVER;
    const mark = clock.counts === "UP" ? at + ms : at - ms;
    const turns = [mark, mark + 1].filter((instant) => instant > now);
    return turns.length === 0 ? NEVER : Math.min(...turns);
  };
}
