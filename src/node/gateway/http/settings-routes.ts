import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { isRefusal, type Refusal } from "../../../domain/refusal.ts";
import { bodiesOf } from "../../../protocol/rows/directory-row.ts";
import { type SettingKind, settingsSchemas } from "../../../protocol/settings.ts";
import {
  type TaskRouterConfiguration,
  TaskRouterConfiguration as TaskRouterSchema,
  fromTaskRouter,
  toTaskRouter,
} from "../../../protocol/task-router.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { Settings } from "../../settings/settings.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { idInPath } from "./ids.ts";
import { ProblemError, refusedAs } from "./problem.ts";

interface Resource {
  readonly path: string;
  readonly kind: SettingKind;
  readonly one: string;
  /** What deleting means: nothing is physically deleted. Without it there is no such call. */
  readonly ended?: object;
}

const resources: readonly Resource[] = [
  { path: "queues", kind: "QUEUE", one: "queue", ended: { archived: true } },
  { path: "mrds", kind: "MRD", one: "media routing domain" },
  { path: "sources", kind: "SOURCE", one: "source", ended: { active: false } },
  { path: "workflows", kind: "WORKFLOW", one: "workflow" },
  { path: "calendars", kind: "CALENDAR", one: "calendar", ended: { active: false } },
  { path: "skills", kind: "SKILL", one: "skill" },
  { path: "tags", kind: "TAG", one: "tag" },
  { path: "lists", kind: "LIST", one: "pull list" },
  { path: "teams", kind: "TEAM", one: "team" },
  { path: "activities", kind: "REASON", one: "activity in which nobody is available" },
  { path: "workspaces", kind: "WORKSPACE", one: "workspace" },
];

/** Listed elsewhere already. */
const listedElsewhere: ReadonlySet<string> = new Set(["queues"]);

const Body = Type.Object({ id: Type.String() }, { additionalProperties: true });
const Bodies = Type.Object({ items: Type.Array(Body) });
const anything = typed(Type.Object({}, { additionalProperties: true }));
const withId = typed(
  Type.Object(
    {
      id: Type.Optional(
        Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_:.-]+$" }),
      ),
    },
    { additionalProperties: true },
  ),
);
const taskRouter = typed(TaskRouterSchema);

/** What a workspace is set to: read by everybody in it, written by administrators, checked before it is kept. */
export function addSettingsRoutes(app: FastifyInstance, parts: ApiParts): void {
  const settings = new Settings(parts.engine);
  for (const resource of resources) addResource(app, parts, { settings, resource });
  addTaskRouterShape(app, parts, settings);
}

interface Adding {
  readonly settings: Settings;
  readonly resource: Resource;
}

function addResource(app: FastifyInstance, parts: ApiParts, { settings, resource }: Adding): void {
  const { access, engine, newId, workspaceId } = parts;
  const { path, kind, one, ended } = resource;
  const mayWrite = (actor: UserActor) => {
    if (!can(actor, "workspace.administer", { workspaceId }))
      throw new ProblemError("NOT_PERMITTED");
  };
  if (!listedElsewhere.has(path))
    route(
      app,
      access,
      { method: "GET", url: `/${path}`, summary: `Every ${one}`, who: ["USER"], reply: Bodies },
      () => {
        const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
        return { items: bodiesOf(rows, kind) };
      },
    );
  route(
    app,
    access,
    {
      method: "GET",
      url: `/${path}/:id`,
      summary: `One ${one}`,
      who: ["USER"],
      params: idInPath,
      reply: Body,
    },
    ({ params }) => found(settings.get(kind, params.id), one),
  );
  route(
    app,
    access,
    {
      method: "PATCH",
      url: `/${path}/:id`,
      summary: `Change a ${one}: what is not named stays. Shape: ${fieldsOf(kind)}`,
      who: ["USER"],
      params: idInPath,
      body: anything,
      reply: Body,
    },
    async ({ session, params, body }) => {
      mayWrite(session.actor);
      return agreed(await settings.change(kind, params.id, body));
    },
  );
  if (kind === "WORKSPACE") return;
  route(
    app,
    access,
    {
      method: "POST",
      url: `/${path}`,
      summary: `Make a ${one}; what is not said begins as usual. Shape: ${fieldsOf(kind)}`,
      who: ["USER"],
      body: withId,
      reply: Body,
      status: 201,
    },
    async ({ session, body }) => {
      mayWrite(session.actor);
      return agreed(await settings.create(kind, { ...body, id: body.id ?? newId() }));
    },
  );
  if (ended === undefined) return;
  route(
    app,
    access,
    {
      method: "DELETE",
      url: `/${path}/:id`,
      summary: `Take a ${one} out of use; what belongs to it stays`,
      who: ["USER"],
      params: idInPath,
      reply: Body,
    },
    async ({ session, params }) => {
      mayWrite(session.actor);
      return agreed(await settings.change(kind, params.id, ended));
    },
  );
}

/** A workflow in the Task Router's own words, both ways. */
function addTaskRouterShape(app: FastifyInstance, parts: ApiParts, settings: Settings): void {
  const { access, workspaceId } = parts;
  const url = "/workflows/:id/configuration";
  route(
    app,
    access,
    {
      method: "GET",
      url,
      summary: "A workflow as the Task Router writes it",
      who: ["USER"],
      params: idInPath,
      reply: TaskRouterSchema,
    },
    ({ params }) => toTaskRouter(found(settings.get("WORKFLOW", params.id), "workflow")),
  );
  route(
    app,
    access,
    {
      method: "PUT",
      url,
      summary: "Set a workflow's filters and targets as the Task Router writes them",
      who: ["USER"],
      params: idInPath,
      body: taskRouter,
      reply: Body,
    },
    async ({ session, params, body }) => {
      if (!can(session.actor, "workspace.administer", { workspaceId }))
        throw new ProblemError("NOT_PERMITTED");
      const wanted: TaskRouterConfiguration = body;
      return agreed(await settings.change("WORKFLOW", params.id, fromTaskRouter(wanted)));
    },
  );
}

function fieldsOf(kind: SettingKind): string {
  return Object.keys(settingsSchemas[kind].properties).join(", ");
}

function found<T>(setting: T | undefined, one: string): T {
  if (setting === undefined) throw new ProblemError("NOT_FOUND", `there is no such ${one}`);
  return setting;
}

function agreed<T extends object>(written: T | Refusal): T {
  if (isRefusal(written)) throw refusedAs(written);
  return written;
}
