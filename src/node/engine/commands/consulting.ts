import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function consult(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.consult">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function consultConference(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"consult.conference">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function consultTransfer(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"consult.transfer">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
