import type { Timing } from "../client/port.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { type Command, type Outcome, commandSpecs } from "../protocol/commands.ts";
import type { SentFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/version.ts";
import type { Entry, Outbox } from "./outbox.ts";
import type { Checkpoint } from "./replica.ts";

export interface SenderParts extends Pick<Timing, "monotonic" | "after" | "random"> {
  readonly outbox: Outbox;
  readonly send: (frame: SentFrame) => void;
  readonly checkpoint: () => Checkpoint | null;
  /** Runs when the rows taken in so far are on disk. */
  readonly afterRows: (run: () => Promise<void>) => void;
  /** For the pages that follow. */
  readonly told: (outcome: Outcome) => void;
}

/** Not an end: the node was too busy to decide. The same command is sent again. */
const busy: ReadonlySet<RefusalCode> = new Set(["COMMIT_UNKNOWN", "NODE_BUSY", "RATE_LIMITED"]);

const AGAIN_MS = 500;
const BUSY_AGAIN_MS = 2000;
/** Sent again without an answer after so long, each time twice as long, up to the other: the node may only be slow. */
const FIRST_PATIENCE_MS = 3000;
const MOST_PATIENCE_MS = 24_000;
/** Room for the envelope around the commands. */
const FRAME_BYTES = limits.clientFrameBytes - 1024;

interface Sent {
  readonly at: number;
  readonly patienceMs: number;
}

/** Sends what the outbox holds, in order per line, and takes the outcomes. Lives in the leading page alone. */
export class Sender {
  readonly #parts: SenderParts;
  /** The feed of the standing connection; null while there is none. */
  #feedId: string | null = null;
  #welcomedAt = 0;
  readonly #inFlight = new Map<string, Sent>();
  readonly #notBefore = new Map<string, number>();
  readonly #patience = new Map<string, number>();
  #sentAt: number[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** A connection stands. What another feed confirmed may be lost in this one: it is sent again under its own id. */
  welcomed(feedId: string): void {
    this.#feedId = feedId;
    this.#welcomedAt = this.#parts.monotonic();
    this.#inFlight.clear();
    this.#notBefore.clear();
    this.#patience.clear();
    for (const { command, end } of this.#parts.outbox.entries()) {
      const elsewhere = end?.end === "APPLIED" && end.feedId !== feedId;
      if (elsewhere) void this.#parts.outbox.mark(command.id, null);
    }
    this.pump();
  }

  lost(): void {
    this.#feedId = null;
    this.#inFlight.clear();
    this.#cancelTimer?.();
    this.#parts.outbox.setSending(new Set());
  }

  /** Sends all that may go now. */
  pump(): void {
    if (this.#feedId === null) return;
    this.#expire();
    for (;;) {
      const batch = this.#batch();
      if (batch.length === 0) break;
      const now = this.#parts.monotonic();
      for (const { id } of batch) {
        const patienceMs = this.#patience.get(id) ?? FIRST_PATIENCE_MS;
        this.#inFlight.set(id, { at: now, patienceMs });
        this.#sentAt.push(now);
      }
      this.#parts.send({ frame: "commands", commands: batch });
      this.#parts.outbox.setSending(new Set(this.#inFlight.keys()));
    }
    this.#wakeLater();
  }

  /** The node will carry out nothing of this person any more: each is said to be refused, and none waits for ever. */
  refuseAll(code: RefusalCode): void {
    for (const { command, end } of this.#parts.outbox.entries())
      if (end === null) this.#outcome({ commandId: command.id, end: "REFUSED", code, seq: 0 });
  }

  outcomes(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this.#outcome(outcome);
    if (outcomes.length > 0) this.pump();
  }

  /** The replica has come this far: confirmed commands that it now shows are done. */
  reached({ feedId, seq }: Checkpoint): void {
    const done = this.#parts.outbox.entries().filter(({ end }) => {
      return end?.end === "APPLIED" && end.feedId === feedId && end.seq <= seq;
    });
    if (done.length > 0) this.#finish(done.map(({ command }) => command.id));
  }

  #outcome(outcome: Outcome): void {
    const { outbox } = this.#parts;
    const id = outcome.commandId;
    this.#inFlight.delete(id);
    this.#patience.delete(id);
    outbox.setSending(new Set(this.#inFlight.keys()));
    if (outcome.end === "UNKNOWN") return this.#again(id, AGAIN_MS);
    if (outcome.end === "REFUSED" && busy.has(outcome.code)) return this.#again(id, BUSY_AGAIN_MS);
    this.#parts.told(outcome);
    if (outcome.end === "REFUSED") this.#refused(id, outcome.code, outcome.detail ?? null);
    else this.#applied(id, outcome.seq, outcome.reply);
  }

  #applied(id: string, seq: number, reply: unknown): void {
    const { outbox, checkpoint } = this.#parts;
    outbox.settle(id, { end: "APPLIED", reply });
    const feedId = this.#feedId ?? "";
    const reached = checkpoint();
    if (reached !== null && reached.feedId === feedId && seq <= reached.seq) this.#finish([id]);
    else void outbox.mark(id, { end: "APPLIED", feedId, seq });
  }

  /** Whoever waits for the answer of a command that needs the node has it; every other refusal stays to be seen. */
  #refused(id: string, code: RefusalCode, detail: string | null): void {
    const { outbox } = this.#parts;
    const entry = outbox.entry(id);
    const heard =
      outbox.isAsked(id) &&
      entry !== null &&
      commandSpecs[entry.command.type].offline === "refused";
    outbox.settle(id, { end: "REFUSED", code, ...(detail === null ? {} : { detail }) });
    if (heard) void outbox.erase([id]);
    else void outbox.mark(id, { end: "REFUSED", code, detail });
  }

  /** Gone from the screen's fold at once, from the disk only after the rows that take its place. */
  #finish(ids: readonly string[]): void {
    for (const id of ids) this.#parts.outbox.forget(id);
    this.#parts.afterRows(() => this.#parts.outbox.erase(ids));
  }

  #again(id: string, ms: number): void {
    this.#notBefore.set(id, this.#parts.monotonic() + ms * (0.5 + this.#parts.random()));
  }

  #expire(): void {
    const now = this.#parts.monotonic();
    for (const [id, { at, patienceMs }] of this.#inFlight) {
      if (now - at <= patienceMs) continue;
      this.#inFlight.delete(id);
      this.#patience.set(id, Math.min(MOST_PATIENCE_MS, 2 * patienceMs));
    }
  }

  #batch(): Command[] {
    const room = Math.min(limits.commandsPerFrame, this.#allowance());
    const batch: Command[] = [];
    let bytes = 0;
    for (const command of this.#ready()) {
      bytes += byteLength(command) + 1;
      if (batch.length >= room || (batch.length > 0 && bytes > FRAME_BYTES)) break;
      batch.push(command);
    }
    return batch;
  }

  /** The first of each of its lines, durable, not on its way; answers and state changes before all others. */
  #ready(): Command[] {
    const now = this.#parts.monotonic();
    const taken = new Set<string>();
    const ready: Command[] = [];
    for (const entry of this.#parts.outbox.entries()) {
      if (entry.end !== null) continue;
      const first = entry.lines.every((line) => !taken.has(line));
      for (const line of entry.lines) taken.add(line);
      if (first && this.#maySend(entry, now)) ready.push(entry.command);
    }
    return ready.toSorted((a, b) => rank(a) - rank(b));
  }

  #maySend({ command: { id } }: Entry, now: number): boolean {
    if (!this.#parts.outbox.isDurable(id) || this.#inFlight.has(id)) return false;
    return (this.#notBefore.get(id) ?? 0) <= now;
  }

  /** How many more commands the node takes from this device now. */
  #allowance(): number {
    const now = this.#parts.monotonic();
    this.#sentAt = this.#sentAt.filter((at) => at > now - limits.commandWindowMs);
    const catchingUp = now - this.#welcomedAt < limits.commandWindowMs;
    const most = catchingUp ? limits.commandsPerWindowCatchingUp : limits.commandsPerWindow;
    return Math.max(0, most - this.#sentAt.length);
  }

  #wakeLater(): void {
    this.#cancelTimer?.();
    const waiting = this.#parts.outbox.entries().some(({ end }) => end === null);
    this.#cancelTimer = waiting ? this.#parts.after(AGAIN_MS, () => this.pump()) : null;
  }
}

function rank({ type }: Command): number {
  return commandSpecs[type].urgent ? 0 : 1;
}

/** UTF-8 bytes of the command as it is sent. */
function byteLength(command: Command): number {
  let bytes = 0;
  for (const character of JSON.stringify(command)) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
