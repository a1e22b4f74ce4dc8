import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function claim(_draft: Draft, _actor: Actor, _body: BodyOf<"task.claim">): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function request(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.request">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
