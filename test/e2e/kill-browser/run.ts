import { killBrowserCampaign } from "./campaign.ts";

/** `npm run kill-browser [kills] [seed]`: the campaign at its full length. */
const [kills = "50", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
process.stdout.write(`${kills} kills of a browser, seed ${seed}\n`);
const begun = performance.now();
const { problems, ...figures } = await killBrowserCampaign(Number(kills), Number(seed));
const seconds = Math.round((performance.now() - begun) / 1000);
process.stdout.write(
  `${JSON.stringify({ ...figures, lostOrDoubled: problems.length, seconds })}\n`,
);
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
