import Type from "typebox";
import type { Calendar } from "../../domain/calendar.ts";
import type { Folder } from "../../domain/folder.ts";
import type { PullList } from "../../domain/pull-list.ts";
import type { Mrd, Queue } from "../../domain/queue.ts";
import type { Source } from "../../domain/source.ts";
import type { Tag, Workflow } from "../../domain/workflow.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type Infer, exact, leaf, literals } from "../schema.ts";

export interface Team {
  readonly id: string;
  readonly name: string;
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}

/** A NOT_READY reason that people may choose. */
export interface Reason {
  readonly id: string;
  readonly label: string;
  /** CALLBACK: whoever chooses it gives all work in hand back at once. Absent means NONE. */
  readonly behaviour?: "NONE" | "CALLBACK";
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}

/** A skill that agents have at a level, 1 to 10; a BOOLEAN one at 1 or not at all. */
export interface Skill {
  readonly id: string;
  readonly name: string;
  readonly kind: "BOOLEAN" | "PROFICIENCY_LEVEL";
  /** Out of use: what names it goes on, nothing new does. */
  readonly archived?: boolean;
}

/** What colleagues may know of an account: never how it signs in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** What those need to know of a queue who do not serve it: enough to hand work on to it, and to say where work is. */
export interface QueueName {
  readonly id: string;
  readonly name: string;
  readonly mrdId: string;
  readonly archived: boolean;
}

export interface DirectoryBodies {
  readonly WORKSPACE: Workspace;
  readonly QUEUE: Queue;
  readonly MRD: Mrd;
  readonly SOURCE: Source;
  readonly TEAM: Team;
  readonly REASON: Reason;
  readonly PERSON: Person;
  readonly SKILL: Skill;
  readonly TAG: Tag;
  readonly WORKFLOW: Workflow;
  readonly LIST: PullList;
  readonly FOLDER: Folder;
  readonly CALENDAR: Calendar;
  /** Kept nowhere: the feed makes it of each queue, for everybody. */
  readonly QUEUE_NAME: QueueName;
}
export type DirectoryKind = keyof DirectoryBodies;

/** All that is configured, in one kind-tagged collection; `id` is KIND:own id. */
export const DirectoryRow = exact({
  id: Type.String({ maxLength: 100 }),
  kind: literals([
    "WORKSPACE",
    "QUEUE",
    "MRD",
    "SOURCE",
    "TEAM",
    "REASON",
    "PERSON",
    "SKILL",
    "TAG",
    "WORKFLOW",
    "LIST",
    "FOLDER",
    "CALENDAR",
    "QUEUE_NAME",
  ]),
  body: leaf<DirectoryBodies[DirectoryKind]>(),
});
export type DirectoryRow = Infer<typeof DirectoryRow>;

export function directoryRow<K extends DirectoryKind>(
  kind: K,
  body: DirectoryBodies[K],
): DirectoryRow {
  return { id: `${kind}:${body.id}`, kind, body };
}

/** The bodies of one kind, in no particular order. */
export function bodiesOf<K extends DirectoryKind>(
  rows: Iterable<DirectoryRow>,
  kind: K,
): DirectoryBodies[K][] {
  const found: DirectoryBodies[K][] = [];
  for (const row of rows) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- directoryRow ties each kind to its body
    if (row.kind === kind) found.push(row.body as DirectoryBodies[K]);
  }
  return found;
}
