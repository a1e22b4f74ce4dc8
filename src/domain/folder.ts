import type { FolderId, UserId } from "./id.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { contradictionIn } from "./rules/contradiction.ts";
import { interactionWords } from "./rules/interaction-words.ts";
import { problemText, readRule } from "./rules/read.ts";
import { plainPromise } from "./service-level.ts";

/** A smart folder: what its rule finds, now and as time goes by. */
export interface Folder {
  readonly id: FolderId;
  readonly name: string;
  /** In the rule language. */
  readonly rule: string;
  /** Null where it is shared by the workspace. */
  readonly ownerId: UserId | null;
  readonly position: number;
  /** Nothing is physically deleted: a deleted folder is shown to nobody. */
  readonly archived: boolean;
}

/** Everybody's from the start; their names are the screen's. */
export const defaultFolders = [
  { id: "my-work", rule: "state == ACTIVE AND owner == me" },
  { id: "needs-my-reply", rule: "owner == me AND needs_reply" },
  { id: "not-engaged", rule: "state == ACTIVE AND NOT engaged" },
  { id: "waiting-over-sla", rule: "status IN ['OPEN', 'PENDING'] AND sla == BREACHED" },
  { id: "undelivered", rule: "undelivered" },
] as const;

/** What a folder is given by whoever makes or changes it. */
export interface FolderWish {
  readonly name: string;
  readonly rule: string;
  readonly shared: boolean;
  readonly position: number;
}

/** Fields alone are looked at: names of queues and people are for whoever reads the rule. */
const words = interactionWords({ promiseOf: () => plainPromise, teamsOf: () => [] });

/** A folder made or changed. Somebody else's private folder is not there for anybody else. */
export function saveFolder(
  present: Folder | undefined,
  wish: FolderWish & { readonly id: FolderId },
  by: { readonly userId: UserId; readonly mayShare: boolean },
): Folder | Refusal {
  const obstacle = folderObstacle(present, by);
  if (obstacle !== null) return obstacle;
  if (wish.shared && !by.mayShare) return refuse("NOT_PERMITTED", "shared folders");
  const read = readRule(wish.rule, words);
  if (!read.ok) return refuse("RULE_INVALID", problemText(read.problem));
  // A name that nobody has may be given tomorrow; a contradiction stays one.
  const contradiction = contradictionIn(read.rule);
  if (contradiction !== null)
    return refuse("RULE_INVALID", `nothing can ever match: ${contradiction}`);
  const { id, rule, position } = wish;
  const name = wish.name.trim();
  if (name === "") return refuse("FIELD_NOT_EDITABLE", "name cannot be empty");
  return { id, name, rule, position, ownerId: wish.shared ? null : by.userId, archived: false };
}

export function deleteFolder(
  present: Folder | undefined,
  by: { readonly userId: UserId; readonly mayShare: boolean },
): Folder | Refusal {
  if (present === undefined || present.archived) return refuse("FOLDER_NOT_FOUND");
  return folderObstacle(present, by) ?? { ...present, archived: true };
}

function folderObstacle(
  present: Folder | undefined,
  { userId, mayShare }: { readonly userId: UserId; readonly mayShare: boolean },
): Refusal | null {
  if (present === undefined) return null;
  if (present.ownerId === null) return mayShare ? null : refuse("NOT_PERMITTED", "shared folders");
  return present.ownerId === userId ? null : refuse("FOLDER_NOT_FOUND");
}
