CREATE INDEX interaction_active ON interaction (id) WHERE completed_at IS NULL;

CREATE INDEX interaction_completed ON interaction (completed_at, id, workspace_id, queue_id, owner_id)
  WHERE completed_at IS NOT NULL;

CREATE UNIQUE INDEX interaction_display_number ON interaction (display_number) WHERE display_number > 0;

CREATE INDEX interaction_of_thread ON interaction (thread_id);

CREATE UNIQUE INDEX intervention_not_closed ON intervention (interaction_id) WHERE state <> 'CLOSED';

CREATE INDEX intervention_of_interaction ON intervention (interaction_id);

CREATE UNIQUE INDEX invite_open ON invite (username) WHERE used_at IS NULL;

CREATE INDEX message_of_interaction ON message (interaction_id);

CREATE INDEX statistic_from ON statistic (starts_at);

CREATE INDEX task_closed ON task (closed_at) WHERE closed_at < 8640000000000000;

CREATE INDEX task_of_interaction ON task (interaction_id);

CREATE INDEX task_open ON task (interaction_id) WHERE closed_at = 8640000000000000;

CREATE UNIQUE INDEX task_successor ON task (previous_task_id) WHERE previous_task_id IS NOT NULL;

CREATE INDEX token_of_subject ON token (subject);

CREATE TABLE account (
  user_id TEXT PRIMARY KEY,
  -- Two people whose names differ only in capitals would be taken for each other.
  username TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (username IS body ->> '$.username' COLLATE BINARY),
  body TEXT NOT NULL CHECK (user_id IS body ->> '$.userId')
) STRICT, WITHOUT ROWID;

CREATE TABLE "agent" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  state TEXT NOT NULL CHECK (state = 'READY' OR state = 'NOT_READY' OR state = 'LOGIN' OR state = 'LOGOUT'
    OR state = 'UNKNOWN'),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE command (
  -- The last sequence of the decision that answered it.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  body_hash TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;

CREATE TABLE completion (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  completed_at INTEGER NOT NULL,
  completed_by TEXT NOT NULL CHECK (completed_by <> ''),
  body TEXT NOT NULL,
  UNIQUE (interaction_id, completed_at, completed_by)
) STRICT;

CREATE TABLE customer (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE "directory" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  kind TEXT NOT NULL CHECK (kind IN ('WORKSPACE', 'QUEUE', 'MRD', 'SOURCE', 'TEAM', 'REASON', 'PERSON',
    'SKILL', 'TAG', 'WORKFLOW', 'LIST', 'FOLDER', 'CALENDAR')),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE "feed" (
  last_seq INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL CHECK (first_seq BETWEEN 1 AND last_seq),
  at INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  -- One event per sequence number: when, what, of which kind, of which row, and more where there is more.
  events TEXT NOT NULL CHECK (json_array_length(events) = last_seq - first_seq + 1)
) STRICT;

CREATE TABLE "interaction" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  workspace_id TEXT NOT NULL,
  thread_id TEXT NOT NULL REFERENCES thread (id) DEFERRABLE INITIALLY DEFERRED,
  customer_id TEXT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  display_number INTEGER NOT NULL,
  queue_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  status TEXT NOT NULL,
  task_id TEXT,
  state TEXT NOT NULL,
  -- Null while it is active.
  completed_at INTEGER CHECK (completed_at < 8640000000000000),
  completed_by TEXT CHECK (completed_by <> ''),
  resolution TEXT,
  body TEXT NOT NULL,
  CHECK ((CASE state
    WHEN 'ACTIVE' THEN completed_at IS NULL AND completed_by IS NULL AND resolution IS NULL
      AND (status = 'OPEN' OR status = 'PENDING' OR status = 'CONNECTED' OR status = 'HOLD' OR status = 'WRAP_UP'
        OR status = 'DEFERRED' OR status = 'UNDELIVERED' OR status = 'CREATING' OR status = 'BOT')
    WHEN 'COMPLETED' THEN status = 'COMPLETED' AND task_id IS NULL
      AND completed_at IS NOT NULL AND completed_by IS NOT NULL
      AND (resolution = 'RESOLVED' OR resolution = 'UNRESOLVED' OR resolution = 'ABANDONED'
        OR resolution = 'NO_AGENT' OR resolution = 'FLUSHED' OR resolution = 'TRANSFERRED')
    ELSE FALSE END) IS TRUE),
  -- What says "completed" has its completion written down.
  FOREIGN KEY (id, completed_at, completed_by)
    REFERENCES completion (interaction_id, completed_at, completed_by) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE "intervention" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state = 'OPENED' OR state = 'DEFERRED' OR state = 'CLOSED'),
  body TEXT NOT NULL
) STRICT;

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

CREATE TABLE "message" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind = 'CUSTOMER' OR kind = 'AGENT' OR kind = 'NOTE' OR kind = 'EVENT'),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  feed_id TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch >= 1)) STRICT;

CREATE TABLE search_due (doc INTEGER PRIMARY KEY) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

CREATE TABLE 'search_index_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_index_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_index_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'search_index_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_made (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  folding TEXT NOT NULL
) STRICT;

CREATE TABLE statistic (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  starts_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE "task" (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  -- A task goes on in one successor at most: nothing is re-queued twice.
  previous_task_id TEXT REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  queue_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  task_state TEXT NOT NULL,
  media_state TEXT NOT NULL,
  -- The one live offer is part of its task, so there cannot be two.
  offer_id TEXT,
  offer_agent_id TEXT,
  offer_state TEXT CHECK (offer_state = 'PENDING' OR offer_state = 'ACCEPTED' OR offer_state = 'REJECTED'
    OR offer_state = 'TIMEOUT' OR offer_state = 'CANCELED'),
  answered_at INTEGER,
  reason TEXT,
  closed_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  CHECK ((task_state = 'CLOSED') = (closed_at < 8640000000000000)),
  CHECK ((offer_id IS NULL) = (offer_state IS NULL) AND (offer_id IS NULL) = (offer_agent_id IS NULL)),
  CHECK ((
    (task_state = 'ACTIVE' AND media_state = 'QUEUED' AND agent_id = '' AND offer_id IS NULL)
    OR (task_state = 'ACTIVE' AND media_state = 'RESERVED'
      AND agent_id <> '' AND offer_state IS 'PENDING' AND offer_agent_id IS agent_id)
    OR (task_state = 'ACTIVE' AND media_state = 'ACTIVE'
      AND agent_id <> '' AND coalesce(offer_state, 'ACCEPTED') = 'ACCEPTED' AND answered_at IS NOT NULL)
    OR (task_state = 'WRAP_UP' AND media_state = 'CLOSED'
      AND agent_id <> '' AND coalesce(offer_state, 'ACCEPTED') = 'ACCEPTED' AND answered_at IS NOT NULL
      AND reason IS NOT NULL)
    OR (task_state = 'CLOSED' AND media_state = 'CLOSED' AND offer_state IS NOT 'PENDING' AND reason IS NOT NULL)
  ) IS TRUE)
) STRICT;

CREATE TABLE thread (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  customer_id TEXT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL
) STRICT;

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

CREATE TRIGGER completion_is_frozen BEFORE UPDATE ON completion
BEGIN
  SELECT raise(ABORT, 'a completion is never changed');
END;

CREATE TRIGGER completion_is_kept BEFORE DELETE ON completion
BEGIN
  SELECT raise(ABORT, 'a completion is never deleted');
END;

CREATE TRIGGER feed_goes_on BEFORE INSERT ON feed
BEGIN
  SELECT CASE
    WHEN NEW.first_seq <> coalesce((SELECT max(last_seq) FROM feed), 0) + 1
      THEN raise(ABORT, 'the feed would have a hole')
    WHEN NEW.at < (SELECT at FROM feed ORDER BY last_seq DESC LIMIT 1)
      THEN raise(ABORT, 'the feed would go back in time')
    WHEN NEW.epoch <> (SELECT epoch FROM meta)
      THEN raise(ABORT, 'the commit belongs to another epoch')
  END;
END;

CREATE TRIGGER interaction_stays_completed BEFORE UPDATE OF completed_at, completed_by ON interaction
WHEN NEW.completed_at <> OLD.completed_at OR NEW.completed_by <> OLD.completed_by
BEGIN
  SELECT raise(ABORT, 'who completed an interaction, and when, is never changed');
END;

CREATE TRIGGER search_due_reopened AFTER UPDATE OF completed_at ON interaction
WHEN OLD.completed_at IS NOT NULL AND NEW.completed_at IS NOT OLD.completed_at
BEGIN
  INSERT OR IGNORE INTO search_due VALUES (OLD.completed_at * 1024 + OLD.number % 1024);
END;

CREATE TRIGGER task_stays_closed BEFORE UPDATE OF closed_at ON task
WHEN OLD.closed_at < 8640000000000000 AND NEW.closed_at = 8640000000000000
BEGIN
  SELECT raise(ABORT, 'a closed task never opens again');
END;
