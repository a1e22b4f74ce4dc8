import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function cancelRequest(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.cancelRequest">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function leaveConversation(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.leave">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
