-- The rows. `body` is the row as the domain and the wire know it; beside it stand, once more, the columns that
-- constraints and queries need. What never changes comes first: an update leaves those columns and their indexes
-- alone. Rows of one commit may name each other in any order, hence the deferred references.
-- A CHECK lets NULL pass, hence IS and IS TRUE.

CREATE TABLE customer (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE thread (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  customer_id TEXT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL
) STRICT;

-- Who completed an interaction, when and how: written once and frozen.
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

CREATE TRIGGER completion_is_frozen BEFORE UPDATE ON completion
BEGIN
  SELECT raise(ABORT, 'a completion is never changed');
END;

CREATE TRIGGER completion_is_kept BEFORE DELETE ON completion
BEGIN
  SELECT raise(ABORT, 'a completion is never deleted');
END;

CREATE TABLE interaction (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  workspace_id TEXT NOT NULL,
  thread_id TEXT NOT NULL REFERENCES thread (id) DEFERRABLE INITIALLY DEFERRED,
  customer_id TEXT NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  display_number INTEGER NOT NULL,
  queue_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  state TEXT NOT NULL,
  status TEXT NOT NULL,
  task_id TEXT,
  -- Null while it is active.
  completed_at INTEGER CHECK (completed_at < 8640000000000000),
  completed_by TEXT CHECK (completed_by <> ''),
  resolution TEXT,
  body TEXT NOT NULL,
  CHECK ((CASE state
    WHEN 'ACTIVE' THEN status IN ('OPEN', 'PENDING', 'CONNECTED', 'WRAP_UP', 'UNDELIVERED')
      AND completed_at IS NULL AND completed_by IS NULL AND resolution IS NULL
    WHEN 'COMPLETED' THEN status = 'COMPLETED' AND task_id IS NULL
      AND completed_at IS NOT NULL AND completed_by IS NOT NULL
      AND resolution IN ('RESOLVED', 'UNRESOLVED', 'ABANDONED', 'NO_AGENT', 'FLUSHED')
    ELSE FALSE END) IS TRUE),
  -- What says "completed" has its completion written down.
  FOREIGN KEY (id, completed_at, completed_by)
    REFERENCES completion (interaction_id, completed_at, completed_by) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX interaction_of_thread ON interaction (thread_id);
CREATE UNIQUE INDEX interaction_display_number ON interaction (display_number) WHERE display_number > 0;
CREATE INDEX interaction_active ON interaction (id) WHERE state = 'ACTIVE';
CREATE INDEX interaction_completed ON interaction (completed_at, id, workspace_id, queue_id, owner_id)
  WHERE state = 'COMPLETED';

CREATE TRIGGER interaction_stays_completed BEFORE UPDATE OF completed_at, completed_by ON interaction
WHEN OLD.state = 'COMPLETED' AND NEW.state = 'COMPLETED'
  AND (NEW.completed_at <> OLD.completed_at OR NEW.completed_by <> OLD.completed_by)
BEGIN
  SELECT raise(ABORT, 'who completed an interaction, and when, is never changed');
END;

CREATE TABLE task (
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
  offer_state TEXT CHECK (offer_state IN ('PENDING', 'ACCEPTED', 'REJECTED', 'TIMEOUT', 'CANCELED')),
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

CREATE INDEX task_of_interaction ON task (interaction_id);
CREATE UNIQUE INDEX task_successor ON task (previous_task_id) WHERE previous_task_id IS NOT NULL;
CREATE INDEX task_open ON task (interaction_id) WHERE task_state <> 'CLOSED';
CREATE INDEX task_closed ON task (closed_at) WHERE task_state = 'CLOSED';

CREATE TRIGGER task_stays_closed BEFORE UPDATE OF task_state ON task
WHEN OLD.task_state = 'CLOSED' AND NEW.task_state <> 'CLOSED'
BEGIN
  SELECT raise(ABORT, 'a closed task never opens again');
END;

CREATE TABLE intervention (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state IN ('OPENED', 'CLOSED')),
  body TEXT NOT NULL
) STRICT;

CREATE INDEX intervention_of_interaction ON intervention (interaction_id);
CREATE UNIQUE INDEX intervention_not_closed ON intervention (interaction_id) WHERE state <> 'CLOSED';

CREATE TABLE message (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('CUSTOMER', 'AGENT', 'NOTE', 'EVENT')),
  body TEXT NOT NULL
) STRICT;

CREATE INDEX message_of_interaction ON message (interaction_id);

CREATE TABLE agent (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  state TEXT NOT NULL CHECK (state IN ('LOGIN', 'NOT_READY', 'READY', 'LOGOUT', 'UNKNOWN')),
  body TEXT NOT NULL
) STRICT;

-- All that is configured.
CREATE TABLE directory (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  kind TEXT NOT NULL CHECK (kind IN ('WORKSPACE', 'QUEUE', 'MRD', 'SOURCE', 'TEAM', 'REASON', 'PERSON')),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE statistic (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  starts_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX statistic_from ON statistic (starts_at);
