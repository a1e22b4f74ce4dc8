import { expect, test } from "vitest";
import { damageCampaign } from "./damage/campaign.ts";

test("of twenty damaged stores a node refuses each in words, or has all that it had acknowledged", async () => {
  const seed = 20_263;
  const { problems, refused, whole } = await damageCampaign(20, seed);
  expect(problems, `seed ${seed}`).toEqual([]);
  // Damage that harms nobody would prove nothing.
  expect(refused).toBeGreaterThan(14);
  expect(refused + whole).toBe(20);
});
