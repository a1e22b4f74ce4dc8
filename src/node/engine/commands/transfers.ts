import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function transfer(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.transfer">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function conference(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.conference">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
