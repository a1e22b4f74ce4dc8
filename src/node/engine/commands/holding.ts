import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function defer(_draft: Draft, _actor: Actor, _body: BodyOf<"task.defer">): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function hold(_draft: Draft, _actor: Actor, _body: BodyOf<"task.hold">): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function resume(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.resume">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
