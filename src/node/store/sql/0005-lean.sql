-- The same promises at less cost. The feed has one row per commit and its commands stand beside it. `IN` with more
-- than two words builds a table each time a CHECK asks it, so words are compared one by one. What keeps work apart
-- that is over hangs on the column that says when it ended: a row whose end does not change leaves those indexes,
-- triggers and references alone.

CREATE TABLE command (
  -- The last sequence of the decision that answered it.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  body_hash TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
INSERT INTO command (seq, id, at, body_hash, outcome)
  SELECT last_seq, command_id, at, body_hash, outcome FROM feed WHERE command_id IS NOT NULL ORDER BY last_seq;

CREATE TABLE feed_new (
  last_seq INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL CHECK (first_seq BETWEEN 1 AND last_seq),
  at INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  -- One event per sequence number: when, what, of which kind, of which row, and more where there is more.
  events TEXT NOT NULL CHECK (json_array_length(events) = last_seq - first_seq + 1)
) STRICT;
INSERT INTO feed_new (last_seq, first_seq, at, epoch, events)
  SELECT last_seq, first_seq, at, epoch, (
    SELECT json_group_array(CASE WHEN json_type(value, '$.data') IS NULL
        THEN json_array(value ->> '$.at', value ->> '$.type', value ->> '$.kind', value ->> '$.id')
        ELSE json_array(value ->> '$.at', value ->> '$.type', value ->> '$.kind', value ->> '$.id',
          json(value -> '$.data')) END ORDER BY key)
    FROM json_each(feed.events))
  FROM feed WHERE events IS NOT NULL ORDER BY last_seq;
-- The sequence goes on from the newest entry, which always stays.
DROP TABLE feed;
ALTER TABLE feed_new RENAME TO feed;
ALTER TABLE meta DROP COLUMN trimmed_to;

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

CREATE TABLE interaction_new (
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
        OR resolution = 'NO_AGENT' OR resolution = 'FLUSHED')
    ELSE FALSE END) IS TRUE),
  -- What says "completed" has its completion written down.
  FOREIGN KEY (id, completed_at, completed_by)
    REFERENCES completion (interaction_id, completed_at, completed_by) DEFERRABLE INITIALLY DEFERRED
) STRICT;
INSERT INTO interaction_new
  SELECT number, id, seq, workspace_id, thread_id, customer_id, display_number, queue_id, owner_id, status, task_id,
    state, completed_at, completed_by, resolution, body FROM interaction ORDER BY number;
DROP TABLE interaction;
ALTER TABLE interaction_new RENAME TO interaction;
CREATE INDEX interaction_of_thread ON interaction (thread_id);
CREATE UNIQUE INDEX interaction_display_number ON interaction (display_number) WHERE display_number > 0;
CREATE INDEX interaction_active ON interaction (id) WHERE completed_at IS NULL;
CREATE INDEX interaction_completed ON interaction (completed_at, id, workspace_id, queue_id, owner_id)
  WHERE completed_at IS NOT NULL;

CREATE TRIGGER interaction_stays_completed BEFORE UPDATE OF completed_at, completed_by ON interaction
WHEN NEW.completed_at <> OLD.completed_at OR NEW.completed_by <> OLD.completed_by
BEGIN
  SELECT raise(ABORT, 'who completed an interaction, and when, is never changed');
END;

CREATE TABLE task_new (
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
INSERT INTO task_new
  SELECT number, id, seq, interaction_id, previous_task_id, queue_id, agent_id, task_state, media_state, offer_id,
    offer_agent_id, offer_state, answered_at, reason, closed_at, body FROM task ORDER BY number;
DROP TABLE task;
ALTER TABLE task_new RENAME TO task;
CREATE INDEX task_of_interaction ON task (interaction_id);
CREATE UNIQUE INDEX task_successor ON task (previous_task_id) WHERE previous_task_id IS NOT NULL;
CREATE INDEX task_open ON task (interaction_id) WHERE closed_at = 8640000000000000;
CREATE INDEX task_closed ON task (closed_at) WHERE closed_at < 8640000000000000;

-- An open task is closed at no time (see the CHECK), so none opens again without a change of that column.
CREATE TRIGGER task_stays_closed BEFORE UPDATE OF closed_at ON task
WHEN OLD.closed_at < 8640000000000000 AND NEW.closed_at = 8640000000000000
BEGIN
  SELECT raise(ABORT, 'a closed task never opens again');
END;

CREATE TABLE intervention_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state = 'OPENED' OR state = 'DEFERRED' OR state = 'CLOSED'),
  body TEXT NOT NULL
) STRICT;
INSERT INTO intervention_new SELECT number, id, seq, interaction_id, state, body FROM intervention ORDER BY number;
DROP TABLE intervention;
ALTER TABLE intervention_new RENAME TO intervention;
CREATE INDEX intervention_of_interaction ON intervention (interaction_id);
CREATE UNIQUE INDEX intervention_not_closed ON intervention (interaction_id) WHERE state <> 'CLOSED';

CREATE TABLE message_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind = 'CUSTOMER' OR kind = 'AGENT' OR kind = 'NOTE' OR kind = 'EVENT'),
  body TEXT NOT NULL
) STRICT;
INSERT INTO message_new SELECT number, id, seq, interaction_id, kind, body FROM message ORDER BY number;
DROP TABLE message;
ALTER TABLE message_new RENAME TO message;
CREATE INDEX message_of_interaction ON message (interaction_id);

CREATE TABLE agent_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  state TEXT NOT NULL CHECK (state = 'READY' OR state = 'NOT_READY' OR state = 'LOGIN' OR state = 'LOGOUT'
    OR state = 'UNKNOWN'),
  body TEXT NOT NULL
) STRICT;
INSERT INTO agent_new SELECT number, id, seq, state, body FROM agent ORDER BY number;
DROP TABLE agent;
ALTER TABLE agent_new RENAME TO agent;
