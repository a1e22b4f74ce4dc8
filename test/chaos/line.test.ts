import { describe, expect, test } from "vitest";
import { chaosCampaign } from "./line/campaign.ts";
import { profiles } from "./line/profiles.ts";

const seed = 20_262;

/** `npm run chaos` has all twenty, for longer, and at the pace of life. */
const shape = { seed, badMs: 6000, atOnce: 6, haste: 2, profiles: profiles.slice(0, 6) };

describe("six devices work over six bad lines, and then the lines are good again", () => {
  test("each device has what the node has within ten seconds, and no command was lost, doubled or hidden", async () => {
    const results = await chaosCampaign(shape);
    for (const { name, problems } of results) expect(problems, `${name}, seed ${seed}`).toEqual([]);
    // Lines over which nobody worked would prove nothing.
    for (const { name, submitted, applied, others, connections } of results) {
      expect(applied, name).toBeGreaterThan(10);
      expect(submitted, name).toBeGreaterThanOrEqual(applied);
      expect(others, name).toBeGreaterThan(10);
      expect(connections, name).toBeGreaterThan(1);
    }
  }, 100_000);
});
