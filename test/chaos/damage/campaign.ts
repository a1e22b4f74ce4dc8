import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoWorkspaceId } from "../../../src/demo/demo-queues.ts";
import { storeIn } from "../../../src/node/backups/names.ts";
import { openEngine } from "../../../src/node/engine/engine.ts";
import { newId } from "../../../src/node/new-id.ts";
import { openStore } from "../../../src/node/store/open-store.ts";
import { DamagedStore, RefusedStore } from "../../../src/node/store/store-error.ts";
import { systemTime } from "../../../src/node/time-source.ts";
import { dice } from "../../support/dice.ts";
import { filledNodeId } from "../../support/filled-store.ts";
import { damages } from "./damages.ts";
import { type Left, closeStores, contentsOf, makeStores, missingFrom } from "./stores.ts";

export interface DamageResult {
  readonly files: number;
  /** Refused in words. */
  readonly refused: number;
  /** Opened with all that had been acknowledged. */
  readonly whole: number;
  /** Of each kind how many were refused and how many were opened. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Routed on something else; empty when all is well. */
  readonly problems: readonly string[];
}

/** So many damaged stores, each handed to the store and the engine as a node's start does. */
export async function damageCampaign(files: number, seed: number): Promise<DamageResult> {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-damage-"));
  const roll = dice(seed);
  const pick = (limit: number): number => Math.floor(roll() * limit);
  const counts = new Map<string, [refused: number, whole: number]>();
  const problems: string[] = [];
  try {
    const stores = await makeStores(folder);
    for (let nth = 0; nth < files; nth += 1) {
      const damage = damages[nth % damages.length];
      if (damage === undefined) throw new Error("there are no damages");
      const { name, of, strike } = damage;
      const state = of === "either" ? (pick(2) === 0 ? "closed" : "killed") : of;
      const data = join(folder, `case-${nth}`);
      cpSync(stores[state].data, data, { recursive: true });
      const where = strike(storeIn(data), pick);
      const count = counts.get(name) ?? [0, 0];
      counts.set(name, count);
      const end = await started(data, stores[state]);
      if (end === "REFUSED") count[0] += 1;
      else if (end === "WHOLE") count[1] += 1;
      else problems.push(`${nth}, ${name}, ${where}, ${state}: ${end.join("; ")}`);
      rmSync(data, { recursive: true });
    }
  } finally {
    closeStores();
    rmSync(folder, { recursive: true, force: true });
  }
  const sum = (at: 0 | 1): number => [...counts.values()].reduce((all, each) => all + each[at], 0);
  const kinds = Object.fromEntries(
    Array.from(counts, ([name, [refused, whole]]) => [name, `${refused} refused, ${whole} whole`]),
  );
  return { files, refused: sum(0), whole: sum(1), kinds, problems };
}

/** Refused in words, or all is there; what is missing otherwise. */
async function started(data: string, left: Left): Promise<"REFUSED" | "WHOLE" | string[]> {
  try {
    await startAndStop(data);
  } catch (error) {
    const isInWords = error instanceof DamagedStore || error instanceof RefusedStore;
    return isInWords ? "REFUSED" : [`refused without words: ${String(error)}`];
  }
  try {
    const missing = missingFrom(left.contents, contentsOf(data));
    return missing.length === 0 ? "WHOLE" : missing.slice(0, 3);
  } catch (error) {
    return [`started, but cannot be read: ${String(error)}`];
  }
}

async function startAndStop(data: string): Promise<void> {
  const store = await openStore({ file: storeIn(data) });
  try {
    const engine = await openEngine({
      store,
      nodeId: filledNodeId,
      nodeName: filledNodeId,
      workspaceId: demoWorkspaceId,
      time: systemTime,
      newId,
      log: () => undefined,
    });
    await engine.stop();
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  const [files = 200, seed = 1] = process.argv.slice(2).map(Number);
  const result = await damageCampaign(files, seed);
  process.stdout.write(`${JSON.stringify({ seed, ...result }, null, 2)}\n`);
  if (result.problems.length > 0) process.exitCode = 1;
}
