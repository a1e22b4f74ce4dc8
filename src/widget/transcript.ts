import type { Line, ShownLine } from "./line.ts";
import type { Unsent } from "./unsent.ts";

/**
 * What the node has acknowledged of the conversation. The node's own list is the truth: what it does not
 * hold goes, except what the node itself has told since the list was asked for.
 */
export class Transcript {
  #known = new Map<string, Line>();
  readonly #sinceAsked = new Map<string, Line>();

  /** Call as the list is asked for: news from here on is newer than the answer. */
  beginReload(): void {
    this.#sinceAsked.clear();
  }

  reload(lines: readonly Line[]): void {
    this.#known = new Map([...lines, ...this.#sinceAsked.values()].map((line) => [line.id, line]));
  }

  /** Whether it is news. */
  add(line: Line): boolean {
    const isNew = !this.#known.has(line.id);
    this.#known.set(line.id, line);
    this.#sinceAsked.set(line.id, line);
    return isNew;
  }

  has(id: string): boolean {
    return this.#known.has(id);
  }

  /** The last thing said by somebody of ours: of two of one millisecond, the one of the higher id, as everywhere. */
  get lastAnswer(): string | null {
    let last: Line | null = null;
    for (const line of this.#known.values())
      if (line.from === "AGENT" && (last === null || isAfter(line, last))) last = line;
    return last?.id ?? null;
  }

  get lastAt(): number {
    return Math.max(0, ...[...this.#known.values()].map((line) => line.at));
  }

  /** By the node's time, then in the order they were told; what is not acknowledged stands last. */
  shown(unsent: readonly Unsent[], ownName: string): readonly ShownLine[] {
    const sent = [...this.#known.values()]
      .sort((left, right) => left.at - right.at)
      .map((line) => ({ ...line, state: "SENT" as const, refused: null }));
    const own = { from: "CUSTOMER", author: "CUSTOMER", name: ownName, event: null } as const;
    const waiting = unsent
      .filter((message) => !this.#known.has(message.id))
      .map(({ id, body, at, refused }) => {
        const state = refused === null ? ("SENDING" as const) : ("REFUSED" as const);
        return { ...own, id, body, at, state, refused };
      });
    return [...sent, ...waiting];
  }
}

function isAfter(line: Line, other: Line): boolean {
  return line.at === other.at ? line.id > other.id : line.at > other.at;
}
