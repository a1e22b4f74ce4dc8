/** Opens a store, appends one agent after the other, says each that was acknowledged, and ends as it is told. */
import { writeSync } from "node:fs";
import { openStore } from "../../src/node/store/open-store.ts";
import { Ledger } from "../node/store/ledger.ts";
import { agentWrite } from "../node/store/work.ts";

const [file = "", end = ""] = process.argv.slice(2);

const store = await openStore({ file });
const ledger = new Ledger();
ledger.head = (await store.live(0)).head;
for (let nth = 0; nth < 2000; nth += 1) {
  // Each time another agent: the ledger of this program knows nothing of the one before.
  const commit = ledger.commit([agentWrite(`agent-${ledger.head}`)]);
  await store.append(commit);
  writeSync(1, `${ledger.head}\n`);
  if (nth === 20) endBy(end);
}

function endBy(how: string): void {
  // Something is always on its way when the end comes.
  void store.append(ledger.commit([agentWrite(`agent-${ledger.head}`)])).catch(() => undefined);
  if (how === "exit") process.exit(0);
  if (how === "throw") queueMicrotask(() => fail());
  else process.kill(process.pid, how);
}

function fail(): never {
  throw new Error("as the test wants it");
}
