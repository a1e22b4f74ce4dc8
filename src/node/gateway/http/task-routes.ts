import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { IdText, literals } from "../../../protocol/schema.ts";
import { TaskRow } from "../../../protocol/rows/task-row.ts";
import type { TaskPlace } from "../../feed/place.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { limitOf, pageOf, pageQuery, readCursor, writeCursor } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

const TasksQuery = Type.Object(
  {
    ...pageQuery,
    queueId: Type.Optional(IdText()),
    state: Type.Optional(literals(["QUEUED", "RESERVED", "ACTIVE", "WRAP_UP"])),
  },
  { additionalProperties: false },
);

const askedTasksQuery = typed(TasksQuery);

export function addTaskRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/tasks",
      summary: "Open tasks that you may see, the newest first",
      who: ["USER"],
      query: askedTasksQuery,
      reply: pageOf(TaskRow),
    },
    ({ session, query }) => {
      const sight = new Sight(parts, session.actor);
      const before = readCursor(query.cursor)?.[0] ?? Number.POSITIVE_INFINITY;
      const limit = limitOf(query.limit);
      const found = [...openTasks(parts, sight)]
        .filter(({ facts, number }) => number < before && fits(facts, query))
        .sort((left, right) => right.number - left.number)
        .slice(0, limit);
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.flatMap(({ kept }) => (kept?.kind === "TASK" ? [kept.row] : [])),
        next: last === undefined ? null : writeCursor([last.number, last.id]),
      };
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/tasks/:id",
      summary: "One task, open or closed",
      who: ["USER"],
      params: idInPath,
      reply: TaskRow,
    },
    async ({ session, params }) => {
      const found = await new Sight(parts, session.actor).read("TASK", params.id);
      if (found === null) throw new ProblemError("TASK_NOT_FOUND");
      return found.row;
    },
  );
}

function openTasks({ feed }: ApiParts, sight: Sight): Set<TaskPlace> {
  const found = new Set<TaskPlace>();
  for (const key of sight.keys) {
    for (const place of feed.mirror.withKey(key)) {
      if (place.kind === "TASK" && place.facts.taskState !== "CLOSED") found.add(place);
    }
  }
  return found;
}

function fits(
  facts: TaskPlace["facts"],
  { queueId, state }: { queueId?: string; state?: string },
): boolean {
  if (queueId !== undefined && facts.queueId !== queueId) return false;
  const present = facts.taskState === "WRAP_UP" ? "WRAP_UP" : facts.mediaState;
  return state === undefined || state === present;
}
