import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function assign(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.assign">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function forceComplete(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"interaction.forceComplete">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function move(_draft: Draft, _actor: Actor, _body: BodyOf<"task.move">): Refusal | object {
  return refuse("NOT_PERMITTED");
}
