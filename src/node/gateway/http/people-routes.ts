import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { type Agent, type AgentMrd, idleMrd } from "../../../domain/agent.ts";
import { type QueueId, type TeamId, brand } from "../../../domain/id.ts";
import { AgentRow, agentFromRow } from "../../../protocol/rows/other-rows.ts";
import { IdText, exact, literals } from "../../../protocol/schema.ts";
import { AgentSettings } from "../../../protocol/settings.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import type { NewPerson } from "../../people.ts";
import type { Account } from "../../store/store.ts";
import { type ApiParts, route, typed } from "./api.ts";
import { idInPath } from "./ids.ts";
import { ProblemError, refusedAs } from "./problem.ts";

const roles = Type.Array(literals(["agent", "supervisor", "admin", "bot"]), { maxItems: 4 });
const ids = Type.Array(IdText(), { maxItems: 500 });
const password = Type.String({ minLength: 12, maxLength: 128 });
const NewUser = exact({
  username: Type.String({ minLength: 2, maxLength: 100, pattern: "^[A-Za-z0-9._@-]+$" }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  password,
  roles,
  teamIds: Type.Optional(ids),
  queueIds: Type.Optional(ids),
});
const UserChange = Type.Partial(
  exact({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    password,
    roles,
    teamIds: ids,
    queueIds: ids,
    enabled: Type.Boolean(),
  }),
);
/** Never the password's record. */
const User = Type.Object({
  id: Type.String(),
  username: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  teamIds: Type.Array(Type.String()),
  queueIds: Type.Array(Type.String()),
  enabled: Type.Boolean(),
});
const Users = Type.Object({ items: Type.Array(User) });
const sentUser = typed(NewUser);
const sentUserChange = typed(UserChange);
const sentAgentChange = typed(Type.Partial(AgentSettings));

export interface PeopleParts extends ApiParts {
  readonly addPerson: (person: NewPerson) => Promise<UserActor>;
}

/** Accounts and agents, for administrators. */
export function addPeopleRoutes(app: FastifyInstance, parts: PeopleParts): void {
  const { access, store, addPerson } = parts;
  route(
    app,
    access,
    { method: "GET", url: "/users", summary: "All accounts", who: ["USER"], reply: Users },
    async ({ session }) => {
      administer(parts, session.actor);
      return { items: (await store.access.accounts()).map(shown) };
    },
  );
  route(
    app,
    access,
    {
      method: "POST",
      url: "/users",
      summary: "Make an account, and the agent of those who take work",
      who: ["USER"],
      body: sentUser,
      reply: User,
      status: 201,
    },
    async ({ session, body }) => {
      administer(parts, session.actor);
      const { teamIds = [], queueIds = [], ...rest } = body;
      known(parts, { teamIds, queueIds });
      const made = await addPerson({
        ...rest,
        teamIds: teamIds.map((id) => brand<TeamId>(id)),
        queueIds: queueIds.map((id) => brand<QueueId>(id)),
      });
      return shown(await accountOf(parts, made.userId));
    },
  );
  route(
    app,
    access,
    {
      method: "PATCH",
      url: "/users/:id",
      summary: "Change an account; a new password or disabling it ends its sessions at once",
      who: ["USER"],
      params: idInPath,
      body: sentUserChange,
      reply: User,
    },
    async ({ session, params, body }) => {
      administer(parts, session.actor);
      const before = await accountOf(parts, params.id);
      known(parts, body);
      if (session.actor.userId === params.id && (body.enabled === false || drops(before, body)))
        throw new ProblemError("NOT_PERMITTED", "nobody takes their own administration away");
      const refusal = await access.changeAccount(params.id, body);
      if (refusal !== null) throw refusedAs(refusal);
      await takeOver(parts, params.id, body);
      return shown(await accountOf(parts, params.id));
    },
  );
  route(
    app,
    access,
    {
      method: "PATCH",
      url: "/agents/:id",
      summary: "Change what an agent is: queues, skills, tags, attributes, capacities",
      who: ["USER"],
      params: idInPath,
      body: sentAgentChange,
      reply: AgentRow,
    },
    async ({ session, params, body }) => {
      administer(parts, session.actor);
      known(parts, body);
      await takeOver(parts, params.id, body);
      const row = parts.engine.live.row("AGENT", params.id)?.row;
      if (row === undefined) throw new ProblemError("AGENT_NOT_FOUND");
      const { teamIds, queueIds } = body;
      const account = { ...(teamIds && { teamIds }), ...(queueIds && { queueIds }) };
      const refusal = await access.changeAccount(params.id, account);
      if (refusal !== null && refusal.refused !== "NOT_FOUND") throw refusedAs(refusal);
      return row;
    },
  );
}

function administer({ workspaceId }: PeopleParts, actor: UserActor): void {
  if (!can(actor, "workspace.administer", { workspaceId })) throw new ProblemError("NOT_PERMITTED");
}

function drops(before: Account, { roles: wanted }: { roles?: readonly string[] }): boolean {
  return before.roles.includes("admin") && wanted !== undefined && !wanted.includes("admin");
}

/** Queues and teams that are not there are refused, not kept. */
function known(
  { engine }: PeopleParts,
  named: {
    readonly teamIds?: readonly string[];
    readonly queueIds?: readonly string[];
    readonly capacities?: readonly { readonly mrdId: string }[];
  },
): void {
  const has = (kind: string, id: string) => engine.live.row("DIRECTORY", `${kind}:${id}`) !== null;
  for (const id of named.queueIds ?? [])
    if (!has("QUEUE", id)) throw new ProblemError("QUEUE_NOT_FOUND", id);
  for (const id of named.teamIds ?? [])
    if (!has("TEAM", id)) throw new ProblemError("CONFIGURATION_INVALID", `teamIds: no team ${id}`);
  for (const { mrdId } of named.capacities ?? [])
    if (!has("MRD", mrdId)) throw new ProblemError("MRD_NOT_FOUND", mrdId);
}

type Change = Partial<Pick<Agent, "name" | "skills" | "tags" | "attributes">> & {
  readonly teamIds?: readonly string[];
  readonly queueIds?: readonly string[];
  readonly capacities?: readonly { mrdId: string; soft: number; max: number }[];
};

/** What was changed of a person who takes work stands in their agent too. */
async function takeOver({ engine }: PeopleParts, id: string, change: Change): Promise<void> {
  const row = engine.live.row("AGENT", id)?.row;
  if (row === undefined) return;
  const present = agentFromRow(row);
  const { name, skills, tags, attributes, teamIds, queueIds, capacities } = change;
  const named = present.queueIds.filter((queueId) => !present.memberOf.includes(queueId));
  const agent: Agent = {
    ...present,
    name: name ?? present.name,
    skills: skills ?? present.skills,
    tags: tags ?? present.tags,
    attributes: attributes ?? present.attributes,
    teamIds: teamIds?.map((each) => brand<TeamId>(each)) ?? present.teamIds,
    queueIds: queueIds?.map((each) => brand<QueueId>(each)) ?? named,
    mrds: withCapacities(present.mrds, capacities ?? [], engine.now()),
  };
  await engine.configure({ agents: [agent] });
}

function withCapacities(
  mrds: readonly AgentMrd[],
  capacities: NonNullable<Change["capacities"]>,
  now: number,
): readonly AgentMrd[] {
  const changed = new Map(mrds.map((each) => [each.mrdId as string, each]));
  for (const { mrdId, soft, max } of capacities) {
    const present = changed.get(mrdId) ?? idleMrd(brand(mrdId), max, now);
    changed.set(mrdId, { ...present, softTasks: Math.min(soft, max), maxTasks: max });
  }
  return [...changed.values()];
}

async function accountOf({ store }: PeopleParts, id: string): Promise<Account> {
  const account = await store.access.accountById(id);
  if (account === null) throw new ProblemError("NOT_FOUND", "there is no such account");
  return account;
}

function shown({ userId, username, name, roles: given, teamIds, queueIds, enabled }: Account) {
  return { id: userId, username, name, roles: given, teamIds, queueIds, enabled };
}
