import type { FeedEvent } from "../../../src/protocol/changes.ts";
import type { Command } from "../../../src/protocol/commands.ts";
import { outcomeOf } from "../../kills/workload.ts";
import type { Api } from "../../support/api.ts";
import type { DeviceLedger, Done } from "./device-orders.ts";

export interface CommandCounts {
  readonly submitted: number;
  readonly applied: number;
  readonly refused: number;
}

/**
 * Every command that the device said it had kept is applied at the node once, or refused and shown so; those of one
 * conversation in the order they were given. `head` is how far the feed was when everything was quiet: what is
 * applied only now, by being asked about, had been lost.
 */
export async function judgeCommands(
  api: Api,
  { done, refused, waiting }: DeviceLedger,
  head: number,
): Promise<CommandCounts & { readonly problems: readonly string[] }> {
  const problems = waiting.map((id) => `still waiting: ${id}`);
  const shownRefused = new Map(refused.map(({ id, code }) => [id, code]));
  const still = new Set(waiting);
  const kept = done.filter(({ stored, command }) => stored && !still.has(command.id));
  let applied = 0;
  for (const { command } of kept) {
    const outcome = await outcomeOf({ api, command: command as Command });
    const name = `${command.type} ${command.id}`;
    if (outcome?.end === "APPLIED") {
      applied += 1;
      if (outcome.seq > head) problems.push(`lost: ${name}`);
      if (shownRefused.has(command.id)) problems.push(`shown as refused, and applied: ${name}`);
    } else if (outcome?.end === "REFUSED") {
      const code = shownRefused.get(command.id);
      if (code === undefined) problems.push(`refused (${outcome.code}) and not shown: ${name}`);
      else if (code !== outcome.code)
        problems.push(`refused with ${outcome.code}, shown as ${code}: ${name}`);
    } else problems.push(`no outcome: ${name}`);
  }
  return { submitted: kept.length, applied, refused: refused.length, problems };
}

/** What was written, once each and in the order of its conversation. */
export function judgeMessages(events: readonly FeedEvent[], done: readonly Done[]): string[] {
  const problems: string[] = [];
  const added = new Map<string, number[]>();
  for (const { type, id, seq } of events) {
    if (type === "MESSAGE_ADDED") added.set(id, [...(added.get(id) ?? []), seq]);
  }
  const last = new Map<string, number>();
  for (const { command } of done) {
    const body: object = command.body;
    const { messageId, interactionId }: { messageId?: unknown; interactionId?: unknown } = body;
    if (typeof messageId !== "string" || typeof interactionId !== "string") continue;
    const seqs = added.get(messageId) ?? [];
    if (seqs.length > 1) problems.push(`doubled: ${messageId}`);
    const [seq] = seqs;
    if (seq === undefined) continue;
    if (seq < (last.get(interactionId) ?? 0)) problems.push(`out of order: ${messageId}`);
    last.set(interactionId, seq);
  }
  return problems;
}
