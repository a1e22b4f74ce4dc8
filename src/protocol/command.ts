import type { TSchema } from "typebox";

/**
 * What a client may do with a command while the node is away.
 * local: folded into the screen at once, sent later. queued: shown as "will send". refused: not offered.
 */
export type OfflineClass = "local" | "queued" | "refused";

export interface CommandSpec<Type extends string, Body extends TSchema> {
  readonly type: Type;
  readonly body: Body;
  readonly offline: OfflineClass;
  /** Answers to offers and state changes overtake everything else in the outbox. */
  readonly urgent: boolean;
}

export function defineCommand<const Type extends string, Body extends TSchema>(
  spec: CommandSpec<Type, Body>,
): CommandSpec<Type, Body> {
  return spec;
}
