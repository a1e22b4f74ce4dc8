import { type CommandId, brand } from "../../domain/id.ts";
import type { Outcome } from "../../protocol/commands.ts";
import type { Ask, ReaderCalls, WriterCalls } from "./calls.ts";
import { packCommit, parseEvents, parsePiece, parseRows } from "./packed.ts";
import type { AccessStore, CommandRecord, KeptRow, Reader, Store } from "./store.ts";
import type { HeadedTexts, PackedRecord } from "./tables/read.ts";

interface Sides {
  readonly write: Ask<WriterCalls>;
  readonly read: Ask<ReaderCalls>;
  /** Opens the file anew, whatever has become of the writer. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The store, once somebody can be asked to write and somebody to read. */
export function storeOver({ write, read, reopen, close }: Sides): Store {
  return {
    reader: readerOver(read),
    access: accessOver(write),
    append: async (commit) => write("append", packCommit(commit)),
    live: async (statisticsSince) => {
      const rows: KeptRow[] = [];
      const take = (text: string): void => {
        for (const row of parsePiece(text)) rows.push(row);
      };
      return { ...(await write("live", statisticsSince, take)), rows };
    },
    reopen,
    close,
  };
}

function readerOver(read: Ask<ReaderCalls>): Reader {
  return {
    commandRecords: async (ids) => new Map((await read("commandRecords", ids)).map(recordOf)),
    fetch: async (refs) => parseRows(await read("fetch", refs)),
    conversations: async (interactionIds) => headed(await read("conversations", interactionIds)),
    recent: async (query) => headed(await read("recent", query)),
    thread: async (threadId, publicOnly) =>
      parseRows<"MESSAGE">(await read("thread", threadId, publicOnly)),
    completed: async (query) => parseRows<"INTERACTION">(await read("completed", query)),
    active: async (query) => parseRows<"INTERACTION">(await read("active", query)),
    completions: async (interactionId) =>
      parseRows<"COMPLETION">(await read("completions", interactionId)),
    statistics: async (query) => parseRows<"STATISTIC">(await read("statistics", query)),
    tasksOf: async (interactionId) => parseRows<"TASK">(await read("tasksOf", interactionId)),
    events: async (after, limit) => {
      const commits = await read("events", after, limit);
      return commits
        .flatMap(parseEvents)
        .filter(({ seq }) => seq > after)
        .slice(0, limit);
    },
  };
}

function headed({ head, rows }: HeadedTexts) {
  return { head, rows: parseRows(rows) };
}

function recordOf([commandId, bodyHash, outcome]: PackedRecord): [CommandId, CommandRecord] {
  const id = brand<CommandId>(commandId);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
  return [id, { id, bodyHash, outcome: JSON.parse(outcome) as Outcome }];
}

function accessOver(write: Ask<WriterCalls>): AccessStore {
  return {
    accountByUsername: (username) => write("accountByUsername", username),
    accountById: (userId) => write("accountById", userId),
    accounts: () => write("accounts"),
    putAccount: (account) => write("putAccount", account),
    token: (hash) => write("token", hash),
    putToken: (token) => write("putToken", token),
    touchToken: (hash, at, expiresAt) => write("touchToken", hash, at, expiresAt),
    revokeToken: (hash) => write("revokeToken", hash),
    revokeTokensOf: (subject) => write("revokeTokensOf", subject),
    putInvite: (invite) => write("putInvite", invite),
    invite: (hash) => write("invite", hash),
    acceptInvite: (hash, at, account) => write("acceptInvite", hash, at, account),
  };
}
