import { type UserActor, queuesSeenBy } from "../access/actor.ts";
import type { Engine } from "../engine/api.ts";
import type { Mirror } from "../feed/mirror.ts";
import type { Connection } from "./connection.ts";
import { queueCounters } from "./queue-counters.ts";
import type { Sockets } from "./sockets.ts";

const EVERY_MS = 1000;

/** Live figures for supervisors and administrators: once a second, of their queues, and only when something has changed. */
export class CounterBoard {
  readonly #parts: { engine: Engine; mirror: Mirror; sockets: Sockets };
  readonly #told = new WeakMap<Connection, string>();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: { engine: Engine; mirror: Mirror; sockets: Sockets }) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#tell(), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    const { engine, mirror, sockets } = this.#parts;
    const supervisors = [...sockets.of((actor) => isSupervisor(actor))];
    if (supervisors.length === 0) return;
    const wanted = new Set(supervisors.flatMap(queuesOf));
    const counters = queueCounters(engine, mirror, wanted);
    const texts = new Map(counters.map((each) => [each.queueId, JSON.stringify(each)]));
    for (const connection of supervisors) this.#tellOne(connection, texts, engine.now());
  }

  #tellOne(connection: Connection, texts: ReadonlyMap<string, string>, now: number): void {
    const queues = queuesOf(connection).flatMap((id) => texts.get(id) ?? []);
    const text = `[${queues.join(",")}]`;
    const { subscription } = connection;
    if (subscription === null || this.#told.get(connection) === text) return;
    this.#told.set(connection, text);
    subscription.tell(`{"frame":"counters","at":${now},"queues":${text}}`);
  }
}

/** Supervisors of their queues, and administrators of all. */
function isSupervisor(actor: { kind: string } | UserActor): boolean {
  if (!("roles" in actor)) return false;
  return actor.roles.includes("supervisor") || actor.roles.includes("admin");
}

function queuesOf({ actor }: Connection): readonly string[] {
  return actor?.kind === "USER" ? queuesSeenBy(actor) : [];
}
