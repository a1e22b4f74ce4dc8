import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function assignIntervention(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"intervention.assign">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function cancelIntervention(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"intervention.cancel">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function closeCase(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"intervention.close">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
