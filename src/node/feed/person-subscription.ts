import type { Instant } from "../../domain/time.ts";
import { limits } from "../../protocol/version.ts";
import type { UserActor } from "../access/actor.ts";
import type { Reader, Ref } from "../store/store.ts";
import type { AudienceKey } from "./audience.ts";
import { maySee } from "./audience.ts";
import { type Target, buildView } from "./build-view.ts";
import type { Wire } from "./line.ts";
import type { Change, Mirror } from "./mirror.ts";
import { type Place, type TaskPlace, isPlaced, wireOf, wireText } from "./place.ts";
import { RECENT_MS, scopeOf } from "./scope.ts";
import { type FeedSide, type PageRow, Subscription } from "./subscription.ts";
import { View, type ViewNews } from "./view.ts";

export interface PersonParts {
  readonly feed: FeedSide;
  readonly wire: Wire;
  readonly mirror: Mirror;
  readonly reader: Pick<Reader, "recent" | "fetch">;
  readonly now: () => Instant;
  /** An offer has been written to the socket of the agent it is for. */
  readonly offerSent: (place: TaskPlace) => void;
  readonly viewRows?: number;
}

/** The view of somebody with an account. */
export class PersonSubscription extends Subscription<Place> {
  readonly #parts: PersonParts;
  readonly #view: View;
  readonly #limit: number;
  readonly #loading = new Set<string>();
  /** By task, the last offer that was written to the socket: later forms of it need no receipt again. */
  readonly #lastSent = new Map<number, string>();
  #cut = false;
  #overflowed = false;
  #refreshing = false;
  #watches = 0;

  constructor(parts: PersonParts, actor: UserActor) {
    super(parts.feed, parts.wire);
    this.#parts = parts;
    this.#limit = parts.viewRows ?? limits.viewRows;
    this.#view = new View(parts.mirror, scopeOf(actor), this.#limit);
  }

  get keys(): ReadonlySet<AudienceKey> {
    return this.#view.scope.keys;
  }

  apply(changes: readonly Change[]): void {
    if (this.state !== "LIVE") return;
    this.#view.apply(changes, this.#parts.now(), this.#news);
    this.#afterChange();
  }

  holds(interactionId: string): boolean {
    const place = this.#parts.mirror.interaction(interactionId);
    return place !== undefined && this.#view.get(place.number) === place;
  }

  /** Interactions open on the screen beyond the own work; replaces those named before. */
  async watch(interactionIds: readonly string[]): Promise<void> {
    this.#watches += 1;
    const watch = this.#watches;
    const watched = new Set(interactionIds);
    await this.#parts.mirror.pinned(async () => {
      await this.#readWatched(watched);
      if (watch !== this.#watches || this.state === "ENDED") return;
      const before = this.#view.scope.watched;
      this.#view.scope = { ...this.#view.scope, watched };
      if (this.state === "LIVE") this.#reconsider([...before, ...watched]);
    });
  }

  /** The person's queues, teams or roles have changed. */
  async become(actor: UserActor): Promise<void> {
    this.#view.scope = scopeOf(actor, this.#view.scope.watched);
    if (this.state === "LIVE") await this.#refresh();
  }

  /** Once in a while: what is over long enough leaves, and a cut view takes in what is urgent now. */
  async tick(): Promise<void> {
    if (this.state !== "LIVE" || !(this.#cut || this.#view.isStale(this.#parts.now()))) return;
    await this.#refresh();
  }

  protected textOf(place: Place): string | null {
    return wireOf(place);
  }

  protected wasSent(place: Place): void {
    if (place.kind !== "TASK" || place.facts.offerId === null) return;
    if (place.facts.agentId !== this.#view.scope.agentId) return;
    if (this.#lastSent.get(place.number) === place.facts.offerId) return;
    this.#lastSent.set(place.number, place.facts.offerId);
    this.#parts.offerSent(place);
  }

  protected list(): readonly (readonly [number, number])[] {
    return this.#view.list();
  }

  protected clear(): void {
    this.#view.clear();
  }

  protected summary(): { rows: number; hash: number } {
    return { rows: this.#view.size, hash: this.#view.hash };
  }

  protected stillHas(place: Place): boolean {
    return this.#view.get(place.number) === place;
  }

  protected async load(ready: (cut: boolean) => void): Promise<void> {
    await this.#withTarget(
      () => this.#readRecent(),
      (target) => {
        this.#cut = target.cut;
        this.#view.become(target.rows, silent);
        ready(target.cut);
      },
    );
  }

  /** Reads until nothing of the view is missing, and uses it in the very turn in which it is built. */
  async #withTarget(prepare: () => Promise<void>, use: (target: Target) => void): Promise<void> {
    const { mirror, now } = this.#parts;
    await mirror.pinned(async () => {
      let generation = -1;
      while (this.state !== "ENDED") {
        if (generation !== mirror.generation) {
          generation = mirror.generation;
          await prepare();
          continue;
        }
        const bounds = { now: now(), limit: this.#limit };
        const built = buildView(mirror, this.#view.scope, bounds);
        if ("rows" in built) return use(built);
        await mirror.conversations.complete(built.missing);
      }
    });
  }

  async #readRecent(): Promise<void> {
    const { mirror, reader, now } = this.#parts;
    const { agentId, supervises, queueIds, watched } = this.#view.scope;
    if (agentId !== null) {
      const since = now() - RECENT_MS;
      const query = { queueIds: supervises ? [...queueIds] : [], agentId, since };
      const { rows } = await reader.recent({ ...query, limit: this.#limit });
      const placed = rows.filter(isPlaced);
      mirror.adopt(placed);
      // The reader gives each completed interaction with its whole conversation.
      const completed = placed.filter(({ kind }) => kind === "INTERACTION");
      mirror.conversations.markComplete(completed.map(({ row }) => row.id));
    }
    await this.#readWatched(watched);
  }

  /** Takes watched interactions that are over into the mirror, those alone that the person may see. */
  async #readWatched(watched: ReadonlySet<string>): Promise<void> {
    const { mirror, reader } = this.#parts;
    const unknown = [...watched].filter((id) => mirror.interaction(id) === undefined);
    if (unknown.length > 0) {
      const rows = await reader.fetch(unknown.map((id) => ({ kind: "INTERACTION", id })));
      mirror.adopt(rows.filter(isPlaced).filter(({ kind }) => kind === "INTERACTION"));
    }
    const visible = [...watched].filter((id) => {
      const place = mirror.interaction(id);
      return place !== undefined && maySee(this.keys, place.keys);
    });
    await mirror.conversations.complete(visible);
  }

  async #refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    try {
      await this.#withTarget(
        () => Promise.resolve(),
        (target) => {
          if (this.state !== "LIVE") return;
          this.#view.become(target.rows, this.#news);
          // Only a list can say that the view is cut, or no longer.
          if (target.cut !== this.#cut) this.fallBehind();
        },
      );
    } finally {
      this.#refreshing = false;
    }
  }

  #reconsider(interactionIds: readonly string[]): void {
    this.#view.reconsider(interactionIds, this.#parts.now(), this.#news);
    this.#afterChange();
  }

  #afterChange(): void {
    if (!this.#overflowed) return;
    this.#overflowed = false;
    if (!this.#cut) this.fallBehind();
  }

  readonly #news: ViewNews = {
    row: (place, fresh) => this.line.row(place, fresh),
    gone: (place) => this.line.gone(place),
    offer: (place) => {
      if (place.facts.offerId === null) this.#lastSent.delete(place.number);
      this.line.urge();
    },
    missing: (interactionId) => this.#completeLater(interactionId),
    full: () => {
      this.#overflowed = true;
    },
  };

  /** Later frames wait until the conversation is there: a frame says up to where the view is complete. */
  #completeLater(interactionId: string): void {
    if (this.#loading.has(interactionId)) return;
    this.#loading.add(interactionId);
    this.line.hold();
    const { mirror } = this.#parts;
    const reading = mirror.pinned(async () => {
      await mirror.conversations.complete([interactionId]);
      this.#loading.delete(interactionId);
      if (this.state === "LIVE") this.#reconsider([interactionId]);
    });
    void reading
      .catch((error: unknown) => {
        this.#loading.delete(interactionId);
        this.feed.log(`a conversation could not be read: ${String(error)}`);
        this.fallBehind();
      })
      .finally(() => this.line.release());
  }

  protected async find(numbers: readonly number[]): Promise<readonly PageRow<Place>[]> {
    const places = numbers.flatMap((number) => this.#view.get(number) ?? []);
    const found: PageRow<Place>[] = [];
    const onDisk = new Map<string, Place>();
    for (const place of places) {
      const text = wireOf(place);
      if (text === null) onDisk.set(`${place.kind} ${place.id}`, place);
      else found.push({ what: place, text });
    }
    if (onDisk.size > 0) found.push(...(await this.#readPlaces(onDisk)));
    return found;
  }

  async #readPlaces(wanted: ReadonlyMap<string, Place>): Promise<PageRow<Place>[]> {
    const refs = Array.from(wanted.values(), ({ kind, id }): Ref => ({ kind, id }));
    const rows = await this.#parts.reader.fetch(refs);
    return rows.filter(isPlaced).flatMap((kept) => {
      const place = wanted.get(`${kept.kind} ${kept.row.id}`);
      // The disk may be ahead of what has been told: then the row comes with its own commit.
      if (place === undefined || place.seq !== kept.seq) return [];
      return [{ what: place, text: wireText(kept, JSON.stringify(kept.row)) }];
    });
  }
}

const silent: ViewNews = {
  row: () => undefined,
  gone: () => undefined,
  offer: () => undefined,
  missing: () => undefined,
  full: () => undefined,
};
