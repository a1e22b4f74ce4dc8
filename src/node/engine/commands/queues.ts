import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function flush(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"queue.flush">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function setRouting(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"queue.setRouting">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
