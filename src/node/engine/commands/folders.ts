import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function deleteFolder(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"folder.delete">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function saveFolder(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"folder.save">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
