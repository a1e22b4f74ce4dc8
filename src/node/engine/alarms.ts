import { type Instant, NEVER } from "../../domain/time.ts";

interface Alarm {
  readonly key: string;
  at: Instant;
  place: number;
}

/**
 * Wake-ups for deadlines: an indexed binary heap, so that setting one anew or clearing it costs O(log n).
 * An alarm is no truth: whoever wakes asks the row whether its deadline has come.
 */
export class Alarms {
  readonly #heap: Alarm[] = [];
  readonly #byKey = new Map<string, Alarm>();

  get size(): number {
    return this.#heap.length;
  }

  /** The earliest instant any alarm stands at; NEVER when there is none. */
  get next(): Instant {
    return this.#heap[0]?.at ?? NEVER;
  }

  /** Replaces what stood under this key; NEVER clears it. */
  set(key: string, at: Instant): void {
    const present = this.#byKey.get(key);
    if (at === NEVER) {
      if (present !== undefined) this.#remove(present);
      return;
    }
    if (present === undefined) {
      const alarm = { key, at, place: this.#heap.length };
      this.#heap.push(alarm);
      this.#byKey.set(key, alarm);
      this.#up(alarm);
    } else if (present.at !== at) {
      present.at = at;
      this.#up(present);
      this.#down(present);
    }
  }

  /** Takes out all alarms due at `now`, earliest first; alarms of one instant in the order of their keys. */
  takeDue(now: Instant): string[] {
    const due: Alarm[] = [];
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#remove(first);
      due.push(first);
    }
    return due
      .sort((left, right) => left.at - right.at || (left.key < right.key ? -1 : 1))
      .map((alarm) => alarm.key);
  }

  clear(): void {
    this.#heap.length = 0;
    this.#byKey.clear();
  }

  #remove(alarm: Alarm): void {
    this.#byKey.delete(alarm.key);
    const last = this.#heap.pop();
    if (last === undefined || last === alarm) return;
    last.place = alarm.place;
    this.#heap[last.place] = last;
    this.#up(last);
    this.#down(last);
  }

  #up(alarm: Alarm): void {
    for (;;) {
      const parent = this.#heap[(alarm.place - 1) >> 1];
      if (alarm.place === 0 || parent === undefined || parent.at <= alarm.at) return;
      this.#swap(alarm, parent);
    }
  }

  #down(alarm: Alarm): void {
    for (;;) {
      const left = this.#heap[alarm.place * 2 + 1];
      const right = this.#heap[alarm.place * 2 + 2];
      if (left === undefined) return;
      const least = right !== undefined && right.at < left.at ? right : left;
      if (least.at >= alarm.at) return;
      this.#swap(least, alarm);
    }
  }

  #swap(one: Alarm, other: Alarm): void {
    [one.place, other.place] = [other.place, one.place];
    this.#heap[one.place] = one;
    this.#heap[other.place] = other;
  }
}
