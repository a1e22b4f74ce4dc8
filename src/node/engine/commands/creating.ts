import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function createTask(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"task.create">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
