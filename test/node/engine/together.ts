import type { TaskId } from "../../../src/domain/id.ts";
import { type Agent, freshAgent } from "../../../src/domain/agent.ts";
import { brand } from "../../../src/domain/id.ts";
import type { MessageRow } from "../../../src/protocol/rows/other-rows.ts";
import { anAgent, anMrd, support } from "../../domain/sample.ts";
import { billing, type Centre, type Settings, openCentre, people } from "./centre.ts";

/** Ana with a customer, and colleagues who are ready to come in. */

export interface Together {
  readonly centre: Centre;
  readonly interactionId: string;
  /** Ana's. */
  readonly taskId: TaskId;
}

/** Ana has the customer; the others are READY only afterwards, so that it is hers. */
export async function withAna(
  others: readonly string[],
  settings: Settings = {},
): Promise<Together> {
  const centre = await openCentre(settings);
  await centre.ready("ana");
  const { taskId, interactionId } = await centre.held("ana");
  await centre.pass(1_000);
  await centre.ready(...others);
  return { centre, interactionId, taskId };
}

/** Ana asks this colleague in, who comes. */
export async function joined(
  { centre, interactionId, taskId }: Together,
  who: string,
  as: "task.conference" | "task.consult" = "task.conference",
): Promise<TaskId> {
  await centre.does("ana", as, { taskId, to: "AGENT", targetId: who, note: "" });
  return centre.accept(interactionId);
}

export const askBilling = { to: "QUEUE", targetId: "billing", note: "" } as const;
export const askBen = { to: "AGENT", targetId: "ben", note: "" } as const;
export const noWrapUp = { mrd: { wrapUp: { enabled: false, seconds: 0 } } };

/** What was asked for and nobody has taken yet. */
export function waitingOf(centre: Centre, interactionId: string): TaskId {
  const found = centre
    .tasks(interactionId)
    .find((task) => task.mediaState === "QUEUED" || task.mediaState === "RESERVED");
  if (found === undefined) throw new Error("nothing waits");
  return found.id;
}

/** The lines of a conversation's own timeline, in order. */
export function linesOf(centre: Centre, interactionId: string): readonly string[] {
  return saidIn(centre, interactionId, "EVENT").map(({ body }) => body);
}

/** What stands in a conversation of one kind, in order. */
export function saidIn(
  centre: Centre,
  interactionId: string,
  kind: MessageRow["kind"],
): readonly MessageRow[] {
  return (centre.engine.live.conversation(interactionId) ?? []).flatMap((each) =>
    each.kind === "MESSAGE" && each.row.kind === kind ? [each.row] : [],
  );
}

export function interventionOf(centre: Centre, interactionId: string) {
  const rows = centre.engine.live.conversation(interactionId) ?? [];
  const found = rows.find((each) => each.kind === "INTERVENTION");
  if (found?.kind !== "INTERVENTION") throw new Error(`no intervention of ${interactionId}`);
  return found.row;
}

/** More agents of both queues than `people`, signed out. */
export function crowd(...names: string[]): readonly Agent[] {
  const more = names.map((name) =>
    anAgent({
      ...freshAgent,
      id: brand(name),
      name,
      queueIds: [support, billing],
      mrds: [anMrd({ toggle: false, state: "LOGOUT" })],
    }),
  );
  return [...people, ...more];
}
