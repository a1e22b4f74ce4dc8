-- A conversation may end by going on elsewhere: one more word for how an interaction ended. And what was put off ends
-- with its interaction: earlier nodes left it open for ever when it was completed by force or its customer left.

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
        OR resolution = 'NO_AGENT' OR resolution = 'FLUSHED' OR resolution = 'TRANSFERRED')
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

UPDATE intervention SET state = 'CLOSED', body = (
  SELECT json_set(intervention.body, '$.state', 'CLOSED', '$.deferredUntil', 8640000000000000,
    '$.closedAt', interaction.completed_at, '$.closedBy', interaction.completed_by)
  FROM interaction WHERE interaction.id = intervention.interaction_id)
WHERE state <> 'CLOSED'
  AND interaction_id IN (SELECT id FROM interaction WHERE completed_at IS NOT NULL);
