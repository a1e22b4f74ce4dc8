import { type Agent, type AgentMrd, freshAgent, idleMrd } from "../domain/agent.ts";
import type { UserId } from "../domain/id.ts";
import { type Refusal, isRefusal } from "../domain/refusal.ts";
import type { SkillLevels } from "../domain/skill.ts";
import type { Instant } from "../domain/time.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { Access, NewAccount } from "./access/access.ts";
import { type UserActor, agentIdOf } from "./access/actor.ts";
import type { Engine } from "./engine/api.ts";

export interface NewPerson extends NewAccount {
  readonly skills?: SkillLevels;
}

/** An account, what colleagues may know of it, and for those who take work their agent row. */
export async function addPersonTo(
  { access, engine }: { access: Access; engine: Engine },
  person: NewPerson,
): Promise<UserActor | Refusal> {
  const actor = await access.createAccount(person);
  if (isRefusal(actor)) return actor;
  const { userId: id, name, roles } = actor;
  const agents = agentIdOf(actor) === null ? [] : [agentFor(engine, actor, person.skills ?? {})];
  await engine.configure({ directory: [{ kind: "PERSON", body: { id, name, roles } }], agents });
  return actor;
}

function agentFor(engine: Engine, actor: UserActor, skills: SkillLevels): Agent {
  const since = engine.now();
  const { userId, workspaceId, name, teamIds, queueIds } = actor;
  const mrds = mrdsOf(engine, since);
  const place = { workspaceId, name, teamIds, queueIds, skills };
  return { ...freshAgent, id: userId satisfies UserId, ...place, since, mrds };
}

function mrdsOf(engine: Engine, since: Instant): AgentMrd[] {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return bodiesOf(rows, "MRD").map(({ id, maxRequests }) => idleMrd(id, maxRequests, since));
}
