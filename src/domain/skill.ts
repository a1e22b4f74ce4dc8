/** Level 1..10 by skill name; a skill somebody does not have is absent. */
export type SkillLevels = Readonly<Record<string, number>>;

export interface SkillNeed {
  readonly skill: string;
  readonly atLeast: number;
}

export function hasSkills(levels: SkillLevels, needs: readonly SkillNeed[]): boolean {
  return needs.every((need) => (levels[need.skill] ?? 0) >= need.atLeast);
}
