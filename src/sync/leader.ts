import { Link } from "../client/link.ts";
import type { Outcome } from "../protocol/commands.ts";
import type {
  CountersFrame,
  NodeFrame,
  SentFrame,
  TypingNewsFrame,
  WelcomeFrame,
} from "../protocol/frames.ts";
import { CatchUp } from "./catch-up.ts";
import type { DeskClock } from "./desk-clock.ts";
import type { DeskEnd, DeskParts, Identity } from "./desk.ts";
import type { LineState } from "./line-state.ts";
import type { Outbox } from "./outbox.ts";
import { PageSize } from "./page-size.ts";
import type { Checkpoint, Place, Ref, Replica, Wire } from "./replica.ts";
import { storedRow } from "./replica-disk.ts";
import { ReplicaWriter } from "./replica-writer.ts";
import { Sender } from "./sender.ts";
import type { Stores } from "./stores.ts";

export interface LeaderParts {
  readonly desk: DeskParts;
  readonly identity: Identity;
  readonly stores: Stores;
  readonly replica: Replica;
  readonly outbox: Outbox;
  readonly clock: DeskClock;
  readonly line: LineState;
  readonly saveCheckpoint: (checkpoint: Checkpoint) => Promise<void>;
  readonly saveHeardAt: (at: number) => Promise<void>;
  readonly isSeen: () => boolean;
  /** The watched interactions of all pages. */
  readonly watched: () => SentFrame & { readonly frame: "watch" };
  readonly welcomed: (frame: WelcomeFrame) => void;
  readonly told: (outcome: Outcome) => void;
  readonly counters: (frame: CountersFrame) => void;
  readonly typing: (frame: TypingNewsFrame) => void;
}

const HEARD_EVERY_MS = 20_000;

/** The page that holds the socket: brings the node's view to disk and the outbox to the node, until it is stopped. */
export class Leader {
  readonly #parts: LeaderParts;
  readonly #link: Link;
  readonly #writer: ReplicaWriter;
  readonly #sender: Sender;
  readonly #received = new Set<string>();
  readonly #pages = new PageSize();
  #catchUp: CatchUp | null = null;
  #watches = false;
  #savedHeardAt = 0;
  #stopped = false;
  #isDisabled = false;

  constructor(parts: LeaderParts) {
    this.#parts = parts;
    const { desk, clock, replica, outbox } = parts;
    const { stores, saveCheckpoint } = parts;
    this.#writer = new ReplicaWriter({
      stores,
      saveCheckpoint,
      after: desk.after,
      isSeen: parts.isSeen,
      failing: (diskFailing) => parts.line.tell({ diskFailing }),
    });
    this.#sender = new Sender({
      monotonic: desk.monotonic,
      after: desk.after,
      random: desk.random,
      outbox,
      send: (frame) => this.send(frame),
      checkpoint: () => replica.checkpoint,
      afterRows: (run) => this.#writer.afterwards(run),
      told: parts.told,
    });
    this.#link = new Link(desk, clock.measured, {
      welcomed: (frame) => this.#welcomed(frame),
      received: (frame) => this.#frame(frame),
      lost: (attempts) => this.#lost(attempts),
      ended: (code) => this.#ended(code),
    });
    parts.line.connecting();
    this.#link.open();
  }

  send(frame: SentFrame): void {
    if (!this.#stopped) this.#link.send(frame);
  }

  /** Something new may stand in the outbox. */
  pump(): void {
    if (this.#stopped) return;
    if (this.#isDisabled) this.#sender.refuseAll("ACCOUNT_DISABLED");
    else this.#sender.pump();
  }

  hurry(): void {
    if (!this.#stopped) this.#link.hurry();
  }

  /** The lead is lost: nothing more is written or sent, not even what was under way. */
  stop(): void {
    this.#stopped = true;
    this.#writer.stop();
    this.#sender.lost();
    this.#link.close();
    this.#parts.replica.follow(null);
  }

  /** An orderly end: what is in memory reaches the disk. */
  async close(): Promise<void> {
    this.#link.close();
    this.#sender.lost();
    await this.#writer.settle();
    this.stop();
  }

  #welcomed(frame: WelcomeFrame): string | null {
    const { identity, line } = this.#parts;
    const otherPerson =
      frame.me.id !== identity.me.id || frame.me.workspaceId !== identity.me.workspaceId;
    if (frame.nodeId !== identity.nodeId) return "OTHER_NODE";
    if (otherPerson) return "OTHER_PERSON";
    this.#parts.welcomed(frame);
    line.live(frame.nodeName);
    this.#catchUp = this.#newCatchUp(frame.feedId);
    this.send(this.#parts.watched());
    this.#catchUp.reconcile();
    this.#sender.welcomed(frame.feedId);
    return null;
  }

  #newCatchUp(feedId: string): CatchUp {
    const { desk, replica, line } = this.#parts;
    const catchUp = new CatchUp(
      {
        monotonic: desk.monotonic,
        pages: this.#pages,
        replica,
        send: (frame) => this.send(frame),
        wrote: (wire, feed) => this.#wrote(wire, feed),
        dropped: (ref, from) => this.#dropped(ref, from),
        reached: (checkpoint) => this.#reached(checkpoint),
        outcomes: (outcomes) => this.#sender.outcomes(outcomes),
        changed: () => line.tell({ catchingUp: catchUp.catchingUp, cut: catchUp.cut }),
      },
      feedId,
    );
    return catchUp;
  }

  #frame(frame: NodeFrame): void {
    const { line, clock } = this.#parts;
    switch (frame.frame) {
      case "counters":
        return this.#parts.counters(frame);
      case "typing":
        return this.#parts.typing(frame);
      case "standing":
        return line.tell({ nodeKeeps: frame.canWrite, clockHeld: frame.clockHeld ?? false });
      case "pong":
        line.tell({ rttMs: clock.measured.roundTripMs, lastUpdateAt: clock.now() });
        return this.#rememberHearing(HEARD_EVERY_MS);
      case "ask":
        this.#watchAgain();
        return this.#catchUp?.received(frame);
      default:
        this.#catchUp?.received(frame);
    }
  }

  /** A desk that opens without the node says as of when it is; now and then is exact enough. */
  #rememberHearing(everyMs: number): void {
    const { line, saveHeardAt } = this.#parts;
    const { lastUpdateAt } = line.value;
    if (lastUpdateAt === null || lastUpdateAt < this.#savedHeardAt + everyMs) return;
    this.#savedHeardAt = lastUpdateAt;
    // A device that cannot keep data is told so elsewhere.
    saveHeardAt(lastUpdateAt).catch(() => {});
  }

  /** Nothing answers a `watch`: said again now and then, one that was lost or overtaken is made good. */
  #watchAgain(): void {
    const frame = this.#parts.watched();
    if (frame.interactionIds.length > 0 || this.#watches) this.send(frame);
    this.#watches = frame.interactionIds.length > 0;
  }

  #lost(attempts: number): void {
    this.#catchUp?.gaveUp();
    this.#catchUp = null;
    this.#sender.lost();
    this.#parts.line.lost(attempts);
    this.#rememberHearing(0);
  }

  #ended(code: string): void {
    this.#sender.lost();
    this.#isDisabled = code === "ACCOUNT_DISABLED";
    if (this.#isDisabled) this.#sender.refuseAll("ACCOUNT_DISABLED");
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the link ends with a refusal's code or with ours
    this.#parts.line.refused(code as DeskEnd);
  }

  #wrote(wire: Wire, feed: string): void {
    this.#writer.write(wire.kind, storedRow(wire, feed), false);
    if (wire.kind === "TASK") this.#acknowledge(wire);
  }

  /** Tells the node that an offer to this person has come as far as this device. */
  #acknowledge({ row }: Wire<"TASK">): void {
    const { offer, id: taskId } = row;
    const mine = offer?.state === "PENDING" && offer.agentId === this.#parts.identity.me.agentId;
    if (!mine || offer.receivedAt !== null || this.#received.has(offer.id)) return;
    this.#received.add(offer.id);
    this.send({ frame: "receipt", taskId, offerId: offer.id, stage: "RECEIVED" });
  }

  #dropped({ kind, id }: Ref, { number, seq, feed }: Place): void {
    this.#writer.write(kind, { id, number, seq, feed }, true);
  }

  #reached(checkpoint: Checkpoint): void {
    this.#parts.replica.advance(checkpoint);
    this.#writer.checkpoint(checkpoint);
    this.#sender.reached(checkpoint);
  }
}
