import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Account, TokenRecord } from "../store.ts";
import { type InviteTables, inviteTables } from "./invites.ts";

/** AccessStore without the waiting. */
export interface AccessTables extends InviteTables {
  accountByUsername(username: string): Account | null;
  accountById(userId: string): Account | null;
  accounts(): readonly Account[];
  putAccount(account: Account): void;
  token(hash: string): TokenRecord | null;
  putToken(token: TokenRecord): void;
  touchToken(hash: string, at: number, expiresAt: number): void;
  revokeToken(hash: string): void;
  revokeTokensOf(subject: string): void;
}

const PUT_ACCOUNT = `INSERT INTO account (user_id, username, body) VALUES (?, ?, ?)
  ON CONFLICT (user_id) DO UPDATE SET username = excluded.username, body = excluded.body`;

const TOKEN_COLUMNS =
  "hash, kind, subject, workspace_id, thread_id, source_id, created_at, last_used_at, expires_at, revoked";

/** A token is who it is for ever: put again, only its use, its end and its revocation may be news. */
const PUT_TOKEN = `INSERT INTO token (${TOKEN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (hash) DO UPDATE SET last_used_at = excluded.last_used_at, expires_at = excluded.expires_at,
    revoked = max(revoked, excluded.revoked)`;

const READ_TOKEN = `SELECT json_object('hash', hash, 'kind', kind, 'subject', subject, 'workspaceId', workspace_id,
    'threadId', thread_id, 'sourceId', source_id, 'createdAt', created_at, 'lastUsedAt', last_used_at,
    'expiresAt', expires_at, 'revoked', json(iif(revoked, 'true', 'false'))) AS body
  FROM token WHERE hash = ?`;

export function accessTables(db: DatabaseSync): AccessTables {
  const byUsername = db.prepare("SELECT body FROM account WHERE username = ?");
  const byId = db.prepare("SELECT body FROM account WHERE user_id = ?");
  const all = db.prepare("SELECT body FROM account ORDER BY username");
  const putAccount = db.prepare(PUT_ACCOUNT);
  const readToken = db.prepare(READ_TOKEN);
  const putToken = db.prepare(PUT_TOKEN);
  const touch = db.prepare(
    "UPDATE token SET last_used_at = ?2, expires_at = ?3 WHERE hash = ?1 AND revoked = 0",
  );
  const revoke = db.prepare("UPDATE token SET revoked = 1 WHERE hash = ?");
  const revokeOf = db.prepare("UPDATE token SET revoked = 1 WHERE subject = ? AND revoked = 0");
  return {
    ...inviteTables(db),
    accountByUsername: (username) => one<Account>(byUsername, username),
    accountById: (userId) => one<Account>(byId, userId),
    accounts: () => all.all().map(bodyOf<Account>),
    putAccount: (account) =>
      void putAccount.run(account.userId, account.username, JSON.stringify(account)),
    token: (hash) => one<TokenRecord>(readToken, hash),
    putToken: (token) => {
      const {
        hash,
        kind,
        subject,
        workspaceId,
        threadId,
        sourceId,
        createdAt,
        lastUsedAt,
        expiresAt,
      } = token;
      const place = [workspaceId, threadId, sourceId] as const;
      putToken.run(
        hash,
        kind,
        subject,
        ...place,
        createdAt,
        lastUsedAt,
        expiresAt,
        token.revoked ? 1 : 0,
      );
    },
    touchToken: (hash, at, expiresAt) => void touch.run(hash, at, expiresAt),
    revokeToken: (hash) => void revoke.run(hash),
    revokeTokensOf: (subject) => void revokeOf.run(subject),
  };
}

function one<T>(statement: StatementSync, key: string): T | null {
  const found = statement.get(key);
  return found === undefined ? null : bodyOf<T>(found);
}

function bodyOf<T>(found: Record<string, unknown>): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program alone
  return JSON.parse(String(found["body"])) as T;
}
