import type { Attributes } from "../../domain/agent.ts";
import type { SkillLevels } from "../../domain/skill.ts";
import type { SettingKind } from "../../protocol/settings.ts";
import type { Fault } from "../faults.ts";
import { type IdsOf, type Look, missing } from "./check.ts";

/** Bytes of JSON, as for a task's attributes (domain.md 7.9). */
const ATTRIBUTES_MOST = 4096;

/** What somebody is set to, as far as it names other settings. */
export interface AgentNames {
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

/** Everything that is wrong with what somebody is set to; empty where it may be used. */
export function checkAgent(named: AgentNames, look: Look, idsOf: IdsOf): readonly Fault[] {
  const problems: Fault[] = [];
  const say = (path: string, message: string) => problems.push({ path, message });
  const has = (path: string, kind: SettingKind, id: string) => {
    // What is archived meanwhile may stay with whoever has it.
    const fault = look(kind, id) === undefined ? missing(kind, id, { look, idsOf }) : null;
    if (fault !== null) say(path, fault);
  };
  named.queueIds?.forEach((id, at) => has(`queueIds.${at}`, "QUEUE", id));
  named.teamIds?.forEach((id, at) => has(`teamIds.${at}`, "TEAM", id));
  named.capacities?.forEach(({ mrdId, soft, max }, at) => {
    has(`capacities.${at}.mrdId`, "MRD", mrdId);
    if (soft > max) say(`capacities.${at}.soft`, "soft is not above max");
  });
  const media = named.capacities?.map(({ mrdId }) => mrdId) ?? [];
  if (new Set(media).size < media.length) say("capacities", "each medium stands once");
  for (const [skill, level] of Object.entries(named.skills ?? {})) {
    has(`skills.${skill}`, "SKILL", skill);
    if (look("SKILL", skill)?.kind === "BOOLEAN" && level !== 1)
      say(`skills.${skill}`, "whoever has a skill without levels has it at 1");
  }
  const size = Buffer.byteLength(JSON.stringify(named.attributes ?? {}));
  if (size > ATTRIBUTES_MOST) say("attributes", `at most ${ATTRIBUTES_MOST} bytes`);
  return problems;
}
