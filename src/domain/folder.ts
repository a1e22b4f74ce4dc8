import type { FolderId, UserId } from "./id.ts";

/** A smart folder: what its rule finds, now and as time goes by. */
export interface Folder {
  readonly id: FolderId;
  readonly name: string;
  /** In the rule language. */
  readonly rule: string;
  /** Null where it is shared by the workspace. */
  readonly ownerId: UserId | null;
  readonly position: number;
}
