import Type from "typebox";
import type { Mrd, Queue } from "../../domain/queue.ts";
import type { Source } from "../../domain/source.ts";
import type { Workspace } from "../../domain/workspace.ts";
import { type Infer, exact, leaf, literals } from "../schema.ts";

export interface Team {
  readonly id: string;
  readonly name: string;
}

/** A NOT_READY reason that people may choose. */
export interface Reason {
  readonly id: string;
  readonly label: string;
}

/** What colleagues may know of an account: never how it signs in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface DirectoryBodies {
  readonly WORKSPACE: Workspace;
  readonly QUEUE: Queue;
  readonly MRD: Mrd;
  readonly SOURCE: Source;
  readonly TEAM: Team;
  readonly REASON: Reason;
  readonly PERSON: Person;
}
export type DirectoryKind = keyof DirectoryBodies;

/** All that is configured, in one kind-tagged collection; `id` is KIND:own id. */
export const DirectoryRow = exact({
  id: Type.String({ maxLength: 100 }),
  kind: literals(["WORKSPACE", "QUEUE", "MRD", "SOURCE", "TEAM", "REASON", "PERSON"]),
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
