import { expect, test } from "vitest";
import { killBrowserCampaign } from "./kill-browser/campaign.ts";

test("a browser killed ten times between click and sending loses nothing it called saved, and doubles nothing", async () => {
  const seed = 20_264;
  const { problems, afterPromise } = await killBrowserCampaign(10, seed);
  expect(problems, `seed ${seed}`).toEqual([]);
  // A campaign in which the screen never promised anything would prove nothing.
  expect(afterPromise).toBeGreaterThanOrEqual(5);
});
