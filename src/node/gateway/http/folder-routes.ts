import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type Folder, defaultFolders } from "../../../domain/folder.ts";
import type { Interaction } from "../../../domain/interaction.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import { InteractionRow, interactionFromRow } from "../../../protocol/rows/interaction-row.ts";
import { nullable } from "../../../protocol/schema.ts";
import { type UserActor, agentIdOf, queuesSeenBy } from "../../access/actor.ts";
import { type Asked, readFolder, ruleOf, textsOf } from "../../folders.ts";
import { prefilterOf } from "../../store/rule-filter.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { limitOf, pageOf, pageQuery, readCursor, writeCursor } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

const FolderReply = Type.Object({
  id: Type.String(),
  /** Empty for everybody's own folders: their names are the screen's. */
  name: Type.String(),
  rule: Type.String(),
  ownerId: nullable(Type.String()),
  /** How much of what is open it finds now. */
  count: Type.Integer(),
});
const FoldersReply = Type.Object({ items: Type.Array(FolderReply) });
const asked = typed(Type.Object(pageQuery, { additionalProperties: false }));
/** Closed work read at once while a page is filled. */
const SLICE = 200;
/** A page that needs more than this many rows of the past is given as far as it came, with where to go on. */
const MOST_READ = 5_000;

/** Smart folders: whose they are, how much is in them, and what. */
export function addFolderRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/folders",
      summary:
        "Everybody's folders, the shared ones and your own, with how much of the open work each finds",
      who: ["USER"],
      reply: FoldersReply,
    },
    async ({ session }) => {
      const sight = new Sight(parts, session.actor);
      const open = openInteractions(parts, sight).map(({ interaction }) => interaction);
      const plain = defaultFolders.map((each) => ({ ...each, name: "", ownerId: null }));
      const made = madeFolders(parts, sight).filter((folder) => !folder.archived);
      const items = [];
      for (const { id, name, rule, ownerId } of [...plain, ...made]) {
        const folder = readFolder(parts.engine.live, rule);
        const moment = momentOf(parts, session.actor);
        await learnSaid(parts, folder, open);
        const count = open.filter((each) => folder.holds(each, moment)).length;
        items.push({ id, name, rule, ownerId, count });
      }
      return { items };
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/folders/:id/interactions",
      summary: "What a folder finds: the open ones first, then the completed, the newest first",
      who: ["USER"],
      params: idInPath,
      query: asked,
      reply: pageOf(InteractionRow),
    },
    async ({ session, params, query }) => {
      const sight = new Sight(parts, session.actor);
      const rule = ruleOf(
        params.id,
        madeFolders(parts, sight).find((folder) => folder.id === params.id),
      );
      if (rule === null) throw new ProblemError("FOLDER_NOT_FOUND");
      const folder = readFolder(parts.engine.live, rule);
      const before = readCursor(query.cursor);
      const limit = limitOf(query.limit);
      // Numbers of rows are small beside instants: the cursor says by itself in which part it is.
      if (before === null || before[0] < FIRST_INSTANT) {
        const page = await openPage(parts, { sight, actor: session.actor, folder, before, limit });
        if (page !== null) return page;
      }
      return completedPage(parts, { sight, actor: session.actor, folder, before, limit });
    },
  );
}

/** No node has ever written before 2001. */
const FIRST_INSTANT = 1e12;

interface Search {
  readonly sight: Sight;
  readonly actor: UserActor;
  readonly folder: Asked;
  readonly before: readonly [number, string] | null;
  readonly limit: number;
}

/** Null where the open ones are through. */
async function openPage(parts: ApiParts, { sight, actor, folder, before, limit }: Search) {
  const below = before?.[0] ?? Number.POSITIVE_INFINITY;
  const moment = momentOf(parts, actor);
  const open = openInteractions(parts, sight);
  await learnSaid(
    parts,
    folder,
    open.map(({ interaction }) => interaction),
  );
  const found = open
    .filter((each) => each.number < below && folder.holds(each.interaction, moment))
    .sort((left, right) => right.number - left.number);
  if (found.length === 0) return null;
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ row }) => row),
    // When the open ones end here, the next page begins with the completed.
    next: last === undefined ? null : writeCursor([last.number, last.row.id]),
  };
}

async function completedPage(parts: ApiParts, search: Search) {
  const { sight, actor, folder, limit } = search;
  const { reader } = parts.store;
  const moment = momentOf(parts, actor);
  const prefilter = prefilterOf(folder.rule, { ...moment, idOf: folder.idOf });
  const agentId = agentIdOf(actor);
  const place = search.before !== null && search.before[0] >= FIRST_INSTANT ? search.before : null;
  let cursor = place === null ? null : { completedAt: place[0], id: place[1] };
  const items: InteractionRow[] = [];
  let read = 0;
  while (items.length < limit && read < MOST_READ) {
    const rows = await reader.completed({
      workspaceId: actor.workspaceId,
      queueIds: queuesSeenBy(actor),
      ownerId: agentId,
      text: null,
      before: cursor,
      limit: SLICE,
      prefilter,
    });
    read += rows.length;
    await learnSaid(
      parts,
      folder,
      rows.map(({ row }) => row),
    );
    for (const kept of rows) {
      cursor = { completedAt: kept.row.completedAt, id: kept.row.id };
      if (!sight.sees(kept) || !folder.holds(interactionFromRow(kept.row), moment)) continue;
      items.push(kept.row);
      if (items.length === limit) break;
    }
    if (rows.length < SLICE && items.length < limit) return { items, next: null };
  }
  return { items, next: cursor === null ? null : writeCursor([cursor.completedAt, cursor.id]) };
}

/** Reads the conversations that are not in memory, for a rule that asks for what was said. */
async function learnSaid(
  { engine, store }: ApiParts,
  folder: Asked,
  interactions: readonly { readonly id: string }[],
): Promise<void> {
  if (!folder.asksWhatWasSaid) return;
  const ids = interactions
    .map(({ id }) => id)
    .filter((id) => engine.live.conversation(id) === null);
  if (ids.length === 0) return;
  const { rows } = await store.reader.conversations(ids);
  const talk = Map.groupBy<string, (typeof rows)[number]>(rows, (kept) =>
    kept.kind === "MESSAGE" ? kept.row.interactionId : "",
  );
  for (const id of ids) folder.said.set(id, textsOf(talk.get(id) ?? []));
}

interface Open {
  readonly number: number;
  readonly row: InteractionRow;
  readonly interaction: Interaction;
}

function openInteractions({ engine }: ApiParts, sight: Sight): readonly Open[] {
  const found: Open[] = [];
  for (const kept of engine.live.rows("INTERACTION"))
    if (kept.row.state === "ACTIVE" && sight.sees(kept))
      found.push({
        number: kept.number,
        row: kept.row,
        interaction: interactionFromRow(kept.row),
      });
  return found;
}

function madeFolders({ engine }: ApiParts, sight: Sight): readonly Folder[] {
  const rows = [...engine.live.rows("DIRECTORY")].filter(
    (kept) => kept.row.kind === "FOLDER" && sight.sees(kept),
  );
  return bodiesOf(
    rows.map(({ row }) => row),
    "FOLDER",
  ).toSorted((left, right) => left.position - right.position || (left.name < right.name ? -1 : 1));
}

function momentOf({ engine }: ApiParts, actor: UserActor) {
  return { now: engine.now(), me: agentIdOf(actor) ?? actor.userId };
}
