import type { UserActor } from "../../access/actor.ts";
import type { TaskPlace } from "../../feed/place.ts";
import type { KeptRow } from "../../store/store.ts";
import type { ApiParts } from "./api.ts";
import { ProblemError } from "./problem.ts";
import { Sight } from "./sight.ts";

/** What a path names, and who names it. */
export interface At {
  readonly id: string;
  readonly actor: UserActor;
}

/** The task that an offer belongs to. Whose offer it is, the decision looks at itself. */
export function taskOfOffer({ feed }: ApiParts, { id, actor }: At) {
  for (const place of heldBy(feed, actor))
    if (place.facts.offerId === id) return { taskId: place.id, offerId: id };
  for (const { id: taskId, facts } of feed.mirror.tasks())
    if (facts.offerId === id) return { taskId, offerId: id };
  throw new ProblemError("OFFER_NOT_FOUND");
}

/** The caller's own part in a case. */
export async function ownTask(parts: ApiParts, at: At): Promise<{ taskId: string }> {
  const { interactionId } = await ofIntervention(parts, at);
  for (const { id, facts } of heldBy(parts.feed, at.actor)) {
    const { agentId, taskState } = facts;
    const isOwn = agentId === at.actor.userId && taskState !== "CLOSED";
    if (isOwn && facts.interactionId === interactionId) return { taskId: id };
  }
  throw new ProblemError("NOT_YOUR_TASK");
}

function* heldBy({ mirror }: ApiParts["feed"], { userId }: UserActor): Iterable<TaskPlace> {
  for (const place of mirror.withKey(`agent:${userId}`)) if (place.kind === "TASK") yield place;
}

export async function ofIntervention(
  parts: ApiParts,
  at: At,
): Promise<{ readonly interactionId: string }> {
  const { interactionId } = (await interventionAt(parts, at)).row;
  return { interactionId };
}

/** A case that the caller may see. */
export async function interventionAt(
  parts: ApiParts,
  { id, actor }: At,
): Promise<KeptRow<"INTERVENTION">> {
  const rows = await parts.store.reader.fetch([{ kind: "INTERVENTION", id }]);
  const found = rows.find((row): row is KeptRow<"INTERVENTION"> => row.kind === "INTERVENTION");
  const sight = new Sight(parts, actor);
  await sight.learn(rows);
  if (found === undefined || !sight.sees(found)) throw new ProblemError("INTERVENTION_NOT_FOUND");
  return found;
}

export function ofThread({ engine }: ApiParts, { id }: At): { readonly interactionId: string } {
  for (const { row } of engine.live.rows("INTERACTION"))
    if (row.threadId === id && row.state === "ACTIVE") return { interactionId: row.id };
  throw new ProblemError("INTERACTION_NOT_FOUND");
}
