import type { InteractionRow } from "../../src/protocol/rows/interaction-row.ts";
import type { Desk, Shown } from "../../src/sync/desk.ts";

/** As many as fit on a screen: the others are there when somebody scrolls. */
const LINES = 60;

/** Both in the node's time. */
export interface SeenLine {
  readonly text: string;
  readonly decidedAt: number;
  readonly paintedAt: number;
}

/** A list of all conversations, the newest on top, painted when it changes; knows when each line first stood in it. */
export class Screen {
  readonly #desk: Desk;
  readonly #seen = new Map<string, SeenLine>();
  #next: readonly Shown<InteractionRow>[] = [];
  #isDue = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.interactions.subscribe((rows) => {
      this.#next = rows;
      if (this.#isDue) return;
      this.#isDue = true;
      requestAnimationFrame(() => this.#paint());
    });
  }

  seen(): readonly SeenLine[] {
    return [...this.#seen.values()];
  }

  #paint(): void {
    this.#isDue = false;
    const newest = this.#next
      .map(({ row }) => row)
      .toSorted((a, b) => b.lastMessageAt - a.lastMessageAt);
    showLines(newest.slice(0, LINES).map(({ lastLine }) => lastLine));
    afterPaint(() => {
      const paintedAt = this.#desk.clock.now();
      for (const { lastLine: text, lastMessageAt: decidedAt } of newest)
        if (!this.#seen.has(text)) this.#seen.set(text, { text, decidedAt, paintedAt });
    });
  }
}

export function showLines(lines: readonly string[]): void {
  document.body.textContent = lines.join("\n");
}

/** To be called while a frame is made: what is posted then runs after it has been painted. */
export function afterPaint(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", run);
  port1.start();
  port2.postMessage(null);
}
