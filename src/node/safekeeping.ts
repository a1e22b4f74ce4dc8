import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Identity, IdentityFile } from "./identity.ts";
import type { MadeBackup } from "./store/backup.ts";
import type { Examined } from "./store/doctor.ts";
import type { Finding } from "./store/finding.ts";
import type { Restored } from "./store/restore.ts";
import { systemTime } from "./time-source.ts";

export type { MadeBackup, Restored };

export interface Diagnosis extends Examined {
  readonly dataDir: string;
  readonly nodeId: string | null;
}

const storeIn = (dataDir: string): string => join(dataDir, "switchyard.db");

/** A verified copy of a folder's store, whether its node runs or not. Throws in words. */
export async function backUp(
  dataDir: string,
  target: string,
  { force }: { readonly force: boolean },
): Promise<MadeBackup> {
  const identity = existsSync(storeIn(dataDir)) ? new IdentityFile(dataDir).read() : null;
  if (identity === null) throw new Error(`There is no node's data in ${dataDir}.`);
  const { makeBackup } = await import("./store/backup.ts");
  const { nodeId, workspaceId, port } = identity;
  const whose = { nodeId, workspaceId, port };
  return makeBackup({ file: storeIn(dataDir), target, force, madeAt: systemTime.wall(), ...whose });
}

/** Puts a backup in place of what a folder holds. Its node must not be running. Throws in words. */
export async function restoreInto(
  dataDir: string,
  backup: string,
  { force }: { readonly force: boolean },
): Promise<Restored> {
  const { restoreStore } = await import("./store/restore.ts");
  const named = new Date(systemTime.wall()).toISOString().replaceAll(/[:.]/g, "-");
  const before = (): Identity | null =>
    existsSync(dataDir) ? readIfSound(new IdentityFile(dataDir), force) : null;
  return restoreStore({
    backup,
    file: storeIn(dataDir),
    aside: join(dataDir, `before-restore-${named}`),
    agree: ({ nodeId }) => {
      const present = before();
      if (force || present === null || present.nodeId === nodeId) return;
      throw new Error(
        `${dataDir} belongs to another node than this backup. With --force it becomes the backup's node.`,
      );
    },
    placing: ({ nodeId, workspaceId, port }) =>
      new IdentityFile(dataDir).write({ nodeId, workspaceId, port: before()?.port ?? port }),
  });
}

/** A damaged identity is what a restore may be for. */
function readIfSound(file: IdentityFile, force: boolean): Identity | null {
  try {
    return file.read();
  } catch (error) {
    if (force) return null;
    throw error;
  }
}

/** What is wrong with a folder's store, and what to do about it. Changes nothing. */
export async function diagnose(dataDir: string): Promise<Diagnosis> {
  const file = storeIn(dataDir);
  const nothing = { dataDir, nodeId: null, isRunning: false, head: null };
  const { problem } = await import("./store/finding.ts");
  if (!existsSync(dataDir)) {
    const what = `There is no folder ${dataDir}.`;
    return { ...nothing, findings: [problem("NO_DATA", what, "Say which with --data.")] };
  }
  const faults: Finding[] = [];
  const identity = identityIn(dataDir, (what) => faults.push(problem("IDENTITY_DAMAGED", what)));
  if (identity === null && faults.length === 0 && !existsSync(file)) {
    const what = `No node has run in ${dataDir} yet.`;
    return {
      ...nothing,
      findings: [problem("NO_DATA", what, "Say the right folder with --data.")],
    };
  }
  if (identity === null && faults.length === 0) {
    faults.push(problem("IDENTITY_MISSING", `${dataDir}/node.json is missing: who this node is.`));
  }
  const { examineStore } = await import("./store/doctor.ts");
  const { nodeId = null, workspaceId = null } = identity ?? {};
  const examined = examineStore({ file, nodeId, workspaceId, wall: systemTime.wall() });
  return { dataDir, nodeId, ...examined, findings: [...faults, ...examined.findings] };
}

function identityIn(dataDir: string, fault: (what: string) => void): Identity | null {
  try {
    return new IdentityFile(dataDir).read();
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error));
    return null;
  }
}
