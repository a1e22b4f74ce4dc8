import { existsSync, statSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { headOf } from "./backup.ts";
import { examine } from "./examine.ts";
import { type Finding, note, problem } from "./finding.ts";
import { readState } from "./state-file.ts";
import { DamagedStore, named } from "./store-error.ts";
import { isHeld, judge } from "./store-file.ts";
import { snapshot } from "./transact.ts";

/** Whose store it has to be, and what time it is there. */
export interface Patient {
  readonly file: string;
  readonly nodeId: string | null;
  readonly workspaceId: string | null;
  readonly wall: number;
}

export interface Examined {
  readonly isRunning: boolean;
  /** Null where the store could not be read. */
  readonly head: number | null;
  readonly findings: readonly Finding[];
}

const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const LONGEST_LOG_BYTES = 128 * 1024 * 1024;
const CLOCK_AHEAD_MS = 5000;
const OTHERS_BITS = 0o077;

/** Looks at a store and changes nothing; its node may be running. */
export function examineStore(patient: Patient): Examined {
  const { file } = patient;
  const isRunning = isHeld(file);
  const outside = [...stateOf(file, isRunning), ...roomOf(file), ...readersOf(file)];
  const isDamaged = outside.some(({ code }) => code === "FILE_DAMAGED");
  const inside = isDamaged ? { head: null, findings: [] } : lookInside(patient);
  return { isRunning, head: inside.head, findings: [...outside, ...inside.findings] };
}

/** What the files beside the store say of it. */
function stateOf(file: string, isRunning: boolean): Finding[] {
  const state = readState(file);
  const hasLog = existsSync(`${file}-wal`);
  try {
    // While it runs, a log may come and go between two looks.
    judge(file, isRunning ? null : state);
  } catch (error) {
    if (error instanceof DamagedStore) return [problem("FILE_DAMAGED", error.message)];
    throw error;
  }
  if (!isRunning && state !== "CLOSED" && state !== null && hasLog) {
    const what = "The node was not stopped: it was killed, or the machine went down.";
    const todo = "Nothing is lost. The next start reads the log; start it.";
    return [note("NOT_CLOSED", what, todo)];
  }
  const logBytes = hasLog ? statSync(`${file}-wal`).size : 0;
  if (logBytes <= LONGEST_LOG_BYTES) return [];
  const what = `The write-ahead log is ${megabytes(logBytes)} long.`;
  const todo =
    "Something keeps reading an old state: end long backups and other readers of the file.";
  return [note("LOG_LONG", what, todo)];
}

function roomOf(file: string): Finding[] {
  const { bavail, bsize } = statfsSync(dirname(file));
  const free = bavail * bsize;
  if (free >= LEAST_FREE_BYTES) return [];
  const what = `Only ${megabytes(free)} are free where the data is.`;
  const todo =
    "Make room. When the disk is full nothing more is acknowledged, and nothing is lost.";
  return [problem("DISK_NEARLY_FULL", what, todo)];
}

/** Windows keeps rights elsewhere. */
function readersOf(file: string): Finding[] {
  if (process.platform === "win32") return [];
  const open = [dirname(file), file].filter(
    (path) => existsSync(path) && (statSync(path).mode & OTHERS_BITS) !== 0,
  );
  if (open.length === 0) return [];
  const what = `Other users of this machine may read ${open.join(" and ")}.`;
  const todo = `It holds what customers wrote: chmod -R go= ${dirname(file)}`;
  return [note("READABLE_BY_OTHERS", what, todo)];
}

function lookInside(patient: Patient): Pick<Examined, "head" | "findings"> {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(patient.file, { readOnly: true, timeout: 5000 });
    db.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
    const open = db;
    return snapshot(open, () => {
      const found = examine(open);
      if (found.length > 0) return { head: null, findings: found };
      const about = [...clock(open, patient), ...owners(open, patient), ...capacity(open)];
      return { head: headOf(open), findings: about };
    });
  } catch (error) {
    const { message } = named(error);
    return { head: null, findings: [problem("FILE_DAMAGED", `It cannot be read: ${message}`)] };
  } finally {
    db?.close();
  }
}

/** Node time goes on from the last commit, so a wall clock behind it is followed by nothing. */
function clock(db: DatabaseSync, { wall }: Patient): Finding[] {
  const at = Number(db.prepare("SELECT max(at) AS at FROM feed").get()?.["at"]);
  const ahead = at - wall;
  if (ahead <= CLOCK_AHEAD_MS) return [];
  const what = `The node's time is ${Math.round(ahead / 1000)} s ahead of this machine's clock.`;
  const todo =
    "Set the machine's clock right (NTP). If it is right, and was wrong before: restore a backup made before it leapt, which sets the node's time back; the node itself never goes back.";
  return [problem("CLOCK_AHEAD", what, todo)];
}

function owners(db: DatabaseSync, { nodeId, workspaceId }: Patient): Finding[] {
  const strangers = (sql: string, own: string | null): number =>
    own === null ? 0 : Number(db.prepare(sql).get(own)?.["count"]);
  const workspaces = strangers(
    "SELECT count(*) AS count FROM interaction WHERE workspace_id <> ?",
    workspaceId,
  );
  const nodes = strangers(
    "SELECT count(*) AS count FROM task WHERE body ->> '$.homeNode' <> ?",
    nodeId,
  );
  const todo = "node.json and the store do not belong together: restore both from one backup.";
  return [
    ...(workspaces === 0
      ? []
      : [problem("OTHER_WORKSPACE", `${workspaces} interactions are of another workspace.`, todo)]),
    ...(nodes === 0 ? [] : [problem("OTHER_NODE", `${nodes} tasks are another node's.`, todo)]),
  ];
}

/** Not a promise of the rows: what people take themselves may exceed it, and so may what they had when it was lowered. */
function capacity(db: DatabaseSync): Finding[] {
  const sql = `SELECT agent.id || ' on ' || (mrd.value ->> '$.mrdId') AS who
    FROM agent, json_each(agent.body, '$.mrds') AS mrd
    WHERE mrd.value ->> '$.active' + mrd.value ->> '$.reserved' > mrd.value ->> '$.maxTasks'`;
  const who = db
    .prepare(sql)
    .all()
    .map((row) => String(row["who"]));
  if (who.length === 0) return [];
  const what = `${who.length} times an agent holds more than their limit: ${who.slice(0, 3).join(", ")}.`;
  const todo =
    "Nothing, if they took it themselves or the limit was lowered: they are offered nothing more until they are below it.";
  return [note("ABOVE_CAPACITY", what, todo)];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
