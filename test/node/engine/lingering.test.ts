import { describe, expect, test } from "vitest";
import type { Customer } from "../../../src/domain/customer.ts";
import {
  type CustomerId,
  type InteractionId,
  type SourceId,
  type ThreadId,
  brand,
} from "../../../src/domain/id.ts";
import { type Thread, beginEpisode, endEpisode, openThread } from "../../../src/domain/thread.ts";
import type { Entity } from "../../../src/node/engine/entities.ts";
import { Lingering } from "../../../src/node/engine/lingering.ts";
import { retire } from "../../../src/node/engine/retiring.ts";
import { World } from "../../../src/node/engine/world.ts";
import type { KeptRow } from "../../../src/node/store/store.ts";
import { noon } from "../../domain/sample.ts";

/** Customers come one after another, each with a thread; two of them may linger. */
class Lobby {
  readonly world = new World();
  readonly #rule = {
    keeps: (_row: KeptRow) => false,
    statisticsSince: 0,
    lingering: new Lingering(2),
  };
  #seq = 0;

  come(name: string): void {
    const id = brand<CustomerId>(name);
    const customer: Customer = { id, name, email: null, company: null, createdAt: noon };
    const of = {
      id: brand<ThreadId>(`t-${name}`),
      customerId: id,
      sourceId: brand<SourceId>("web"),
    };
    this.#commit(
      { kind: "CUSTOMER", entity: customer },
      { kind: "THREAD", entity: openThread(of, noon) },
    );
  }

  write(name: string, change: (thread: Thread) => Thread): void {
    const thread = this.world.get("THREAD", `t-${name}`);
    if (thread === undefined) throw new Error(`${name} is not there`);
    this.#commit({ kind: "THREAD", entity: change(thread) });
  }

  /** Everybody whose thread is in memory; their customers are with them, and nobody else's. */
  get there(): string[] {
    const names = ["ana", "ben", "cid", "dan"];
    const there = names.filter((name) => this.world.get("THREAD", `t-${name}`) !== undefined);
    expect(names.filter((name) => this.world.get("CUSTOMER", name) !== undefined)).toEqual(there);
    return there;
  }

  #commit(...items: readonly Entity[]): void {
    const rows = items.map((item) => this.world.put(item, (this.#seq += 1)));
    retire(this.world, rows, this.#rule);
  }
}

describe("who has come and not said anything yet", () => {
  test("stays in memory for a while, until others need the room", () => {
    const lobby = new Lobby();
    for (const name of ["ana", "ben"]) lobby.come(name);
    expect(lobby.there).toEqual(["ana", "ben"]);
    lobby.come("cid");
    expect(lobby.there).toEqual(["ben", "cid"]);
  });

  test("stays once a conversation is open, however many come, and goes when it is over", () => {
    const lobby = new Lobby();
    lobby.come("ana");
    const episode = brand<InteractionId>("i-1");
    lobby.write("ana", (thread) => beginEpisode(thread, episode, noon));
    for (const name of ["ben", "cid", "dan"]) lobby.come(name);
    expect(lobby.there).toEqual(["ana", "cid", "dan"]);
    lobby.write("ana", (thread) => endEpisode(thread, episode, false));
    expect(lobby.there).toEqual(["cid", "dan"]);
  });
});
