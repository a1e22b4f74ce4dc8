-- The rows. `body` is the row as the domain and the wire know it. Beside it stand the columns that constraints
-- and queries need: those that never change as columns of their own, so that a change of the row touches none of
-- their indexes; those that change are generated from the body and cannot disagree with it. A CHECK lets NULL pass,
-- hence IS and IS TRUE.

CREATE TABLE customer (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL
) STRICT;

CREATE TABLE thread (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  customer_id TEXT NOT NULL AS (body ->> '$.customerId')
    REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  last_interaction_id TEXT AS (body ->> '$.lastInteractionId'),
  state TEXT NOT NULL AS (body ->> '$.state') CHECK (state IN ('OPEN', 'CLOSED'))
) STRICT;

CREATE TABLE completion (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  interaction_id TEXT NOT NULL CHECK (interaction_id IS body ->> '$.interactionId')
    REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  completed_at INTEGER NOT NULL CHECK (completed_at IS body ->> '$.completedAt'),
  completed_by TEXT NOT NULL CHECK (completed_by IS body ->> '$.completedBy' AND completed_by <> ''),
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
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  thread_id TEXT NOT NULL CHECK (thread_id IS body ->> '$.threadId')
    REFERENCES thread (id) DEFERRABLE INITIALLY DEFERRED,
  display_number INTEGER NOT NULL CHECK (display_number IS body ->> '$.displayNumber'),
  workspace_id TEXT NOT NULL AS (body ->> '$.workspaceId'),
  queue_id TEXT NOT NULL AS (body ->> '$.queueId'),
  customer_id TEXT NOT NULL AS (body ->> '$.customerId')
    REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
  owner_id TEXT NOT NULL AS (body ->> '$.ownerId'),
  intervention_id TEXT AS (body ->> '$.interventionId'),
  state TEXT NOT NULL AS (body ->> '$.state'),
  status TEXT NOT NULL AS (body ->> '$.status'),
  completed_at INTEGER AS (CASE body ->> '$.state' WHEN 'COMPLETED' THEN body ->> '$.completedAt' END),
  completed_by TEXT AS (CASE body ->> '$.state' WHEN 'COMPLETED' THEN body ->> '$.completedBy' END),
  CHECK ((CASE state
    WHEN 'ACTIVE' THEN status IN ('OPEN', 'PENDING', 'CONNECTED', 'WRAP_UP', 'UNDELIVERED')
      AND body ->> '$.completedAt' = 8640000000000000 AND body ->> '$.completedBy' = ''
    WHEN 'COMPLETED' THEN status = 'COMPLETED'
      AND completed_at < 8640000000000000 AND completed_by <> ''
      AND body ->> '$.resolution' IN ('RESOLVED', 'UNRESOLVED', 'ABANDONED', 'NO_AGENT', 'FLUSHED')
      AND body ->> '$.taskId' IS NULL AND body ->> '$.agentId' = ''
    ELSE FALSE END) IS TRUE),
  -- What says "completed" has its completion written down.
  FOREIGN KEY (id, completed_at, completed_by)
    REFERENCES completion (interaction_id, completed_at, completed_by) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX interaction_of_thread ON interaction (thread_id);
CREATE UNIQUE INDEX interaction_display_number ON interaction (display_number) WHERE display_number > 0;
CREATE INDEX interaction_active ON interaction (number) WHERE state = 'ACTIVE';
CREATE INDEX interaction_completed ON interaction (completed_at, id, queue_id, owner_id) WHERE state = 'COMPLETED';

CREATE TRIGGER interaction_stays_completed BEFORE UPDATE ON interaction
WHEN OLD.state = 'COMPLETED' AND NEW.state = 'COMPLETED'
  AND (NEW.completed_at <> OLD.completed_at OR NEW.completed_by <> OLD.completed_by)
BEGIN
  SELECT raise(ABORT, 'who completed an interaction, and when, is never changed');
END;

CREATE TABLE task (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  interaction_id TEXT NOT NULL CHECK (interaction_id IS body ->> '$.interactionId')
    REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  previous_task_id TEXT CHECK (previous_task_id IS body ->> '$.previousTaskId')
    REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  queue_id TEXT NOT NULL AS (body ->> '$.queueId'),
  agent_id TEXT NOT NULL AS (body ->> '$.agentId'),
  task_state TEXT NOT NULL AS (body ->> '$.taskState'),
  media_state TEXT NOT NULL AS (body ->> '$.mediaState'),
  offer_state TEXT AS (body ->> '$.offer.state'),
  closed_at INTEGER NOT NULL AS (body ->> '$.closedAt'),
  CHECK ((task_state = 'CLOSED') = (closed_at < 8640000000000000)),
  CHECK (offer_state IN ('PENDING', 'ACCEPTED', 'REJECTED', 'TIMEOUT', 'CANCELED')),
  CHECK ((CASE task_state || '/' || media_state
    WHEN 'ACTIVE/QUEUED' THEN agent_id = '' AND offer_state IS NULL
    WHEN 'ACTIVE/RESERVED' THEN agent_id <> '' AND offer_state IS 'PENDING'
      AND body ->> '$.offer.agentId' IS agent_id AND body ->> '$.offer.id' IS NOT NULL
      AND body ->> '$.offer.expiresAt' IS NOT NULL
    WHEN 'ACTIVE/ACTIVE' THEN agent_id <> '' AND coalesce(offer_state, 'ACCEPTED') = 'ACCEPTED'
      AND body ->> '$.answeredAt' IS NOT NULL
    WHEN 'WRAP_UP/CLOSED' THEN agent_id <> '' AND coalesce(offer_state, 'ACCEPTED') = 'ACCEPTED'
      AND body ->> '$.answeredAt' IS NOT NULL AND body ->> '$.wrapUpExpiresAt' IS NOT NULL
      AND body ->> '$.reason' IN ('DONE', 'TRANSFERRED')
    WHEN 'CLOSED/CLOSED' THEN offer_state IS NOT 'PENDING' AND body ->> '$.reason' IS NOT NULL
    ELSE FALSE END) IS TRUE)
) STRICT;

CREATE INDEX task_of_interaction ON task (interaction_id);
-- A task goes on in one successor at most: nothing is re-queued twice.
CREATE UNIQUE INDEX task_successor ON task (previous_task_id) WHERE previous_task_id IS NOT NULL;
CREATE INDEX task_open ON task (number) WHERE task_state <> 'CLOSED';
CREATE INDEX task_closed ON task (closed_at) WHERE task_state = 'CLOSED';

CREATE TRIGGER task_stays_closed BEFORE UPDATE ON task
WHEN OLD.task_state = 'CLOSED' AND NEW.task_state <> 'CLOSED'
BEGIN
  SELECT raise(ABORT, 'a closed task never opens again');
END;

CREATE TABLE intervention (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  interaction_id TEXT NOT NULL CHECK (interaction_id IS body ->> '$.interactionId')
    REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL AS (body ->> '$.state'),
  CHECK ((CASE state
    WHEN 'OPENED' THEN body ->> '$.closedAt' = 8640000000000000
    WHEN 'CLOSED' THEN body ->> '$.closedAt' < 8640000000000000 AND body ->> '$.closedBy' <> ''
    ELSE FALSE END) IS TRUE)
) STRICT;

CREATE INDEX intervention_of_interaction ON intervention (interaction_id);
CREATE UNIQUE INDEX intervention_not_closed ON intervention (interaction_id) WHERE state <> 'CLOSED';

CREATE TABLE message (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  interaction_id TEXT NOT NULL CHECK (interaction_id IS body ->> '$.interactionId')
    REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL AS (body ->> '$.kind') CHECK (kind IN ('CUSTOMER', 'AGENT', 'NOTE', 'EVENT'))
) STRICT;

CREATE INDEX message_of_interaction ON message (interaction_id);

CREATE TABLE agent (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  state TEXT NOT NULL AS (body ->> '$.state')
    CHECK (state IN ('LOGIN', 'NOT_READY', 'READY', 'LOGOUT', 'UNKNOWN'))
) STRICT;

CREATE TABLE directory (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  kind TEXT NOT NULL AS (body ->> '$.kind')
    CHECK (kind IN ('WORKSPACE', 'QUEUE', 'MRD', 'SOURCE', 'TEAM', 'REASON', 'PERSON')),
  CHECK (id IS kind || ':' || (body ->> '$.body.id'))
) STRICT;

CREATE TABLE statistic (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id IS body ->> '$.id'),
  seq INTEGER NOT NULL CHECK (seq >= number),
  body TEXT NOT NULL,
  starts_at INTEGER NOT NULL CHECK (starts_at IS body ->> '$.from')
) STRICT;

CREATE INDEX statistic_from ON statistic (starts_at);

CREATE TRIGGER customer_numbered AFTER INSERT ON customer
BEGIN INSERT INTO numbered VALUES (NEW.number, 'CUSTOMER'); END;
CREATE TRIGGER thread_numbered AFTER INSERT ON thread
BEGIN INSERT INTO numbered VALUES (NEW.number, 'THREAD'); END;
CREATE TRIGGER completion_numbered AFTER INSERT ON completion
BEGIN INSERT INTO numbered VALUES (NEW.number, 'COMPLETION'); END;
CREATE TRIGGER interaction_numbered AFTER INSERT ON interaction
BEGIN INSERT INTO numbered VALUES (NEW.number, 'INTERACTION'); END;
CREATE TRIGGER task_numbered AFTER INSERT ON task
BEGIN INSERT INTO numbered VALUES (NEW.number, 'TASK'); END;
CREATE TRIGGER intervention_numbered AFTER INSERT ON intervention
BEGIN INSERT INTO numbered VALUES (NEW.number, 'INTERVENTION'); END;
CREATE TRIGGER message_numbered AFTER INSERT ON message
BEGIN INSERT INTO numbered VALUES (NEW.number, 'MESSAGE'); END;
CREATE TRIGGER agent_numbered AFTER INSERT ON agent
BEGIN INSERT INTO numbered VALUES (NEW.number, 'AGENT'); END;
CREATE TRIGGER directory_numbered AFTER INSERT ON directory
BEGIN INSERT INTO numbered VALUES (NEW.number, 'DIRECTORY'); END;
CREATE TRIGGER statistic_numbered AFTER INSERT ON statistic
BEGIN INSERT INTO numbered VALUES (NEW.number, 'STATISTIC'); END;
