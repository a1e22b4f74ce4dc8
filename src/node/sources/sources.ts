import { createHash } from "node:crypto";
import {
  type CommandId,
  type CustomerId,
  type InteractionId,
  type MessageId,
  type SourceId,
  type ThreadId,
  brand,
} from "../../domain/id.ts";
import { isDelivered } from "../../domain/delivery.ts";
import { isForCustomer } from "../../domain/message.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Source } from "../../domain/source.ts";
import type { Command, Outcome } from "../../protocol/commands.ts";
import type { VisitorConversation, VisitorMessage, VisitorReply } from "../../protocol/http.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { Access } from "../access/access.ts";
import type { ConnectorActor, VisitorActor } from "../access/actor.ts";
import type { Engine } from "../engine/api.ts";
import { conversationShown, messageShown } from "../feed/shown-to-customer.ts";
import type { KeptRow, Reader } from "../store/store.ts";

export interface SourcesParts {
  readonly engine: Engine;
  readonly reader: Pick<Reader, "fetch" | "thread">;
  readonly access: Access;
  readonly workspaceId: VisitorActor["workspaceId"];
  readonly newId: () => string;
}

export interface Incoming {
  readonly from: {
    readonly foreignId: string;
    readonly name: string;
    readonly email?: string | null;
  };
  readonly body: string;
}

export interface Received {
  readonly outcome: Outcome;
  readonly messageId: MessageId;
  readonly threadId: ThreadId;
}

/** Where customers come in: the web chat's visitors, and connectors that speak for customers elsewhere. */
export class Sources {
  readonly #parts: SourcesParts;
  /** Threads being begun: a connector's first two messages of one customer may come at once. */
  readonly #beginning = new Map<ThreadId, Promise<void>>();

  constructor(parts: SourcesParts) {
    this.#parts = parts;
  }

  source(id: string): Source | null {
    const kept = this.#parts.engine.live.row("DIRECTORY", `SOURCE:${id}`);
    return kept === null ? null : (bodiesOf([kept.row], "SOURCE")[0] ?? null);
  }

  /** A new visitor: a customer, a thread, and a token for that thread alone. */
  async begin(
    sourceId: string,
    { name, email }: { name: string; email: string | null },
  ): Promise<VisitorReply | Refusal> {
    const source = this.source(sourceId);
    if (source === null || !source.active) return refuse("SOURCE_NOT_FOUND");
    const { engine, access, newId, workspaceId } = this.#parts;
    const customerId = brand<CustomerId>(newId());
    const threadId = brand<ThreadId>(newId());
    const visitor = { threadId, customerId, sourceId: source.id, name: name.trim() };
    await engine.beginVisitor({ ...visitor, email });
    const actor: VisitorActor = { kind: "VISITOR", workspaceId, ...visitor };
    const { token } = await access.openVisit(actor);
    return { token, threadId, customerId, sourceId: source.id, sourceName: source.name };
  }

  /** The same message id again is the same message: a widget that got no answer asks again. */
  async post(
    actor: VisitorActor,
    { id: messageId, ...written }: { id: MessageId; body: string; writtenAt?: number },
  ): Promise<Outcome | Refusal> {
    const { threadId, customerId, sourceId } = actor;
    if (this.source(sourceId)?.active !== true) return refuse("SOURCE_NOT_FOUND");
    const body = { sourceId, threadId, customerId, messageId, ...written };
    const id = brand<CommandId>(`v.${digest(threadId, messageId)}`);
    return this.#parts.engine.submit(actor, { id, type: "message.receive", body });
  }

  /** All of the thread that is for its customer, and how it stands. */
  async conversationOf({ threadId }: VisitorActor): Promise<{
    messages: VisitorMessage[];
    conversation: VisitorConversation;
  }> {
    const { reader, engine } = this.#parts;
    const rows = await reader.thread(threadId, true);
    const lastId = rows.at(-1)?.row.interactionId ?? null;
    const refs = lastId === null ? [] : [{ kind: "INTERACTION" as const, id: lastId }];
    const found = await reader.fetch(refs);
    const last = found.find((kept) => kept.kind === "INTERACTION") ?? null;
    return {
      messages: rows.flatMap(({ row }) => messageShown(row) ?? []),
      conversation: conversationShown(last?.row ?? null, engine.live),
    };
  }

  /** The customer ends it. Asked again where it is over already, the answer says so. */
  async end(actor: VisitorActor): Promise<Outcome> {
    const id = brand<CommandId>(this.#parts.newId());
    const { threadId } = actor;
    return this.#parts.engine.submit(actor, { id, type: "customer.end", body: { threadId } });
  }

  /** The same rating again is the same. */
  async rate(
    actor: VisitorActor,
    given: { interactionId: InteractionId; stars: number; comment: string },
  ): Promise<Outcome> {
    const id = brand<CommandId>(this.#parts.newId());
    const body = { threadId: actor.threadId, ...given };
    return this.#parts.engine.submit(actor, { id, type: "customer.rate", body });
  }

  /**
   * Up to here the customer's page has shown the conversation; null where that was known and durable, which costs
   * nothing. Whoever can name a message was given it.
   */
  async acknowledge(actor: VisitorActor, messageId: MessageId): Promise<Outcome | Refusal | null> {
    const { threadId } = actor;
    const message = await this.#durable("MESSAGE", messageId);
    if (message === null || message.row.threadId !== threadId || !isForCustomer(message.row))
      return refuse("NOT_FOUND", "messageId");
    const { interactionId } = message.row;
    const interaction = await this.#durable("INTERACTION", interactionId);
    if (isDelivered(message.row, interaction?.row.delivered)) return null;
    const id = brand<CommandId>(this.#parts.newId());
    const body = { threadId, interactionId, messageId };
    return this.#parts.engine.submit(actor, { id, type: "customer.acknowledge", body });
  }

  /** A row as it was committed: out of memory where that is as old, else from the store. */
  async #durable<K extends "MESSAGE" | "INTERACTION">(
    kind: K,
    id: string,
  ): Promise<KeptRow<K> | null> {
    const { engine, reader } = this.#parts;
    const live = engine.live.row(kind, id);
    if (live !== null && live.seq <= engine.head) return live;
    const [stored] = await reader.fetch([{ kind, id }]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and row are tied by K
    return stored?.kind === kind ? (stored as KeptRow<K>) : null;
  }

  /** When the node took the message, also where it is brought again: a record of an older node does not say. */
  async takenAt(messageId: MessageId, reply: unknown): Promise<number> {
    if (isTimed(reply)) return reply.at;
    const [kept] = await this.#parts.reader.fetch([{ kind: "MESSAGE", id: messageId }]);
    if (kept?.kind !== "MESSAGE")
      throw new Error(`Message ${messageId} was taken and is not there`);
    return kept.row.createdAt;
  }

  /** A connector's message. `key` makes it the same message however often it is brought. */
  async receive(
    actor: ConnectorActor,
    { from, body }: Incoming,
    key: string | null,
  ): Promise<Received | Refusal> {
    const { sourceId } = actor;
    if (this.source(sourceId)?.active !== true) return refuse("SOURCE_NOT_FOUND");
    const customerId = brand<CustomerId>(`c.${digest(sourceId, from.foreignId)}`);
    const threadId = brand<ThreadId>(`t.${digest(sourceId, from.foreignId)}`);
    const { name, email = null } = from;
    await this.#begin({ threadId, customerId, sourceId, name, email });
    const sent = key === null ? this.#parts.newId() : digest(sourceId, key);
    const messageId = brand<MessageId>(`m.${sent}`);
    // Who is called by their address there says nothing of their name.
    const facts = { name: name === from.foreignId ? null : name, email };
    const command: Command = {
      id: brand<CommandId>(`i.${sent}`),
      type: "message.receive",
      body: { sourceId, threadId, customerId, messageId, body, facts },
    };
    const outcome = await this.#parts.engine.submit(actor, command);
    return { outcome, messageId, threadId };
  }

  async #begin(visitor: {
    threadId: ThreadId;
    customerId: CustomerId;
    sourceId: SourceId;
    name: string;
    email: string | null;
  }): Promise<void> {
    const { threadId } = visitor;
    const under = this.#beginning.get(threadId);
    if (under !== undefined) return under;
    const beginning = this.#beginUnlessThere(visitor).finally(() =>
      this.#beginning.delete(threadId),
    );
    this.#beginning.set(threadId, beginning);
    return beginning;
  }

  async #beginUnlessThere(visitor: Parameters<Engine["beginVisitor"]>[0]): Promise<void> {
    const { engine, reader } = this.#parts;
    if (engine.live.row("THREAD", visitor.threadId) !== null) return;
    const stored = await reader.fetch([{ kind: "THREAD", id: visitor.threadId }]);
    if (stored.some(({ kind }) => kind === "THREAD")) return;
    await engine.beginVisitor(visitor);
  }
}

function isTimed(reply: unknown): reply is { at: number } {
  return (
    typeof reply === "object" && reply !== null && "at" in reply && typeof reply.at === "number"
  );
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
