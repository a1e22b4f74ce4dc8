import { describe, expect, test } from "vitest";
import { killCampaign } from "./campaign.ts";

describe("a node with ten thousand tasks is killed with kill -9 thirty times under load", () => {
  test("nothing acknowledged is lost, nothing is doubled, and the feed has no hole", async () => {
    const seed = 20_261;
    const result = await killCampaign({ kills: 30, seed, tasks: 10_000, waiting: 300 });
    expect(result.problems, `seed ${seed}`).toEqual([]);
    // A campaign in which nobody worked would prove nothing.
    expect(result.kept).toBeGreaterThan(50);
    expect(result.answered).toBeGreaterThan(20);
    expect(result.made).toBeGreaterThan(500);
  });
});
