import type { Resolution } from "../domain/interaction.ts";
import type { Hit } from "../domain/search/hit.ts";
import { type IssuedInvite, type NewInvite, issueInvite } from "./invites.ts";
import { type NodeAccess, request } from "./request.ts";
import type { InteractionRow } from "../protocol/rows/interaction-row.ts";
import type { InterventionRow, MessageRow } from "../protocol/rows/other-rows.ts";
import type { TaskRow } from "../protocol/rows/task-row.ts";
import type { QueueCounters } from "../protocol/frames.ts";

export interface CompletedQuestion {
  readonly text?: string;
  readonly queueId?: string;
  /** From the page before. */
  readonly cursor?: string;
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** A page of a search; where the question was found stands beside it. */
export interface FoundPage extends Page<InteractionRow> {
  readonly found: readonly (Hit & { readonly interactionId: string })[];
}

/** Who completed an interaction, when and how: never edited. */
export interface CompletionAnswer {
  readonly id: string;
  readonly interactionId: string;
  readonly completedAt: number;
  readonly completedBy: string;
  readonly completedByName: string;
  readonly resolution: Resolution;
  readonly dispositions: readonly string[];
}

export interface InteractionAnswer {
  readonly interaction: InteractionRow;
  readonly messages: readonly MessageRow[];
  readonly interventions: readonly InterventionRow[];
  readonly tasks: readonly TaskRow[];
  readonly completions: readonly CompletionAnswer[];
}

/** How much of what was promised was kept; null as long as nothing has been decided. */
export type LevelAnswer = { readonly numerator: number; readonly denominator: number } | null;

export interface QueueAnswer extends QueueCounters {
  readonly serviceLevel: {
    readonly thresholdSec: number;
    readonly targetPct: number;
    readonly type: number;
    readonly last30Min: LevelAnswer;
    readonly today: LevelAnswer;
  };
}

/** Questions that the replica cannot answer. They reject with a NodeProblem. */
export interface NodeHttp {
  completed(question: CompletedQuestion): Promise<FoundPage>;
  /** What is open in a queue, whoever has it, the newest first. */
  open(
    question: Pick<CompletedQuestion, "queueId" | "cursor" | "limit">,
  ): Promise<Page<InteractionRow>>;
  interaction(id: string): Promise<InteractionAnswer>;
  /** What a smart folder finds, the open first, then the completed. */
  folder(
    id: string,
    page: Pick<CompletedQuestion, "cursor" | "limit">,
  ): Promise<Page<InteractionRow>>;
  queueStatistics(queueId: string): Promise<QueueAnswer>;
  /** All that was said on a thread, over its interactions, the oldest first. */
  threadMessages(threadId: string): Promise<readonly MessageRow[]>;
  /** A one-use code for somebody at another computer; only an administrator's. */
  invite(invite: NewInvite): Promise<IssuedInvite>;
}

export function nodeHttp(access: NodeAccess): NodeHttp {
  const get = <Answer>(path: string) => request<Answer>(access, { method: "GET", path });
  return {
    completed: (question) => get(`/interactions${queryOf({ state: "COMPLETED", ...question })}`),
    open: (question) => get(`/interactions${queryOf({ state: "ACTIVE", ...question })}`),
    interaction: (id) => get(`/interactions/${encodeURIComponent(id)}`),
    folder: (id, page) =>
      get(`/folders/${encodeURIComponent(id)}/interactions${queryOf({ ...page })}`),
    queueStatistics: (id) => get(`/queues/${encodeURIComponent(id)}/statistics`),
    invite: (invite) => issueInvite(access, invite),
    threadMessages: async (id) => {
      const path = `/threads/${encodeURIComponent(id)}/messages`;
      return (await get<{ items: readonly MessageRow[] }>(path)).items;
    },
  };
}

function queryOf(fields: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== "");
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`).join("&")}`;
}
