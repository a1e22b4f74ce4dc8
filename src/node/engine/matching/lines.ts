import type { Agent, AgentMrd } from "../../../domain/agent.ts";
import type { MrdId } from "../../../domain/id.ts";
import type { SelectionPolicy } from "../../../domain/selection.ts";
import { Line } from "./line.ts";
import type { Person } from "./entries.ts";

/** What each policy goes by that goes by the agent alone; the others depend on what is asked for. */
const keys: Partial<Record<SelectionPolicy, (own: AgentMrd) => number>> = {
  LONGEST_AVAILABLE: () => 0,
  LEAST_LOADED: ({ active, wrapUp, maxTasks }) => (active + wrapUp) / maxTasks,
  ROTATION: ({ lastAssignedAt }) => lastAssignedAt,
};

interface Kept {
  readonly mrdId: MrdId;
  readonly keyOf: (own: AgentMrd) => number;
  readonly line: Line;
}

/** The lines of those who are free, by MRD and policy: each is kept from when it is first asked for. */
export class Lines {
  readonly #kept: Kept[] = [];
  readonly #byName = new Map<string, Line>();

  /** Null where a policy needs to know what is asked for. `free` says who stands in a new one. */
  of(mrdId: MrdId, policy: SelectionPolicy, free: () => Iterable<Person>): Line | null {
    const name = `${policy} ${mrdId}`;
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const keyOf = keys[policy];
    if (keyOf === undefined) return null;
    const kept = { mrdId, keyOf, line: new Line() };
    this.#kept.push(kept);
    this.#byName.set(name, kept.line);
    for (const person of free()) stand(kept, person, true);
    return kept.line;
  }

  /** Somebody's row has changed. */
  put(person: Person, isFree: (mrdId: MrdId) => boolean): void {
    for (const each of this.#kept) stand(each, person, isFree(each.mrdId));
  }
}

function stand({ mrdId, keyOf, line }: Kept, person: Person, isFree: boolean): void {
  const own = isFree ? mrdOf(person.agent, mrdId) : undefined;
  if (own === undefined) line.remove(person);
  else line.put({ person, key: keyOf(own), readyAt: own.lastReadyAt, active: own.active });
}

export function mrdOf({ mrds }: Agent, mrdId: MrdId): AgentMrd | undefined {
  for (const each of mrds) if (each.mrdId === mrdId) return each;
  return undefined;
}
