import type { FastifyInstance } from "fastify";
import type { UserActor } from "../../access/actor.ts";
import type { KeptRow } from "../../store/store.ts";
import { InterventionRow, MessageRow } from "../../../protocol/rows/other-rows.ts";
import { type ApiParts, route, idInPath } from "./api.ts";
import { interventionAt } from "./objects.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { Sight } from "./sight.ts";

/** Cases to read; what is done with them stands among the acts. */
export function addInterventionRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/interventions",
      summary: "Cases that you may see and that are not closed, the newest conversation first",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(InterventionRow),
    },
    ({ session, query }) => {
      const rows = openCases(parts, session.actor);
      const page = pageFrom(rows, ({ number, row }) => [-number, row.id], query);
      return { ...page, items: page.items.map(({ row }) => row) };
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/interventions/:id",
      summary: "One case, open or closed",
      who: ["USER"],
      params: idInPath,
      reply: InterventionRow,
    },
    async ({ session, params }) =>
      (await interventionAt(parts, { ...params, actor: session.actor })).row,
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/interventions/:id/comments",
      summary: "The notes on a case's conversation, the oldest first",
      who: ["USER"],
      params: idInPath,
      query: askedPage,
      reply: pageOf(MessageRow),
    },
    async ({ session, params, query }) => {
      const { row } = await interventionAt(parts, { ...params, actor: session.actor });
      const { rows } = await parts.store.reader.conversations([row.interactionId]);
      const notes = rows.flatMap((kept) =>
        kept.kind === "MESSAGE" && kept.row.kind === "NOTE" ? [kept.row] : [],
      );
      return pageFrom(notes, (note) => [note.createdAt, note.id], query);
    },
  );
}

function openCases(parts: ApiParts, actor: UserActor): KeptRow<"INTERVENTION">[] {
  const found = new Map<string, KeptRow<"INTERVENTION">>();
  for (const key of new Sight(parts, actor).keys)
    for (const place of parts.feed.mirror.withKey(key)) {
      if (place.kind !== "INTERACTION" || place.kept?.kind !== "INTERACTION") continue;
      const { interventionId } = place.kept.row;
      const kept =
        interventionId === null ? null : parts.engine.live.row("INTERVENTION", interventionId);
      if (kept !== null && kept.row.state !== "CLOSED") found.set(kept.row.id, kept);
    }
  return [...found.values()];
}
