import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Agent, AgentMrd, Attributes } from "../../../domain/agent.ts";
import { idleMrd } from "../../../domain/agent.ts";
import { type QueueId, type TeamId, brand } from "../../../domain/id.ts";
import type { SkillLevels } from "../../../domain/skill.ts";
import { AgentRow, agentFromRow } from "../../../protocol/rows/other-rows.ts";
import { AgentSettings } from "../../../protocol/settings.ts";
import type { UserActor } from "../../access/actor.ts";
import { can } from "../../access/can.ts";
import { knowPerson } from "../../people.ts";
import { type ApiParts, route, typed, idInPath } from "./api.ts";
import { askedPage, pageFrom, pageOf } from "./paging.ts";
import { ProblemError, refusedAs } from "./problem.ts";
import { type SettingsParts, administer } from "./settings-routes.ts";
import { Sight } from "./sight.ts";

const sentAgentChange = typed(Type.Partial(AgentSettings));

/** Those who take work: who they are now, and what they are set to. They are made with their accounts. */
export function addAgentRoutes(app: FastifyInstance, parts: SettingsParts): void {
  const { access, engine } = parts;
  route(
    app,
    access,
    {
      method: "GET",
      url: "/agents",
      summary: "You, for those who lead a team its agents, and for administrators all, by id",
      who: ["USER"],
      query: askedPage,
      reply: pageOf(AgentRow),
    },
    ({ session, query }) => {
      const seen = Array.from(engine.live.rows("AGENT")).filter(seenBy(parts, session.actor));
      return pageFrom(
        seen.map(({ row }) => row),
        ({ id }) => [0, id],
        query,
      );
    },
  );
  route(
    app,
    access,
    {
      method: "GET",
      url: "/agents/:id",
      summary: "One agent: state, media, and what is set",
      who: ["USER"],
      params: idInPath,
      reply: AgentRow,
    },
    ({ session, params }) => {
      const kept = engine.live.row("AGENT", params.id);
      if (kept === null || !seenBy(parts, session.actor)(kept))
        throw new ProblemError("AGENT_NOT_FOUND");
      return kept.row;
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
    ({ session, params, body }) => {
      administer(parts, session.actor);
      return parts.settings.inLine(() => changeAgent(parts, params.id, body));
    },
  );
}

async function changeAgent(parts: SettingsParts, id: string, change: AgentChange) {
  const { access, engine, store } = parts;
  if (engine.live.row("AGENT", id) === null) throw new ProblemError("AGENT_NOT_FOUND");
  check(parts, change);
  await takeOver(parts, id, change);
  const { name, teamIds, queueIds } = change;
  const facts = {
    ...(name === undefined ? {} : { name }),
    ...(teamIds && { teamIds }),
    ...(queueIds && { queueIds }),
  };
  const refusal = await access.changeAccount(id, facts);
  if (refusal !== null && refusal.refused !== "NOT_FOUND") throw refusedAs(refusal);
  const account = await store.access.accountById(id);
  if (account !== null) await knowPerson(engine, account);
  return engine.live.row("AGENT", id)?.row;
}

function seenBy(parts: ApiParts, actor: UserActor) {
  const { workspaceId } = parts;
  if (can(actor, "workspace.administer", { workspaceId })) return () => true;
  const sight = new Sight(parts, actor);
  return (row: Parameters<Sight["sees"]>[0]) => sight.sees(row);
}

/** What is changed of somebody who takes work. */
export interface AgentChange {
  readonly name?: string;
  readonly skills?: SkillLevels;
  readonly tags?: readonly string[];
  readonly attributes?: Attributes;
  readonly teamIds?: readonly string[];
  readonly queueIds?: readonly string[];
  readonly capacities?: readonly { mrdId: string; soft: number; max: number }[];
}

/** Refuses what names something that is not there, or goes beyond its limits. */
export function check({ settings }: SettingsParts, change: AgentChange): void {
  const [problem, ...more] = settings.checkAgent(change);
  if (problem === undefined) return;
  const detail = `${problem.path}: ${problem.message}`;
  throw new ProblemError("CONFIGURATION_INVALID", detail, { errors: [problem, ...more] });
}

/** What was changed of a person who takes work stands in their agent too. */
export async function takeOver(
  { engine }: ApiParts,
  id: string,
  change: AgentChange,
): Promise<void> {
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
  capacities: NonNullable<AgentChange["capacities"]>,
  now: number,
): readonly AgentMrd[] {
  const changed = new Map(mrds.map((each) => [each.mrdId as string, each]));
  for (const { mrdId, soft, max } of capacities) {
    const present = changed.get(mrdId) ?? idleMrd(brand(mrdId), max, now);
    changed.set(mrdId, { ...present, softTasks: soft, maxTasks: max });
  }
  return [...changed.values()];
}
