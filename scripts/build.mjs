/** `npm run build`: the renderer, the desktop shell and the widget, into out/. */
import { build } from "./lib/build.mjs";
import { runMain } from "./lib/failure.mjs";
import { ensureInstalled } from "./lib/install.mjs";

await runMain(async () => {
  await ensureInstalled();
  await build();
  return 0;
});
