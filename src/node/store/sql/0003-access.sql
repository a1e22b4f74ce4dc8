-- Accounts and tokens live beside the feed: they are nobody's work and reach no replica.

CREATE TABLE account (
  user_id TEXT PRIMARY KEY,
  -- Two people whose names differ only in capitals would be taken for each other.
  username TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (username IS body ->> '$.username' COLLATE BINARY),
  body TEXT NOT NULL CHECK (user_id IS body ->> '$.userId')
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('USER', 'VISITOR', 'CONNECTOR')),
  subject TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  thread_id TEXT,
  source_id TEXT,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX token_of_subject ON token (subject);
