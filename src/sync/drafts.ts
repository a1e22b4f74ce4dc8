import {
  type Observable,
  Subject,
  type Subscription,
  defer,
  distinctUntilChanged,
  filter,
  map,
  startWith,
} from "rxjs";
import type { Kept, KeptShape } from "./kept.ts";

export interface Draft {
  readonly text: string;
}

export const draftShape: KeptShape<Draft> = {
  kind: "DRAFT",
  format: 1,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this file
  upgrade: (body) => body as Draft,
};

/** Text that was typed and not sent. Memory follows every key; the disk takes what there is when it has time. */
export class Drafts {
  readonly #kept: Kept<Draft>;
  readonly #texts = new Map<string, string>();
  readonly #writing = new Map<string, Promise<void>>();
  readonly #changed = new Subject<string>();
  #following: Subscription | null = null;

  constructor(kept: Kept<Draft>) {
    this.#kept = kept;
  }

  async open(): Promise<void> {
    this.#following = this.#kept.changes$.subscribe(({ id, body }) => {
      if (!this.#writing.has(id)) this.#set(id, body?.text ?? "");
    });
    for (const [id, { text }] of await this.#kept.all()) this.#set(id, text);
  }

  async close(): Promise<void> {
    this.#following?.unsubscribe();
    await Promise.allSettled(this.#writing.values());
  }

  draft(id: string): Observable<string> {
    const read = () => this.#texts.get(id) ?? "";
    const news = this.#changed.pipe(filter((changed) => changed === id));
    return defer(() => news.pipe(startWith(id), map(read), distinctUntilChanged()));
  }

  save(id: string, text: string): Promise<void> {
    this.#set(id, text);
    const writing = this.#writeAfter(this.#writing.get(id), id, text);
    this.#writing.set(id, writing);
    return writing;
  }

  async #writeAfter(before: Promise<void> | undefined, id: string, text: string): Promise<void> {
    await before?.catch(() => {});
    try {
      await this.#write(id, text);
    } finally {
      if ((this.#texts.get(id) ?? "") === text) this.#writing.delete(id);
    }
  }

  /** A text that was typed over while it waited is not written: the newer one is. */
  async #write(id: string, text: string): Promise<void> {
    if ((this.#texts.get(id) ?? "") !== text) return;
    await (text === "" ? this.#kept.remove([id]) : this.#kept.put(id, { text }));
  }

  #set(id: string, text: string): void {
    if (text === "") this.#texts.delete(id);
    else this.#texts.set(id, text);
    this.#changed.next(id);
  }
}
