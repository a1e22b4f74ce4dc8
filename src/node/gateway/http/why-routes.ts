import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Lack } from "../../../domain/explain.ts";
import { CandidatesReply, WhyReply } from "../../../protocol/http-why.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import type { TaskRow } from "../../../protocol/rows/task-row.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { Engine } from "../../engine/api.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { limitOf, pageQuery } from "./paging.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

const { limit } = pageQuery;
const asked = typed(Type.Object({ limit }, { additionalProperties: false }));

/** "Why me?", "Why is this waiting?", "Who could take it?": computed over the present state when somebody asks. */
export function addWhyRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { access, engine, workspaceId } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/tasks/:id/why",
      summary: "Why this agent was chosen, or why nobody has it yet and what changes by itself",
      who: ["USER"],
      params: idInPath,
      reply: WhyReply,
    },
    async ({ session, params }) => {
      const row = await taskSeen(parts, session.actor, params.id);
      const waiting = engine.explain(row.id)?.waiting ?? null;
      const assignment = row.offer?.assignment ?? null;
      return { taskId: row.id, assignment, waiting, now: engine.now() };
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/tasks/:id/candidates",
      summary:
        "Who could take a waiting task, and what keeps everybody else from it; for supervisors",
      who: ["USER"],
      params: idInPath,
      query: asked,
      reply: CandidatesReply,
    },
    async ({ session, params, query }) => {
      const { actor } = session;
      const row = await taskSeen(parts, actor, params.id);
      if (!can(actor, "task.supervise", { workspaceId, queueId: row.queueId }))
        throw new ProblemError("NOT_PERMITTED");
      const standings = engine.explain(row.id)?.standings;
      if (standings === undefined) throw new ProblemError("TASK_NOT_QUEUED");
      const items = standings.slice(0, limitOf(query.limit)).map((each) => {
        const lacks = each.lacks.map((lack) => ({ ...lack, name: nameOfLack(engine, lack) }));
        return {
          ...each,
          name: engine.live.row("AGENT", each.agentId)?.row.name ?? "",
          lacks,
          words: lacks.map(sayLack).join("; "),
        };
      });
      return { items, total: standings.length };
    },
  );
}

async function taskSeen(parts: ApiParts, actor: UserActor, id: string): Promise<TaskRow> {
  const found = await new Sight(parts, actor).read("TASK", id);
  if (found === null) throw new ProblemError("TASK_NOT_FOUND");
  return found.row;
}

function nameOfLack(engine: Engine, { kind, id }: Lack): string {
  const kept = engine.live.row("DIRECTORY", `${kind}:${id}`);
  if (kept === null) return id;
  const [skill] = bodiesOf([kept.row], "SKILL");
  const [tag] = bodiesOf([kept.row], "TAG");
  return skill?.name ?? tag?.name ?? id;
}

function sayLack({ kind, name, has, needs }: Lack & { readonly name: string }): string {
  if (kind === "TAG") return `no tag ${name}`;
  return has === 0 ? `no ${name}, needs ${needs}` : `${name} ${has}, needs ${needs}`;
}
