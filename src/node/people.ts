import { type Agent, type AgentMrd, freshAgent, idleMrd } from "../domain/agent.ts";
import { type AgentId, type QueueId, type TeamId, type WorkspaceId, brand } from "../domain/id.ts";
import { type Refusal, isRefusal } from "../domain/refusal.ts";
import type { SkillLevels } from "../domain/skill.ts";
import type { Instant } from "../domain/time.ts";
import { bodiesOf } from "../protocol/rows/directory-row.ts";
import type { Access, NewAccount } from "./access/access.ts";
import { type UserActor, takesWork } from "./access/actor.ts";
import type { Engine } from "./engine/api.ts";
import type { Account } from "./store/store.ts";

export interface NewPerson extends NewAccount {
  readonly skills?: SkillLevels;
}

type Known = Pick<Account, "userId" | "workspaceId" | "name" | "roles" | "teamIds" | "queueIds">;

/** An account, what colleagues may know of it, and for those who take work their agent row. */
export async function addPersonTo(
  { access, engine }: { access: Access; engine: Engine },
  person: NewPerson,
): Promise<UserActor | Refusal> {
  const actor = await access.createAccount(person);
  if (isRefusal(actor)) return actor;
  await knowPerson(engine, actor, person.skills);
  return actor;
}

/** What colleagues may know of an account; whoever takes work and is no agent yet becomes one. */
export async function knowPerson(
  engine: Engine,
  person: Known,
  skills: SkillLevels = {},
): Promise<void> {
  const { userId: id, name, roles } = person;
  const isNew = takesWork(person) && engine.live.row("AGENT", id) === null;
  await engine.configure({
    directory: [{ kind: "PERSON", body: { id, name, roles } }],
    agents: isNew ? [agentFor(engine, person, skills)] : [],
  });
}

function agentFor(engine: Engine, person: Known, skills: SkillLevels): Agent {
  const since = engine.now();
  return {
    ...freshAgent,
    id: brand<AgentId>(person.userId),
    workspaceId: brand<WorkspaceId>(person.workspaceId),
    name: person.name,
    teamIds: person.teamIds.map((id) => brand<TeamId>(id)),
    queueIds: person.queueIds.map((id) => brand<QueueId>(id)),
    skills,
    since,
    mrds: mrdsOf(engine, since),
  };
}

function mrdsOf(engine: Engine, since: Instant): AgentMrd[] {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  return bodiesOf(rows, "MRD").map(({ id, maxRequests }) => idleMrd(id, maxRequests, since));
}
