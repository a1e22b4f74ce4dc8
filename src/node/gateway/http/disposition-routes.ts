import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Queue } from "../../../domain/queue.ts";
import { IdText, exact } from "../../../protocol/schema.ts";
import { NameText } from "../../../protocol/text.ts";
import type { UserActor } from "../../access/actor.ts";
import { route, typed } from "./api.ts";
import { IdempotencyHeader } from "./ids.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { type SettingsParts, administer, agreed, knowsQueue } from "./settings-routes.ts";

const label = NameText(100);
/** `id` is `QUEUE:CODE`; the code alone is what commands and interactions name. */
const Disposition = Type.Object({
  id: Type.String(),
  queueId: Type.String(),
  code: Type.String(),
  label: Type.String(),
});
const sentNew = typed(exact({ queueId: IdText(), code: IdText(), label }));
const sentChange = typed(exact({ label }));
const named = typed(Type.Object({ id: Type.String({ minLength: 3, maxLength: 129 }) }));

type Disposition = ReturnType<typeof dispositionsOf>[number];

/** The dispositions of all queues. They belong to their queue and end with it. */
export function addDispositionRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access, settings, once } = parts;
  const all = () => settings.all("QUEUE").flatMap(dispositionsOf);
  const seenBy = (actor: UserActor) =>
    all().filter(({ queueId }) => knowsQueue(parts, actor, queueId));
  const one = (id: string): Disposition => {
    const disposition = all().find((each) => each.id === id);
    if (disposition === undefined) throw new ProblemError("NOT_FOUND", "no such disposition");
    return disposition;
  };
  route(
    app,
    access,
    {
      method: "GET",
      url: "/dispositions",
      summary: "The dispositions of the queues that you serve, and for administrators of all",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(Disposition),
    },
    ({ query, session }) => pageFrom(seenBy(session.actor), ({ id }) => [0, id], query),
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/dispositions/:id",
      summary: "One disposition; its id is QUEUE:CODE",
      who: ["USER"],
      params: named,
      reply: Disposition,
    },
    ({ params, session }) => {
      const disposition = one(params.id);
      if (knowsQueue(parts, session.actor, disposition.queueId)) return disposition;
      throw new ProblemError("NOT_FOUND", "no such disposition");
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/dispositions",
      summary: "Give a queue another disposition",
      who: ["USER"],
      body: sentNew,
      headers: IdempotencyHeader,
      reply: Disposition,
      status: 201,
    },
    ({ session: { actor }, body, request }) => {
      administer(parts, actor);
      return once.answer({
        actor,
        request,
        asked: body,
        make: async (answerOf) => {
          const { queueId, code, label: words } = body;
          if (settings.get("QUEUE", queueId) === undefined)
            throw new ProblemError("QUEUE_NOT_FOUND", queueId);
          const made = { id: `${queueId}:${code}`, queueId, code, label: words };
          const withOneMore = ({ dispositions }: Queue) => {
            if (all().some(({ id }) => id === made.id))
              throw new ProblemError("ALREADY_EXISTS", made.id);
            return { dispositions: [...dispositions, { id: code, label: words }] };
          };
          const answering = answerOf === null ? null : () => answerOf(made);
          agreed(await settings.change("QUEUE", queueId, withOneMore, answering));
          return made;
        },
      });
    },
  );
  route(
    app,
    access,
    {
      method: "PATCH",
      url: "/dispositions/:id",
      summary: "Call a disposition something else",
      who: ["USER"],
      params: named,
      body: sentChange,
      reply: Disposition,
    },
    async ({ session, params, body }) => {
      administer(parts, session.actor);
      const { queueId, code, ...rest } = one(params.id);
      const called = ({ dispositions }: Queue) => ({
        dispositions: dispositions.map((each) => (each.id === code ? { ...each, ...body } : each)),
      });
      agreed(await settings.change("QUEUE", queueId, called));
      return { ...rest, queueId, code, ...body };
    },
  );
}

function dispositionsOf({ id: queueId, dispositions }: Queue) {
  return dispositions.map(({ id: code, label: words }) => ({
    id: `${queueId}:${code}`,
    queueId: queueId as string,
    code,
    label: words,
  }));
}
