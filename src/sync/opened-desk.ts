import {
  type Observable,
  Subject,
  type Subscription,
  map,
  startWith,
  filter,
  distinctUntilChanged,
  ReplaySubject,
} from "rxjs";
import { nodeHttp } from "../client/node-http.ts";
import type { CommandId, InteractionId, OfferId, TaskId } from "../domain/id.ts";
import type { BodyOf, CommandType } from "../protocol/commands.ts";
import type { CountersFrame, Me, TypingNewsFrame } from "../protocol/frames.ts";
import type { DirectoryKind } from "../protocol/rows/directory-row.ts";
import { Changes } from "./changes.ts";
import { Commanding } from "./commanding.ts";
import { DeskClock } from "./desk-clock.ts";
import type { Desk, DeskParts, Identity, SignOutEnd, Submission } from "./desk.ts";
import { Drafts, draftShape } from "./drafts.ts";
import { Kept } from "./kept.ts";
import { LineState } from "./line-state.ts";
import { Outbox, entryShape } from "./outbox.ts";
import { PageRole } from "./page-role.ts";
import { Replica } from "./replica.ts";
import { DiskMirror } from "./replica-disk.ts";
import { signOut } from "./sign-out.ts";
import { State } from "./state.ts";
import type { Stores } from "./stores.ts";
import { Views } from "./views.ts";

const workKinds = ["TASK", "INTERACTION", "INTERVENTION", "AGENT", "DIRECTORY"] as const;
const talkKinds = ["MESSAGE"] as const;

/** The desk as it is: memory in front, the databases behind it, and this page's part in the profile. */
export class OpenedDesk implements Desk {
  readonly clock: DeskClock;
  readonly http: Desk["http"];
  /** A screen opened later shows the last counts at once: the node tells them only when they change. */
  readonly counters: Subject<CountersFrame> = new ReplaySubject(1);
  readonly typingNews: Subject<TypingNewsFrame> = new Subject();
  readonly #parts: DeskParts;
  readonly #stores: Stores;
  readonly #changes = new Changes();
  readonly #replica = new Replica(this.#changes);
  readonly #outbox: Outbox;
  readonly #drafts: Drafts;
  readonly #state: State;
  readonly #views: Views;
  readonly #line: LineState;
  readonly #commanding: Commanding;
  readonly #role: PageRole;
  #identity: Identity;
  #pumping: Subscription | null = null;
  #mirror: DiskMirror | null = null;
  #joining: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(parts: DeskParts, identity: Identity, stores: Stores) {
    this.#parts = parts;
    this.#identity = identity;
    this.#stores = stores;
    this.clock = new DeskClock(parts);
    this.http = nodeHttp(parts);
    this.#outbox = new Outbox(new Kept(stores.outbox, entryShape), this.#changes);
    this.#drafts = new Drafts(new Kept(stores.drafts, draftShape));
    this.#state = new State(stores.state);
    const { nodeId, nodeName } = identity;
    this.#line = new LineState({ nodeId, nodeName }, () => this.clock.now(), parts.after);
    this.#views = new Views({
      replica: this.#replica,
      outbox: this.#outbox,
      changes: this.#changes,
      identity: () => this.#identity,
    });
    this.#commanding = new Commanding({
      outbox: this.#outbox,
      newId: parts.newId,
      wall: parts.wall,
      now: () => this.clock.now(),
      isLive: () => this.#line.value.state === "LIVE",
      interactionOf: (taskId) => this.#views.one("TASK", taskId)?.row.interactionId ?? null,
    });
    this.#role = new PageRole({
      desk: parts,
      stores,
      replica: this.#replica,
      outbox: this.#outbox,
      state: this.#state,
      clock: this.clock,
      line: this.#line,
      identity: () => this.#identity,
      identified: (known) => (this.#identity = known),
      counters: this.counters,
      typingNews: this.typingNews,
      signedOut: () => void this.close(),
    });
  }

  /** Resolves when the work can be shown; conversations follow, and only then the node is spoken to. */
  async start(): Promise<void> {
    this.#mirror = new DiskMirror(this.#stores, this.#replica, () => !this.#role.leads);
    await Promise.all([this.#outbox.open(), this.#drafts.open(), this.#mirror.load(workKinds)]);
    this.#replica.resume(await this.#state.checkpoint());
    this.#line.tell({ lastUpdateAt: await this.#state.heardAt() });
    await this.#state.addReplica(this.#stores.replicaName);
    this.#joining = this.#join(this.#mirror);
  }

  async #join(mirror: DiskMirror): Promise<void> {
    try {
      await mirror.load(talkKinds);
    } catch {
      // What cannot be read is fetched anew.
      this.#line.tell({ diskFailing: true });
    }
    if (this.#closing) return;
    this.#pumping = this.#changes.told.subscribe((touched) => {
      if (touched.has("OUTBOX")) this.#role.pump();
    });
    this.#role.start();
  }

  get identity(): Identity {
    return this.#identity;
  }
  get me(): Me {
    return this.#identity.me;
  }
  get connection(): Desk["connection"] {
    return this.#line.connection;
  }

  get tasks(): Desk["tasks"] {
    return this.#views.rows("TASK");
  }
  get interactions(): Desk["interactions"] {
    return this.#views.rows("INTERACTION");
  }
  get interventions(): Desk["interventions"] {
    return this.#views.rows("INTERVENTION");
  }
  get agents(): Desk["agents"] {
    return this.#views.rows("AGENT");
  }
  get directory(): Desk["directory"] {
    return this.#views.rows("DIRECTORY");
  }
  get messages(): Desk["messages"] {
    return this.#views.rows("MESSAGE");
  }
  task(id: string): ReturnType<Desk["task"]> {
    return this.#views.row("TASK", id);
  }
  interaction(id: string): ReturnType<Desk["interaction"]> {
    return this.#views.row("INTERACTION", id);
  }
  messagesOf(interactionId: string): ReturnType<Desk["messagesOf"]> {
    return this.#views.messagesOf(interactionId);
  }
  directoryOf<K extends DirectoryKind>(kind: K) {
    return this.#views.directoryOf(kind);
  }

  submit<T extends CommandType>(
    type: T,
    body: BodyOf<T>,
    options?: { readonly line?: string },
  ): Submission {
    return this.#commanding.submit(type, body, options?.line);
  }
  get outbox(): Desk["outbox"] {
    return this.#changes.told.pipe(
      filter((touched) => touched.has("OUTBOX")),
      startWith(null),
      map(() => this.#outbox.shown()),
      distinctUntilChanged(),
    );
  }
  retry(id: CommandId): Submission | null {
    return this.#commanding.retry(id);
  }
  discard(id: CommandId): Promise<void> {
    return this.#commanding.discard(id);
  }

  draft(id: string): Observable<string> {
    return this.#drafts.draft(id);
  }
  saveDraft(id: string, text: string): Promise<void> {
    return this.#drafts.save(id, text);
  }

  receipt(taskId: TaskId, offerId: OfferId, stage: "RECEIVED" | "SHOWN"): void {
    this.#role.receipt(taskId, offerId, stage);
  }
  reconnect(): void {
    this.#role.hurry();
  }
  watch(interactionIds: readonly InteractionId[]): void {
    this.#role.watch(interactionIds);
  }
  typing(interactionId: InteractionId): void {
    this.#role.typing(interactionId);
  }

  signOut(options: { readonly discard: boolean }): Promise<SignOutEnd> {
    return signOut(
      {
        desk: this.#parts,
        stores: this.#stores,
        state: this.#state,
        outbox: this.#outbox,
        sayGoodbye: () => this.#role.sayGoodbye(),
        stop: () => this.#stop(),
      },
      options,
    );
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.#stores.close();
  }

  async #stop(): Promise<void> {
    this.#closing = true;
    await this.#joining;
    await this.#role.close();
    this.#mirror?.close();
    this.#pumping?.unsubscribe();
    await Promise.all([this.#outbox.close(), this.#drafts.close()]);
  }
}
