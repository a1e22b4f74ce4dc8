import { createHash } from "node:crypto";
import {
  type CommandId,
  type CustomerId,
  type MessageId,
  type SourceId,
  type ThreadId,
  brand,
} from "../../domain/id.ts";
import { type Refusal, refuse } from "../../domain/refusal.ts";
import type { Source } from "../../domain/source.ts";
import type { Command, Outcome } from "../../protocol/commands.ts";
import type { VisitorMessage, VisitorReply } from "../../protocol/http.ts";
import { bodiesOf } from "../../protocol/rows/directory-row.ts";
import type { MessageRow } from "../../protocol/rows/other-rows.ts";
import type { Access } from "../access/access.ts";
import type { ConnectorActor, VisitorActor } from "../access/actor.ts";
import type { Engine } from "../engine/api.ts";
import type { Reader } from "../store/store.ts";

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
    message: { id: MessageId; body: string },
  ): Promise<Outcome | Refusal> {
    const { threadId, customerId, sourceId } = actor;
    if (this.source(sourceId)?.active !== true) return refuse("SOURCE_NOT_FOUND");
    const body = { sourceId, threadId, customerId, messageId: message.id, body: message.body };
    const id = brand<CommandId>(`v.${digest(threadId, message.id)}`);
    return this.#parts.engine.submit(actor, { id, type: "message.receive", body });
  }

  async messagesOf({ threadId }: VisitorActor): Promise<VisitorMessage[]> {
    const rows = await this.#parts.reader.thread(threadId, true);
    return rows.flatMap(({ row }) => shownToVisitor(row) ?? []);
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
    const command: Command = {
      id: brand<CommandId>(`i.${sent}`),
      type: "message.receive",
      body: { sourceId, threadId, customerId, messageId, body },
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

/** What a visitor may see of a message: nothing of notes, and of colleagues what they are called. */
function shownToVisitor(row: MessageRow): VisitorMessage | null {
  if (row.kind !== "CUSTOMER" && row.kind !== "AGENT") return null;
  return { id: row.id, from: row.kind, name: row.authorName, body: row.body, at: row.createdAt };
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
