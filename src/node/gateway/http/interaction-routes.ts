import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { QUESTION_MAX_LENGTH, questionOf } from "../../../domain/search/question.ts";
import { IdText, literals } from "../../../protocol/schema.ts";
import { LineText } from "../../../protocol/text.ts";
import { InteractionRow } from "../../../protocol/rows/interaction-row.ts";
import { InterventionRow, MessageRow } from "../../../protocol/rows/other-rows.ts";
import { TaskRow } from "../../../protocol/rows/task-row.ts";
import type { UserActor } from "../../access/actor.ts";
import { agentIdOf, queuesSeenBy } from "../../access/actor.ts";
import type { InteractionPlace } from "../../feed/place.ts";
import type { KeptRow } from "../../store/store.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { FoundAt, foundIn, labelsNow } from "./finding.ts";
import { limitOf, pageOf, pageQuery, readCursor, writeCursor } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

const InteractionsQuery = Type.Object(
  {
    ...pageQuery,
    state: Type.Optional(literals(["ACTIVE", "COMPLETED"])),
    queueId: Type.Optional(IdText()),
    text: Type.Optional(LineText(QUESTION_MAX_LENGTH, 1)),
  },
  { additionalProperties: false },
);
interface Query {
  readonly cursor?: string;
  readonly limit?: string;
  readonly queueId?: string;
  readonly text?: string;
}

const CompletionRow = Type.Object({
  id: Type.String(),
  interactionId: Type.String(),
  completedAt: Type.Integer(),
  completedBy: Type.String(),
  completedByName: Type.String(),
  resolution: Type.String(),
  dispositions: Type.Array(Type.String()),
});

const WholeInteraction = Type.Object({
  interaction: InteractionRow,
  messages: Type.Array(MessageRow),
  interventions: Type.Array(InterventionRow),
  tasks: Type.Array(TaskRow),
  completions: Type.Array(CompletionRow),
});

const Messages = Type.Object({ items: Type.Array(MessageRow) });

/** Where the question was found stands beside the page, in its order. */
const FoundInteractions = Type.Object({
  ...pageOf(InteractionRow).properties,
  found: Type.Array(FoundAt),
});

const askedInteractionsQuery = typed(InteractionsQuery);

export function addInteractionRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/interactions",
      summary:
        "Interactions that you may see: active ones, or with state=COMPLETED those completed",
      who: ["USER"],
      query: askedInteractionsQuery,
      reply: FoundInteractions,
    },
    async ({ session, query }) => {
      const sight = new Sight(parts, session.actor);
      const asked = { parts, sight, actor: session.actor, query };
      const page =
        query.state === "COMPLETED"
          ? await completed(asked)
          : questionOf(query.text ?? "").terms.length === 0
            ? active(asked)
            : await searchActive(asked);
      return { ...page, found: await foundIn(parts, sight, query.text, page.items) };
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/interactions/:id",
      summary: "One interaction with all that was said, its tasks and its completions",
      who: ["USER"],
      params: idInPath,
      reply: WholeInteraction,
    },
    ({ session, params }) => whole(parts, session.actor, params.id),
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/threads/:id/messages",
      summary: "What was said on one thread, as far as you may see it, the oldest first",
      who: ["USER"],
      params: idInPath,
      reply: Messages,
    },
    async ({ session, params }) => {
      const sight = new Sight(parts, session.actor);
      const rows = await parts.store.reader.thread(params.id, false);
      await sight.learn(rows);
      const seen = rows.filter((row) => sight.sees(row));
      if (seen.length === 0) throw new ProblemError("NOT_FOUND");
      return { items: seen.map(({ row }) => row) };
    },
  );
}

interface Asking {
  readonly parts: ApiParts;
  readonly sight: Sight;
  readonly actor: UserActor;
  readonly query: Query;
}

function active({ parts, sight, query }: Asking) {
  const before = readCursor(query.cursor)?.[0] ?? Number.POSITIVE_INFINITY;
  const limit = limitOf(query.limit);
  const found = new Set<InteractionPlace>();
  for (const key of sight.keys) {
    for (const place of parts.feed.mirror.withKey(key)) {
      if (place.kind === "INTERACTION" && fits(place, query, before)) found.add(place);
    }
  }
  const page = [...found].sort((left, right) => right.number - left.number).slice(0, limit);
  const last = page.length === limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap(({ kept }) => (kept?.kind === "INTERACTION" ? [kept.row] : [])),
    next: last === undefined ? null : writeCursor([last.number, last.id]),
  };
}

function fits(place: InteractionPlace, { queueId }: Query, before: number): boolean {
  if (place.number >= before || place.facts.state !== "ACTIVE") return false;
  return queueId === undefined || place.facts.queueId === queueId;
}

/** In the reading thread: texts are folded there, and nobody waits for it here. */
async function searchActive({ parts, sight, actor, query }: Asking) {
  const limit = limitOf(query.limit);
  const agentId = agentIdOf(actor);
  const rows = await parts.store.reader.active({
    workspaceId: actor.workspaceId,
    queueIds: queuesSeenBy(actor),
    agentId,
    queueId: query.queueId ?? null,
    text: query.text ?? "",
    labels: labelsNow(parts),
    below: readCursor(query.cursor)?.[0] ?? null,
    limit,
  });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.filter((row) => sight.sees(row)).map(({ row }) => row),
    next: last === undefined ? null : writeCursor([last.number, last.row.id]),
  };
}

async function completed({ parts, sight, actor, query }: Asking) {
  const limit = limitOf(query.limit);
  const agentId = agentIdOf(actor);
  const before = readCursor(query.cursor);
  const served = queuesSeenBy(actor);
  const rows = await parts.store.reader.completed({
    workspaceId: actor.workspaceId,
    queueIds: served.filter((id) => query.queueId === undefined || id === query.queueId),
    ownerId: query.queueId === undefined ? agentId : null,
    text: query.text ?? null,
    labels: query.text === undefined ? new Map() : labelsNow(parts),
    before: before === null ? null : { completedAt: before[0], id: before[1] },
    limit,
  });
  const last = rows.length === limit ? rows.at(-1)?.row : undefined;
  return {
    items: rows.filter((row) => sight.sees(row)).map(({ row }) => row),
    next: last === undefined ? null : writeCursor([last.completedAt, last.id]),
  };
}

async function whole(parts: ApiParts, actor: UserActor, id: string) {
  const { reader } = parts.store;
  const interaction = await new Sight(parts, actor).read("INTERACTION", id);
  if (interaction === null) throw new ProblemError("INTERACTION_NOT_FOUND");
  const [talk, tasks, completions] = await Promise.all([
    reader.conversations([id]),
    reader.tasksOf(id),
    reader.completions(id),
  ]);
  return {
    interaction: interaction.row,
    messages: rowsOf(talk.rows, "MESSAGE"),
    interventions: rowsOf(talk.rows, "INTERVENTION"),
    tasks: tasks.map(({ row }) => row),
    completions: completions.map(({ row }) => row),
  };
}

function rowsOf<K extends KeptRow["kind"]>(rows: readonly KeptRow[], kind: K) {
  const ofKind = rows.filter((row): row is Extract<KeptRow, { kind: K }> => row.kind === kind);
  return ofKind.map(({ row }) => row);
}
