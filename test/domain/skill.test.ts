import { describe, expect, test } from "vitest";
import { hasSkills } from "../../src/domain/skill.ts";

describe("an agent has what is needed", () => {
  test.each([
    ["when nothing is", {}, [], true],
    ["at exactly the level", { french: 3 }, [{ skill: "french", atLeast: 3 }], true],
    ["above it", { french: 4 }, [{ skill: "french", atLeast: 3 }], true],
    ["not below it", { french: 2 }, [{ skill: "french", atLeast: 3 }], false],
    ["not without the skill", { german: 9 }, [{ skill: "french", atLeast: 1 }], false],
    [
      "not with one of two",
      { french: 5 },
      [
        { skill: "french", atLeast: 1 },
        { skill: "billing", atLeast: 1 },
      ],
      false,
    ],
  ] as const)("%s", (_when, levels, needs, expected) => {
    expect(hasSkills(levels, needs)).toBe(expected);
  });
});
