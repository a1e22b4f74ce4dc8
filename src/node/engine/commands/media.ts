import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function addMedia(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.addMedia">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function endMedia(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.endMedia">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
