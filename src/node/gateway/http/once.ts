import type { FastifyRequest } from "fastify";
import { type CommandId, brand } from "../../../domain/id.ts";
import type { Answered } from "../../engine/api.ts";
import { type UserActor, commandKey } from "../../access/actor.ts";
import type { Reader } from "../../store/store.ts";
import { digest, keyOf } from "./ids.ts";
import { ProblemError } from "./problem.ts";

export interface Keyed<T> {
  readonly actor: UserActor;
  readonly request: FastifyRequest;
  /** What was asked for, as far as it may be remembered. */
  readonly asked: unknown;
  /** Does it, and keeps `answerOf` in the same commit. */
  readonly make: (answerOf: ((reply: object) => Answered) | null) => Promise<T>;
}

interface Asked {
  /** The name under which the answer is kept, and the one that stands in it. */
  readonly id: CommandId;
  readonly commandId: CommandId;
  readonly bodyHash: string;
}

interface Under {
  readonly bodyHash: string;
  readonly reply: Promise<object>;
}

/** Requests with an `Idempotency-Key`: the same key and body again get the same answer, and nothing is done twice. */
export class Once {
  readonly #reader: Reader;
  readonly #under = new Map<CommandId, Under>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async answer<T extends object>({ actor, request, asked, make }: Keyed<T>): Promise<T> {
    const key = keyOf(request);
    if (key === null) return make(null);
    // No command that a client sends can have an id with this sign.
    const commandId = brand<CommandId>(`~${digest(key)}`);
    const id = commandKey(actor, commandId);
    const bodyHash = digest(request.method, request.url, asked);
    const under = this.#under.get(id);
    if (under !== undefined) return same<T>(under.bodyHash, bodyHash, under.reply);
    const reply = this.#find<T>({ id, commandId, bodyHash }, make).finally(() =>
      this.#under.delete(id),
    );
    this.#under.set(id, { bodyHash, reply });
    return reply;
  }

  async #find<T extends object>(
    { id, commandId, bodyHash }: Asked,
    make: Keyed<T>["make"],
  ): Promise<T> {
    const earlier = (await this.#reader.commandRecords([id])).get(id);
    if (earlier?.outcome.end === "APPLIED")
      return same<T>(earlier.bodyHash, bodyHash, earlier.outcome.reply);
    return make((reply) => ({
      id,
      bodyHash,
      outcomeAt: (seq) => ({ commandId, end: "APPLIED", seq, reply }),
    }));
  }
}

function same<T>(earlier: string, bodyHash: string, reply: unknown): T | Promise<T> {
  if (earlier !== bodyHash) throw new ProblemError("COMMAND_ID_REUSED");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same request made it
  return reply as T | Promise<T>;
}
