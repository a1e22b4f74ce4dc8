import { expect, test } from "vitest";
import { awayCampaign } from "./away/campaign.ts";

const seed = 20_262;

/** `npm run away` has a thousand commands and fifty thousand changes of others. */
const shape = { seed, days: 7, steps: 3, commands: 100, changes: 3000, withinMs: 60_000 };

test("after seven days away every command of the device is applied or refused and shown, and it has what the node has", async () => {
  const result = await awayCampaign(shape);
  expect(result.problems, `seed ${seed}`).toEqual([]);
  expect(result.submitted).toBe(shape.commands);
  expect(result.applied + result.refused).toBe(shape.commands);
  // Otherwise nobody was in anybody's way, and it would prove nothing.
  expect(result.others).toBeGreaterThanOrEqual(shape.changes);
  expect(result.refusals["INTERACTION_COMPLETED"]).toBeGreaterThan(2);
  expect(Object.keys(result.given).length).toBeGreaterThan(5);
}, 200_000);
