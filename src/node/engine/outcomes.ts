import type { CommandId } from "../../domain/id.ts";
import { type Refusal, isRefusal } from "../../domain/refusal.ts";
import type { Command, Outcome } from "../../protocol/commands.ts";
import type { Actor } from "../access/actor.ts";
import type { CommandRecord, Ref } from "../store/store.ts";
import type { Answered } from "./api.ts";
import { decide } from "./decide.ts";
import type { Draft } from "./draft.ts";
import type { Ledger } from "./ledger.ts";
import { refreshDerived } from "./refresh.ts";

/** A command that waits for its outcome. */
export interface Submitted {
  readonly actor: Actor;
  readonly command: Command;
  /** The name under which its answer is kept. */
  readonly key: CommandId;
  readonly bodyHash: string;
  readonly refs: readonly Ref[];
  readonly answer: (outcome: Outcome | Promise<Outcome>) => void;
}

export interface OutcomeParts {
  readonly newDraft: () => Draft;
  readonly ledger: Ledger;
}

/** Decides one command and answers it: what was done or refused once it is durable, and to the same again the same. */
export function answer(
  parts: OutcomeParts,
  submitted: Submitted,
  earlier: CommandRecord | null,
): void {
  const { command, bodyHash } = submitted;
  if (earlier !== null)
    return submitted.answer(earlier.bodyHash === bodyHash ? earlier.outcome : reused(command.id));
  const draft = parts.newDraft();
  const decided = decide(draft, submitted.actor, command);
  if (isRefusal(decided)) return refuseAs(parts, submitted, refusedOutcome(command, decided));
  refreshDerived(draft);
  enter(parts, { draft, submitted, outcomeAt: appliedOutcome(command, decided) });
}

/** A refusal changes nothing, yet is kept: the same command gets the same answer again. */
function refuseAs(
  parts: OutcomeParts,
  submitted: Submitted,
  outcomeAt: Answered["outcomeAt"],
): void {
  const outcome = outcomeAt(parts.ledger.head);
  if (isForgotten(submitted.actor, outcome)) return submitted.answer(outcome);
  const draft = parts.newDraft();
  const code = outcome.end === "REFUSED" ? outcome.code : null;
  draft.tell("COMMAND_REFUSED", submitted.command.id, { code });
  enter(parts, { draft, submitted, outcomeAt });
}

interface Decided {
  readonly draft: Draft;
  readonly submitted: Submitted;
  readonly outcomeAt: Answered["outcomeAt"];
}

function enter({ ledger }: OutcomeParts, { draft, submitted, outcomeAt }: Decided): void {
  const { id } = submitted.command;
  if (draft.steps.length === 0) draft.tell("COMMAND_CHANGED_NOTHING", id);
  const answered = { id: submitted.key, bodyHash: submitted.bodyHash, outcomeAt };
  const { outcome, durable } = ledger.enter(draft, answered);
  const unknown: Outcome = { commandId: id, end: "UNKNOWN" };
  submitted.answer(durable.then((isDurable) => (isDurable ? (outcome ?? unknown) : unknown)));
}

export function reused(commandId: CommandId): Outcome {
  return { commandId, end: "REFUSED", code: "COMMAND_ID_REUSED", seq: 0 };
}

/** A stranger's refused command holds nothing, in memory or on the disk: sent again it is decided anew. */
export function isForgotten(actor: Actor, { end }: Pick<Outcome, "end">): boolean {
  return actor.kind === "VISITOR" && end === "REFUSED";
}

/** What was done, as the outcome it becomes at its sequence. */
function appliedOutcome(command: Command, reply: object) {
  return (seq: number): Outcome => ({ commandId: command.id, end: "APPLIED", seq, reply });
}

/** A refusal as the outcome it becomes at its sequence. */
export function refusedOutcome(command: Command, refusal: Refusal): (seq: number) => Outcome {
  const { refused: code, detail } = refusal;
  const why = detail === undefined ? {} : { detail };
  return (seq) => ({ commandId: command.id, end: "REFUSED", code, ...why, seq });
}
