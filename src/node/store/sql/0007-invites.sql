-- Invites: whoever has the code sets a password by it, once. The code itself is not kept.

CREATE TABLE invite (
  hash TEXT PRIMARY KEY,
  username TEXT NOT NULL COLLATE NOCASE,
  -- Whom it makes: name, roles, teams and queues; of an account that is there already nothing is taken from here.
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Null until it has been used.
  used_at INTEGER
) STRICT, WITHOUT ROWID;

-- A new invite for the same name takes the place of the one before.
CREATE UNIQUE INDEX invite_open ON invite (username) WHERE used_at IS NULL;
