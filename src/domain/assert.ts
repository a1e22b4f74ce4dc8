/** A broken invariant is a bug, never an answer: it ends the present work loudly. */
export function assert(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Error(`Invariant broken: ${claim}`);
}

/** The end of every switch over a union: a new state must break the build wherever it matters. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
