import type { Engine } from "../../src/node/engine/api.ts";
import { POLL_LEASE_MS } from "../../src/domain/absence.ts";
import { NEVER, SECOND_MS } from "../../src/domain/time.ts";
import { bodiesOf } from "../../src/protocol/rows/directory-row.ts";
import type { ThreadId } from "../../src/domain/id.ts";
import type { Random } from "./random.ts";
import { insist } from "./simulated-store.ts";

/** The pages customers have open: they come, go, are loaded again, and stand open in two tabs at once. */
export class Pages {
  readonly #open = new Map<string, number>();
  /** When something was last heard of each. */
  readonly #heardAt = new Map<string, number>();
  #quietSince = 0;

  /** A customer opens a page, closes one, or asks without a socket. */
  move(engine: Engine, threadId: string, random: Random): void {
    const open = this.#open.get(threadId) ?? 0;
    const id = threadId as ThreadId;
    this.#heardAt.set(threadId, engine.now());
    if (random.chance(20)) return engine.customerSeen(id, "ASKED");
    const opens = open === 0 || (open === 1 && random.chance(30));
    this.#open.set(threadId, open + (opens ? 1 : -1));
    engine.customerSeen(id, opens ? "CONNECTED" : "DISCONNECTED");
  }

  /** The node is gone, and every page with it. */
  clear(): void {
    this.#open.clear();
    this.#heardAt.clear();
  }

  /** The clock jumped, the disk hung or the node came up: leases begin anew, and nothing is concluded for a while. */
  disturbed(monotonic: number): void {
    this.#quietSince = monotonic;
  }

  /** Who has a page is not away; who has none, and was not heard of for a lease, is. */
  judge(engine: Engine, monotonic: number): void {
    const now = engine.now();
    const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
    const sources = new Map(bodiesOf(rows, "SOURCE").map((each) => [each.id, each]));
    for (const { row } of engine.live.rows("INTERACTION")) {
      const { id, state, threadId, clocks, lastCustomerAt } = row;
      if (state !== "ACTIVE" || clocks.presence === null || clocks.presence.isOver) continue;
      const { awaySince } = clocks.presence;
      const isHere = (this.#open.get(threadId) ?? 0) > 0;
      insist(!isHere || awaySince === null, `the customer of ${id} is there and marked as away`);
      insist(
        awaySince === null || awaySince <= now,
        `the customer of ${id} is away before they went`,
      );
      const known = monotonic - this.#quietSince;
      const source = sources.get(row.sourceId);
      if (awaySince !== null && source?.onAbsent === "END" && clocks.deferredUntil === NEVER) {
        const grace = Math.max(source.absentAfterSec * SECOND_MS, POLL_LEASE_MS) + 2000;
        insist(
          Math.min(now - awaySince, known) <= grace,
          `the customer of ${id} is away for longer than their source allows`,
        );
      }
      if (isHere || awaySince !== null) continue;
      const silence = now - Math.max(this.#heardAt.get(threadId) ?? 0, lastCustomerAt);
      insist(
        Math.min(silence, known) <= POLL_LEASE_MS + 2000,
        `the customer of ${id} is gone for ${silence} ms and nobody has noticed`,
      );
    }
  }
}
