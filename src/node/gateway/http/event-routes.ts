import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { FeedEvent } from "../../../protocol/changes.ts";
import { leaf } from "../../../protocol/schema.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Ref } from "../../store/store.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { Sight } from "./sight.ts";

const MOST = 500;

const EventsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({ pattern: "^[0-9]{1,15}$", description: "a sequence: a whole number" }),
    ),
  },
  { additionalProperties: false },
);
const Events = Type.Object({
  items: Type.Array(
    leaf<FeedEvent>(
      Type.Object({
        seq: Type.Integer(),
        at: Type.Integer(),
        type: Type.String(),
        id: Type.String(),
      }),
    ),
  ),
  feedId: Type.String(),
  /** Ask again with `after` at this; when it is the head, there is nothing more yet. */
  next: Type.Integer(),
  head: Type.Integer(),
});

const askedEventsQuery = typed(EventsQuery);

export function addEventRoutes(app: FastifyInstance, parts: ApiParts): void {
  route(
    app,
    parts.access,
    {
      method: "GET",
      url: "/events",
      summary: "What has happened since a sequence, as far as you may see it",
      who: ["USER"],
      query: askedEventsQuery,
      reply: Events,
    },
    async ({ session, query }) => {
      const after = Number(query.after ?? "0");
      const { head } = parts.feed;
      const events = await parts.store.reader.events(after, MOST);
      const told = events.filter(({ seq }) => seq > after && seq <= head);
      const items = await visibleOf(parts, session.actor, told);
      const next = told.at(-1)?.seq ?? after;
      return { items, feedId: parts.engine.feedId, next, head };
    },
  );
}

async function visibleOf(
  parts: ApiParts,
  actor: UserActor,
  events: readonly FeedEvent[],
): Promise<readonly FeedEvent[]> {
  if (can(actor, "workspace.administer", { workspaceId: parts.workspaceId })) return events;
  const sight = new Sight(parts, actor);
  const refs = new Map<string, Ref>();
  for (const { kind, id } of events) if (kind !== null) refs.set(`${kind} ${id}`, { kind, id });
  const rows = await parts.store.reader.fetch([...refs.values()]);
  await sight.learn(rows);
  const seen = new Set(
    rows.filter((row) => sight.sees(row)).map(({ kind, row }) => `${kind} ${row.id}`),
  );
  return events.filter(({ kind, id }) => kind !== null && seen.has(`${kind} ${id}`));
}
