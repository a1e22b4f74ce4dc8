import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function engage(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"interaction.engage">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function reopen(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"interaction.reopen">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function setType(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"interaction.setType">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function startInteraction(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"interaction.start">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
