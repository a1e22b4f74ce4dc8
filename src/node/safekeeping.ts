import { existsSync } from "node:fs";
import { join } from "node:path";
import { keptBackups } from "./backups/kept-backups.ts";
import { backupsIn, storeIn } from "./backups/names.ts";
import { type Identity, IdentityFile } from "./identity.ts";
import type { MadeBackup } from "./store/backup.ts";
import type { Examined } from "./store/doctor.ts";
import type { Finding } from "./store/finding.ts";
import type { Restored } from "./store/restore.ts";
import { systemTime } from "./time-source.ts";
import { proxyFindings } from "./proxy-file.ts";

export type { MadeBackup, Restored };

export interface Diagnosis extends Examined {
  readonly dataDir: string;
  readonly nodeId: string | null;
}

/** Makes the index of the search anew; gives the number of conversations in it. Its node must not be running. */
export async function rebuildSearchIn(dataDir: string): Promise<number> {
  const { rebuildSearch } = await import("./store/rebuild-search.ts");
  return rebuildSearch(storeIn(dataDir));
}

/** A verified copy of a folder's store, whether its node runs or not. Throws in words. */
export async function backUp(
  dataDir: string,
  target: string,
  { force }: { readonly force: boolean },
): Promise<MadeBackup> {
  const order = orderFor(dataDir);
  const { makeBackup } = await import("./store/backup.ts");
  return makeBackup({ ...order, target, force });
}

/** The same, among those that the node itself keeps. */
export async function keepBackup(dataDir: string): Promise<MadeBackup> {
  const order = orderFor(dataDir);
  const { makeKept } = await import("./backups/make-kept.ts");
  return makeKept({ ...order, folder: backupsIn(dataDir) });
}

function orderFor(dataDir: string) {
  const file = storeIn(dataDir);
  const identity = existsSync(file) ? new IdentityFile(dataDir).read() : null;
  if (identity === null) throw new Error(`There is no node's data in ${dataDir}.`);
  const { nodeId, workspaceId, port } = identity;
  return { file, madeAt: systemTime.wall(), nodeId, workspaceId, port };
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
  const findings = [
    ...faults,
    ...examined.findings,
    ...(await backupNotes(dataDir, examined.head)),
    ...(await proxyFindings(dataDir)),
  ];
  return { dataDir, nodeId, ...examined, findings };
}

const OLD_MS = 24 * 3_600_000;

/** Whether there is something to go back to. */
async function backupNotes(dataDir: string, head: number | null): Promise<Finding[]> {
  const { note } = await import("./store/finding.ts");
  const [newest] = keptBackups(dataDir);
  if (newest === undefined) {
    const what = "The node keeps no backup yet.";
    const todo =
      "It makes one by itself after a while; switchyard backup makes one now. Keep copies elsewhere, too.";
    return [note("NO_BACKUP", what, todo)];
  }
  const hours = Math.floor((systemTime.wall() - newest.madeAt) / 3_600_000);
  if (newest.head === head || hours * 3_600_000 < OLD_MS) return [];
  const what = `The newest backup that the node keeps, ${newest.name}, is ${hours} hours old.`;
  const todo = "switchyard backup makes one now. The node's log says why it made none.";
  return [note("BACKUP_OLD", what, todo)];
}

function identityIn(dataDir: string, fault: (what: string) => void): Identity | null {
  try {
    return new IdentityFile(dataDir).read();
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error));
    return null;
  }
}
