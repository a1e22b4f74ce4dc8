import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function forceLogout(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"agent.forceLogout">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function forceState(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"agent.forceState">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
