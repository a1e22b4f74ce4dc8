import type { QueueId } from "../domain/id.ts";
import { type DirectoryRow, bodiesOf } from "../protocol/rows/directory-row.ts";
import type { Access } from "./access/access.ts";
import type { Engine } from "./engine/api.ts";

/** Whoever a rule takes into a queue, or out of it, sees so on the screen that is open; administrators see new queues. */
export function followMembership(engine: Engine, access: Access): () => void {
  const known = new Map<string, string>();
  for (const { row } of engine.live.rows("AGENT")) known.set(row.id, row.memberOf.join());
  const queues = new Set(queuesIn(engine));
  return engine.onCommit(({ rows }) => {
    for (const { row: kept } of rows) {
      if (kept.kind === "DIRECTORY")
        for (const { id } of bodiesOf([kept.row], "QUEUE")) {
          if (queues.has(id)) continue;
          queues.add(id);
          for (const admin of administrators(engine)) access.reconsider(admin);
        }
      if (kept.kind !== "AGENT") continue;
      const { id, memberOf } = kept.row;
      if ((known.get(id) ?? "") !== memberOf.join()) access.reconsider(id);
      known.set(id, memberOf.join());
    }
  });
}

/** Every queue of the workspace, in use or not. */
export function queuesIn(engine: Engine): readonly QueueId[] {
  return bodiesOf(directoryOf(engine), "QUEUE").map(({ id }) => id);
}

function directoryOf(engine: Engine): DirectoryRow[] {
  return Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
}

function administrators(engine: Engine): string[] {
  const people = bodiesOf(directoryOf(engine), "PERSON");
  return people.flatMap(({ id, roles }) => (roles.includes("admin") ? [id] : []));
}
