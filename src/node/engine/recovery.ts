import type { LiveWork } from "../store/store.ts";
import type { Instant } from "../../domain/time.ts";
import { Listeners } from "./listeners.ts";
import { statisticsSince } from "./statistics/kept.ts";
import type { EngineParts } from "./parts.ts";

const PAUSE_MS = 1000;

export interface RecoveryParts extends Pick<EngineParts, "store" | "time" | "log"> {
  readonly now: () => Instant;
  readonly isStopped: () => boolean;
  /** The store is open again, and this is what it holds. */
  readonly reopened: (live: LiveWork) => void;
}

/**
 * From a failed commit until the store can be used again. Mostly that is a moment, and whoever comes waits for it;
 * where the first try fails too (the disk is full, or away) nobody waits: everybody is told so, until it is over.
 */
export class Recovery {
  readonly #parts: RecoveryParts;
  readonly #standing = new Listeners<boolean>();
  #ready: Promise<void> = Promise.resolve();
  #whole: Promise<void> = Promise.resolve();
  #canWrite = true;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Resolves at once, or when memory has been loaded anew; rejects where nobody knows when that will be. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  get canWrite(): boolean {
    return this.#canWrite;
  }

  /** Told when nothing can be kept any more, and when it can again. */
  onStanding(listener: (canWrite: boolean) => void): () => void {
    return this.#standing.join(listener);
  }

  /** Whatever else people are told with it has changed. */
  tell(): void {
    this.#standing.tell(this.#canWrite);
  }

  begin(): void {
    const { promise: stuck, reject } = Promise.withResolvers<never>();
    this.#whole = this.#reopen(() => {
      this.#say(false);
      reject(new Error("COMMIT_UNKNOWN"));
    });
    this.#ready = Promise.race([this.#whole, stuck]);
    // Whoever waits is told; that nobody does is no fault.
    this.#ready.catch(() => undefined);
  }

  /** The store is open, or nothing is tried any more. */
  over(): Promise<void> {
    return this.#whole;
  }

  async #reopen(stuck: () => void): Promise<void> {
    const { store, time, log, now, isStopped, reopened } = this.#parts;
    while (!isStopped()) {
      try {
        await store.reopen();
        const live = await store.live(statisticsSince(now()));
        this.#ready = Promise.resolve();
        reopened(live);
        this.#say(true);
        return;
      } catch (failure) {
        log(`store not usable yet: ${String(failure)}`);
        stuck();
        await new Promise<void>((wake) => void time.wakeIn(PAUSE_MS, wake));
      }
    }
  }

  #say(canWrite: boolean): void {
    if (this.#canWrite === canWrite) return;
    this.#canWrite = canWrite;
    this.tell();
  }
}
