import type { RunningNode } from "../node/run.ts";
import { Failure, didYouMean } from "./usage.ts";

type QueueId = Parameters<RunningNode["addPerson"]>[0]["queueIds"][number];
type SourceId = Parameters<RunningNode["access"]["issueConnectorToken"]>[0];

/** The queues named, or all there are. */
export function queuesNamed(node: RunningNode, wanted: readonly string[]): QueueId[] {
  const known = idsOf<QueueId>(node, "QUEUE");
  const unknown = wanted.find((id) => !known.some((each) => each === id));
  if (unknown !== undefined) stranger("queue", unknown, known);
  return known.filter((id) => wanted.length === 0 || wanted.includes(id));
}

export function sourceNamed(node: RunningNode, wanted: string): SourceId {
  const known = idsOf<SourceId>(node, "SOURCE");
  const found = known.find((id) => id === wanted);
  return found ?? stranger("source", wanted, known);
}

function idsOf<Id extends string>({ engine }: RunningNode, kind: "QUEUE" | "SOURCE"): Id[] {
  const rows = Array.from(engine.live.rows("DIRECTORY"), ({ row }) => row);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an id of the node's own rows of that kind
  return rows.filter((row) => row.kind === kind).map((row): string => row.body.id) as Id[];
}

function stranger(what: string, id: string, known: readonly string[]): never {
  throw new Failure(`There is no ${what} "${id}".${didYouMean(id, known)}`);
}
