import type { Attributes } from "../../domain/agent.ts";
import type { SkillLevels } from "../../domain/skill.ts";
import type { DirectoryBodies } from "../../protocol/rows/directory-row.ts";
import type { SettingKind } from "../../protocol/settings.ts";

/** Bytes of JSON, as for a task's attributes (domain.md 7.9). */
const ATTRIBUTES_MOST = 4096;

interface Named {
  readonly teamIds?: readonly string[];
  readonly queueIds?: readonly string[];
  readonly skills?: SkillLevels;
  readonly attributes?: Attributes;
  readonly capacities?: readonly {
    readonly mrdId: string;
    readonly soft: number;
    readonly max: number;
  }[];
}

type Look = <K extends SettingKind>(kind: K, id: string) => DirectoryBodies[K] | undefined;

export interface AgentProblem {
  readonly path: string;
  readonly message: string;
}

/** Everything that is wrong with what somebody is set to; empty where it may be used. */
export function checkAgent(named: Named, look: Look): readonly AgentProblem[] {
  const problems: AgentProblem[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  const has = (path: string, kind: SettingKind, id: string) => {
    if (look(kind, id) === undefined) say(path, `there is no ${kind.toLowerCase()} ${id}`);
  };
  named.queueIds?.forEach((id, at) => has(`queueIds.${at}`, "QUEUE", id));
  named.teamIds?.forEach((id, at) => has(`teamIds.${at}`, "TEAM", id));
  named.capacities?.forEach(({ mrdId, soft, max }, at) => {
    has(`capacities.${at}.mrdId`, "MRD", mrdId);
    if (soft > max) say(`capacities.${at}.soft`, "soft is not above max");
  });
  for (const [skill, level] of Object.entries(named.skills ?? {}))
    if (look("SKILL", skill)?.kind === "BOOLEAN" && level !== 1)
      say(`skills.${skill}`, "whoever has a skill without levels has it at 1");
  const size = Buffer.byteLength(JSON.stringify(named.attributes ?? {}));
  if (size > ATTRIBUTES_MOST) say("attributes", `at most ${ATTRIBUTES_MOST} bytes`);
  return problems;
}
