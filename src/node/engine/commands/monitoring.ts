import { type Refusal, refuse } from "../../../domain/refusal.ts";
import type { BodyOf } from "../../../protocol/commands.ts";
import type { Actor } from "../../access/actor.ts";
import type { Draft } from "../draft.ts";

export function monitor(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"monitor.start">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function whisper(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"monitor.whisper">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}

export function bargeIn(
  _draft: Draft,
  _actor: Actor,
  _body: BodyOf<"monitor.bargeIn">,
): Refusal | object {
  return refuse("NOT_PERMITTED");
}
