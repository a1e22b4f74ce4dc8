import { describe, expect, test } from "vitest";
import { killCampaign } from "./campaign.ts";

const seeds = [20_261, 20_265];

describe("two nodes with ten thousand tasks each are killed with kill -9 thirty times under load", () => {
  test("nothing acknowledged is lost, nothing is doubled, and the feed has no hole", async () => {
    // Beside each other: one starts while the other is at work.
    const campaigns = seeds.map((seed) =>
      killCampaign({ kills: 15, seed, tasks: 10_000, waiting: 300 }),
    );
    for (const [place, campaign] of campaigns.entries()) {
      const result = await campaign;
      expect(result.problems, `seed ${seeds[place]}`).toEqual([]);
      // A campaign in which nobody worked would prove nothing.
      expect(result.kept).toBeGreaterThan(50);
      expect(result.answered).toBeGreaterThan(10);
      expect(result.made).toBeGreaterThan(500);
    }
  });
});
