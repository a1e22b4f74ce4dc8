import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function setMediaState(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.setMediaState">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function setTaskState(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.setState">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
