import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type MessageId, brand } from "../../../domain/id.ts";
import { isRefusal } from "../../../domain/refusal.ts";
import type { Outcome } from "../../../protocol/commands.ts";
import {
  SourceMessageBody,
  VisitorBody,
  VisitorDeliveredBody,
  VisitorMessage,
  VisitorMessageBody,
  VisitorMessagesReply,
  VisitorRatingBody,
  VisitorReply,
  VisitorWait,
} from "../../../protocol/http.ts";
import { customerWait } from "../customer-wait.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { IdempotencyHeader, digest, keyOf } from "./ids.ts";
import { ProblemError, refusedAs } from "./problem.ts";

const Received = Type.Object({
  messageId: Type.String(),
  threadId: Type.String(),
  seq: Type.Integer(),
});

const sentVisitorBody = typed(VisitorBody);
const sentVisitorMessageBody = typed(VisitorMessageBody);
const sentVisitorDeliveredBody = typed(VisitorDeliveredBody);
const sentVisitorRatingBody = typed(VisitorRatingBody);
const sentSourceMessageBody = typed(SourceMessageBody);

/** What customers use, and connectors in their place. */
export function addCustomerRoutes(app: FastifyInstance, parts: ApiParts): void {
  addVisitorRoutes(app, parts);
  addVisitorMessages(app, parts);
  addVisitorDelivered(app, parts);
  addVisitorEnding(app, parts);
  addConnectorRoutes(app, parts);
}

function addVisitorRoutes(app: FastifyInstance, { access, sources, limits }: ApiParts): void {
  route(
    app,
    access,
    {
      method: "POST",
      url: "/sources/:id/visitors",
      summary: "Begin a conversation: a token for one thread",
      who: [],
      params: idInPath,
      body: sentVisitorBody,
      reply: VisitorReply,
      status: 201,
      perMinute: limits.visitors,
    },
    async ({ params, body }) => {
      const name = body.name.trim();
      if (name === "") throw new ProblemError("REQUEST_INVALID", "body/name must not be empty");
      const begun = await sources.begin(params.id, { name, email: body.email ?? null });
      if (isRefusal(begun)) throw refusedAs(begun);
      return begun;
    },
  );
}

function addVisitorMessages(
  app: FastifyInstance,
  { access, sources, engine, newId, limits }: ApiParts,
): void {
  route(
    app,
    access,
    {
      method: "GET",
      url: "/visitor/wait",
      summary: "The visitor's place in line, and how long it may take where the queue tells",
      who: ["VISITOR"],
      reply: VisitorWait,
      perMinute: limits.messages,
    },
    ({ session }) => {
      engine.customerSeen(session.actor.threadId, "ASKED");
      return customerWait(engine, session.actor.threadId);
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/visitor/messages",
      summary: "The visitor's own thread",
      who: ["VISITOR"],
      reply: VisitorMessagesReply,
      perMinute: limits.messages,
    },
    async ({ session }) => {
      engine.customerSeen(session.actor.threadId, "ASKED");
      return { ...(await sources.conversationOf(session.actor)), now: engine.now() };
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/visitor/messages",
      summary: "Say something; the same messageId again is the same message",
      who: ["VISITOR"],
      body: sentVisitorMessageBody,
      headers: IdempotencyHeader,
      reply: VisitorMessage,
      status: 201,
      perMinute: limits.messages,
    },
    async ({ session, body, request }) => {
      engine.customerSeen(session.actor.threadId, "ASKED");
      const key = keyOf(request);
      const made = () => (key === null ? newId() : digest(session.actor.threadId, key));
      const id = body.messageId ?? brand<MessageId>(made());
      const { messageId: _id, ...written } = body;
      const outcome = await sources.post(session.actor, { id, ...written });
      if (isRefusal(outcome)) throw refusedAs(outcome);
      const at = await sources.takenAt(id, appliedReply(outcome));
      const { name } = session.actor;
      const said = { id, from: "CUSTOMER", author: "CUSTOMER", name, event: null } as const;
      return { ...said, body: body.body.trim(), at };
    },
  );
}

function addVisitorDelivered(
  app: FastifyInstance,
  { access, sources, engine, limits }: ApiParts,
): void {
  route(
    app,
    access,
    {
      method: "POST",
      url: "/visitor/delivered",
      summary: "The visitor's page has shown the conversation up to this message",
      who: ["VISITOR"],
      body: sentVisitorDeliveredBody,
      status: 204,
      perMinute: limits.messages,
    },
    async ({ session, body }) => {
      engine.customerSeen(session.actor.threadId, "ASKED");
      const outcome = await sources.acknowledge(session.actor, body.messageId);
      if (outcome === null) return;
      if (isRefusal(outcome)) throw refusedAs(outcome);
      appliedSeq(outcome);
    },
  );
}

function addVisitorEnding(app: FastifyInstance, { access, sources, limits }: ApiParts): void {
  route(
    app,
    access,
    {
      method: "POST",
      url: "/visitor/end",
      summary: "The visitor ends the conversation",
      who: ["VISITOR"],
      status: 204,
      perMinute: limits.messages,
    },
    async ({ session }) => void appliedSeq(await sources.end(session.actor)),
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/visitor/rating",
      summary: "How it was: once, after the end, where the queue asks (`routing.askRating`)",
      who: ["VISITOR"],
      body: sentVisitorRatingBody,
      status: 204,
      perMinute: limits.messages,
    },
    async ({ session, body: { interactionId, stars, comment = "" } }) =>
      void appliedSeq(await sources.rate(session.actor, { interactionId, stars, comment })),
  );
}

function addConnectorRoutes(app: FastifyInstance, { access, sources }: ApiParts): void {
  route(
    app,
    access,
    {
      method: "POST",
      url: "/sources/:id/messages",
      summary: "A connector brings a customer's message in",
      who: ["CONNECTOR"],
      params: idInPath,
      body: sentSourceMessageBody,
      headers: IdempotencyHeader,
      reply: Received,
      status: 201,
    },
    async ({ session, params, body, request }) => {
      if (params.id !== session.actor.sourceId) throw new ProblemError("SOURCE_NOT_FOUND");
      const received = await sources.receive(session.actor, body, keyOf(request));
      if (isRefusal(received)) throw refusedAs(received);
      const { messageId, threadId } = received;
      return { messageId, threadId, seq: appliedSeq(received.outcome) };
    },
  );
}

/** The sequence of what was done; whatever else a command ended with is a problem. */
export function appliedSeq(outcome: Outcome): number {
  return applied(outcome).seq;
}

function appliedReply(outcome: Outcome): unknown {
  return applied(outcome).reply;
}

function applied(outcome: Outcome): Extract<Outcome, { end: "APPLIED" }> {
  switch (outcome.end) {
    case "APPLIED":
      return outcome;
    case "REFUSED":
      throw new ProblemError(outcome.code, outcome.detail, { outcome });
    case "UNKNOWN":
      throw new ProblemError("COMMIT_UNKNOWN", "send the same again", { outcome });
  }
}
