import type { DatabaseSync } from "node:sqlite";
import type { Account, Invite } from "../store.ts";
import { transact } from "../transact.ts";

/** InviteStore without the waiting. */
export interface InviteTables {
  putInvite(invite: Invite): void;
  invite(hash: string): Invite | null;
  acceptInvite(hash: string, at: number, account: Account): boolean;
}

/** The only way to use one: of two at once, the second changes no row. */
const USE =
  "UPDATE invite SET used_at = ?2 WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2";

/** Of an account that is there the password alone: it may have been disabled a moment ago. */
const SET_PASSWORD = `INSERT INTO account (user_id, username, body) VALUES (?, ?, ?) ON CONFLICT (user_id)
  DO UPDATE SET body = json_set(account.body, '$.password', excluded.body ->> '$.password')`;

export function inviteTables(db: DatabaseSync): InviteTables {
  const forget = db.prepare("DELETE FROM invite WHERE username = ? AND used_at IS NULL");
  const put = db.prepare(
    "INSERT INTO invite (hash, username, body, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
  );
  const read = db.prepare("SELECT body, used_at FROM invite WHERE hash = ?");
  const use = db.prepare(USE);
  const setPassword = db.prepare(SET_PASSWORD);
  return {
    putInvite: (invite) =>
      transact(db, () => {
        const { hash, username, createdAt, expiresAt } = invite;
        forget.run(username);
        put.run(hash, username, JSON.stringify(invite), createdAt, expiresAt);
      }),
    invite: (hash) => {
      const found = read.get(hash);
      if (found === undefined) return null;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
      const invite = JSON.parse(String(found["body"])) as Invite;
      return { ...invite, isUsed: found["used_at"] !== null };
    },
    acceptInvite: (hash, at, account) =>
      transact(db, () => {
        if (use.run(hash, at).changes !== 1) return false;
        setPassword.run(account.userId, account.username, JSON.stringify(account));
        return true;
      }),
  };
}
