import type { FastifyInstance } from "fastify";
import Type, { type TSchema } from "typebox";
import { type Refusal, isRefusal } from "../../../domain/refusal.ts";
import type { SettingKind } from "../../../protocol/settings.ts";
import { settingsSchemas } from "../../../protocol/settings.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { SettingRefusal, Settings } from "../../settings/settings.ts";
import { isInUse } from "../../settings/check.ts";
import { changeOf, creationOf } from "../../settings/shapes.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { IdempotencyHeader } from "./ids.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError, refusedAs } from "./problem.ts";

interface Resource {
  readonly path: string;
  readonly kind: SettingKind;
  readonly one: string;
  /** What deleting means: nothing is physically deleted. Without it there is no such call. */
  readonly ended?: object;
  /** What reading says besides, where not everybody reads the same. */
  readonly read?: string;
}

const whoServes = "; only its name for those who neither serve it nor administer";

const archived = { archived: true };
const resources: readonly Resource[] = [
  { path: "queues", kind: "QUEUE", one: "queue", ended: archived, read: whoServes },
  { path: "mrds", kind: "MRD", one: "media routing domain" },
  { path: "sources", kind: "SOURCE", one: "source", ended: { active: false } },
  { path: "workflows", kind: "WORKFLOW", one: "workflow", ended: archived },
  { path: "calendars", kind: "CALENDAR", one: "calendar", ended: { active: false } },
  { path: "skills", kind: "SKILL", one: "skill", ended: archived },
  { path: "tags", kind: "TAG", one: "tag", ended: archived },
  { path: "lists", kind: "LIST", one: "pull list", ended: archived },
  { path: "teams", kind: "TEAM", one: "team", ended: archived },
  { path: "activities", kind: "REASON", one: "reason for being not ready", ended: archived },
  { path: "workspaces", kind: "WORKSPACE", one: "workspace" },
];

export interface SettingsParts extends ApiParts {
  readonly settings: Settings;
}

const warnings = Type.Optional(
  Type.Array(Type.Object({ path: Type.String(), message: Type.String() })),
);

/** A setting as it was made, with what is probably not meant, where there is anything. */
function madeSchema(kind: SettingKind): TSchema {
  return Type.Object({ ...settingsSchemas[kind].properties, warnings });
}

/** A setting after a change, with how many deadlines of waiting work moved with it, where any did. */
export function changedSchema(kind: SettingKind): TSchema {
  const movedDeadlines = Type.Optional(Type.Integer({ minimum: 1 }));
  return Type.Object({ ...settingsSchemas[kind].properties, warnings, movedDeadlines });
}

/** Checked as a whole by the settings themselves: the type is what they take. */
const sentNew = (schema: TSchema) => typed(Type.Unsafe<{ readonly id?: string }>(schema));
const sentChange = (schema: TSchema) => typed(Type.Unsafe<object>(schema));

/** What a workspace is set to: read by everybody in it, written by administrators, checked before it is kept. */
export function addSettingsRoutes(app: FastifyInstance, parts: SettingsParts): void {
  for (const resource of resources) {
    addReading(app, parts, resource);
    addChanging(app, parts, resource);
    if (resource.kind !== "WORKSPACE") addMaking(app, parts, resource);
    if (resource.ended !== undefined) addEnding(app, parts, resource, resource.ended);
  }
}

function addReading(
  app: FastifyInstance,
  parts: SettingsParts,
  { path, kind, one, read = "" }: Resource,
) {
  const { access, settings } = parts;
  const reply = kind === "QUEUE" ? queueOrName : settingsSchemas[kind];
  const shown = kind === "QUEUE" ? queueFor(parts) : (body: Named) => body;
  route(
    app,
    access,
    {
      method: "GET",
      url: `/${path}`,
      summary: `Every ${one}, by id${read}`,
      who: ["USER"],
      query: askedPage,
      reply: pageOf(reply),
    },
    ({ query, session: { actor } }) => {
      const seen = settings.all(kind).flatMap((body) => shown(body, actor) ?? []);
      return pageFrom<Named>(seen, ({ id }) => [0, id], query);
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: `/${path}/:id`,
      summary: `One ${one}${read}`,
      who: ["USER"],
      params: idInPath,
      reply,
    },
    ({ params, session: { actor } }) => {
      const body = settings.get(kind, params.id);
      return found(body === undefined ? body : (shown(body, actor) ?? undefined), one);
    },
  );
}

interface Named {
  readonly id: string;
  readonly name?: unknown;
}

const queueOrName = Type.Union([
  settingsSchemas.QUEUE,
  Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false }),
]);

/** Those who serve a queue know how it is set, and administrators all. */
export function knowsQueue({ workspaceId }: ApiParts, actor: UserActor, queueId: string): boolean {
  const isOwn = actor.queueIds.some((id) => id === queueId);
  return isOwn || can(actor, "workspace.administer", { workspaceId });
}

/** Whoever does not serve a queue knows its name, to hand work on to it; and nothing where it takes none any more. */
function queueFor(parts: SettingsParts) {
  return (body: Named, actor: UserActor): Named | null => {
    if (knowsQueue(parts, actor, body.id)) return body;
    return isInUse(body) && "name" in body ? { id: body.id, name: body.name } : null;
  };
}

function addChanging(app: FastifyInstance, parts: SettingsParts, { path, kind, one }: Resource) {
  const { access, settings } = parts;
  route(
    app,
    access,
    {
      method: "PATCH",
      url: `/${path}/:id`,
      summary: `Change a ${one}; what is not named stays`,
      who: ["USER"],
      params: idInPath,
      body: sentChange(changeOf(kind)),
      handlerChecksBody: true,
      reply: changedSchema(kind),
    },
    async ({ session, params, body }) => {
      administer(parts, session.actor);
      return agreed(await settings.change(kind, params.id, body));
    },
  );
}

function addMaking(app: FastifyInstance, parts: SettingsParts, { path, kind, one }: Resource) {
  const { access, settings, newId, once } = parts;
  route(
    app,
    access,
    {
      method: "POST",
      url: `/${path}`,
      summary: `Make a ${one}; what is not said begins as usual`,
      who: ["USER"],
      body: sentNew(creationOf(kind)),
      handlerChecksBody: true,
      headers: IdempotencyHeader,
      reply: madeSchema(kind),
      status: 201,
    },
    async ({ session: { actor }, body, request }) => {
      administer(parts, actor);
      const make = async (answerOf: Parameters<typeof settings.create>[2]) =>
        agreed<object>(await settings.create(kind, { ...body, id: body.id ?? newId() }, answerOf));
      return once.answer({ actor, request, asked: body, make });
    },
  );
}

function addEnding(
  app: FastifyInstance,
  parts: SettingsParts,
  { path, kind, one }: Resource,
  ended: object,
) {
  const { access, settings } = parts;
  route(
    app,
    access,
    {
      method: "DELETE",
      url: `/${path}/:id`,
      summary: `Take a ${one} out of use; what belongs to it stays`,
      who: ["USER"],
      params: idInPath,
      reply: changedSchema(kind),
    },
    async ({ session, params }) => {
      administer(parts, session.actor);
      return agreed(await settings.change(kind, params.id, ended));
    },
  );
}

export function administer({ workspaceId }: ApiParts, actor: UserActor): void {
  if (!can(actor, "workspace.administer", { workspaceId })) throw new ProblemError("NOT_PERMITTED");
}

export function found<T>(setting: T | undefined, one: string): T {
  if (setting === undefined) throw new ProblemError("NOT_FOUND", `there is no such ${one}`);
  return setting;
}

/** What was written; otherwise the first thing that is wrong in words, and all of them by path. */
export function agreed<T extends object>(written: T | SettingRefusal): T {
  if (!isRefused(written)) return written;
  const { refused, detail, problems } = written;
  if (problems.length === 0) throw refusedAs(written);
  const errors = problems.map(({ path, message }) => ({ path, message }));
  throw new ProblemError(refused, detail, { errors });
}

function isRefused(written: object | (Refusal & SettingRefusal)): written is SettingRefusal {
  return isRefusal(written);
}
