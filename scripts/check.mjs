/** `npm run check`: format, types, lint and unused code, without running anything. */
import { runMain } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { runStaticChecks } from "./lib/static.mjs";

await runMain(async () => {
  await ensureInstalled();
  const failed = await runStaticChecks();
  return failed.length === 0 ? 0 : 1;
});
