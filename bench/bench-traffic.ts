import {
  type CommandId,
  type CustomerId,
  type SourceId,
  type ThreadId,
  brand,
} from "../src/domain/id.ts";
import type { VisitorActor } from "../src/node/access/actor.ts";
import type { Engine } from "../src/node/engine/api.ts";
import type { PassingTime } from "./passing-time.ts";

/** What a bench node's customers are told to do, all of them at once. */
export type TrafficOrder =
  /** So many new customers write to this source, so many lines each. */
  | {
      readonly order: "begin";
      readonly source: string;
      readonly customers: number;
      readonly lines: number;
    }
  /** Each says a line of this text; customers are counted from 0 in the order they came. */
  | {
      readonly order: "say";
      readonly says: readonly { readonly customer: number; readonly text: string }[];
    }
  /** So much time goes by at once, and the node has noticed. */
  | { readonly order: "pass"; readonly ms: number };

export interface TrafficParts {
  readonly engine: Engine;
  readonly workspaceId: string;
  readonly time: PassingTime;
}

export interface TrafficMessage {
  readonly n: number;
  readonly given: TrafficOrder;
}

const AT_ONCE = 500;
const WORDS =
  "the parcel that I ordered on Monday has not come and nobody answers the telephone".split(" ");

/** Customers inside the node's own process: what they do is decided, stored and told as from anywhere else. */
export class Traffic {
  readonly #parts: TrafficParts;
  readonly #customers: VisitorActor[] = [];
  #made = 0;

  constructor(parts: TrafficParts) {
    this.#parts = parts;
  }

  /** Resolves when all of it is durable. */
  carryOut(given: TrafficOrder): Promise<void> {
    if (given.order === "begin") return this.#begin(given);
    if (given.order === "pass") return this.#pass(given.ms);
    return this.#inTurns(given.says, ({ customer, text }) => this.#say(customer, text));
  }

  async #begin({ source, customers, lines }: TrafficOrder & { order: "begin" }): Promise<void> {
    const from = this.#customers.length;
    const places = Array.from({ length: customers }, (_, nth) => from + nth);
    await this.#inTurns(places, (place) => this.#arrive(place, brand(source)));
    for (let line = 0; line < lines; line += 1)
      await this.#inTurns(places, (place) => this.#say(place, sentence(place * 7 + line)));
  }

  async #pass(ms: number): Promise<void> {
    const { engine, time } = this.#parts;
    const then = engine.now() + ms;
    time.pass(ms);
    while (engine.now() < then) await new Promise((look) => setTimeout(look, 50));
  }

  async #arrive(place: number, sourceId: SourceId): Promise<void> {
    const name = `customer-${place}`;
    const ids = { customerId: brand<CustomerId>(name), threadId: brand<ThreadId>(`t-${name}`) };
    const visitor = { ...ids, sourceId, name: `Customer ${place}` };
    this.#customers[place] = {
      kind: "VISITOR",
      workspaceId: brand(this.#parts.workspaceId),
      ...visitor,
    };
    await this.#parts.engine.beginVisitor({ ...visitor, email: null });
  }

  async #say(place: number, body: string): Promise<void> {
    const visitor = this.#customers[place];
    if (visitor === undefined) throw new Error(`There is no customer ${place}`);
    const { threadId, customerId, sourceId } = visitor;
    const said = { messageId: brand<never>(this.#id("m")), threadId, customerId, sourceId, body };
    const id = brand<CommandId>(this.#id("k"));
    const outcome = await this.#parts.engine.submit(visitor, {
      id,
      type: "message.receive",
      body: said,
    });
    if (outcome.end !== "APPLIED") throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  }

  async #inTurns<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
    for (let from = 0; from < all.length; from += AT_ONCE)
      await Promise.all(all.slice(from, from + AT_ONCE).map(act));
  }

  #id(what: string): string {
    this.#made += 1;
    return `${what}-traffic-${this.#made}`;
  }
}

/** Twenty words in another order for every number. */
function sentence(nth: number): string {
  return Array.from(
    { length: 20 },
    (_, at) => WORDS[(nth * 31 + at * (1 + (nth % 5))) % WORDS.length],
  ).join(" ");
}
