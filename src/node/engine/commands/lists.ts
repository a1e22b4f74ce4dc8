import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function closeEntry(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"list.close">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function joinEntry(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"list.join">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
