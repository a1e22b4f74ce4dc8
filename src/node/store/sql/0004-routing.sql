-- The whole routing domain: more states of an interaction and an intervention, more kinds of settings, and rows of
-- the first version get the fields they did not have. Tables are rebuilt because a CHECK cannot be changed in place;
-- references are checked again once all steps are done.

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
  state TEXT NOT NULL,
  status TEXT NOT NULL,
  task_id TEXT,
  -- Null while it is active.
  completed_at INTEGER CHECK (completed_at < 8640000000000000),
  completed_by TEXT CHECK (completed_by <> ''),
  resolution TEXT,
  body TEXT NOT NULL,
  CHECK ((CASE state
    WHEN 'ACTIVE' THEN status IN ('CREATING', 'BOT', 'OPEN', 'PENDING', 'CONNECTED', 'HOLD', 'WRAP_UP',
        'DEFERRED', 'UNDELIVERED')
      AND completed_at IS NULL AND completed_by IS NULL AND resolution IS NULL
    WHEN 'COMPLETED' THEN status = 'COMPLETED' AND task_id IS NULL
      AND completed_at IS NOT NULL AND completed_by IS NOT NULL
      AND resolution IN ('RESOLVED', 'UNRESOLVED', 'ABANDONED', 'NO_AGENT', 'FLUSHED')
    ELSE FALSE END) IS TRUE),
  -- What says "completed" has its completion written down.
  FOREIGN KEY (id, completed_at, completed_by)
    REFERENCES completion (interaction_id, completed_at, completed_by) DEFERRABLE INITIALLY DEFERRED
) STRICT;
INSERT INTO interaction_new SELECT * FROM interaction;
DROP TABLE interaction;
ALTER TABLE interaction_new RENAME TO interaction;
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

CREATE TABLE intervention_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  interaction_id TEXT NOT NULL REFERENCES interaction (id) DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL CHECK (state IN ('OPENED', 'DEFERRED', 'CLOSED')),
  body TEXT NOT NULL
) STRICT;
INSERT INTO intervention_new SELECT * FROM intervention;
DROP TABLE intervention;
ALTER TABLE intervention_new RENAME TO intervention;
CREATE INDEX intervention_of_interaction ON intervention (interaction_id);
CREATE UNIQUE INDEX intervention_not_closed ON intervention (interaction_id) WHERE state <> 'CLOSED';

CREATE TABLE directory_new (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  seq INTEGER NOT NULL CHECK (seq >= number),
  kind TEXT NOT NULL CHECK (kind IN ('WORKSPACE', 'QUEUE', 'MRD', 'SOURCE', 'TEAM', 'REASON', 'PERSON',
    'SKILL', 'TAG', 'WORKFLOW', 'LIST', 'FOLDER', 'CALENDAR')),
  body TEXT NOT NULL
) STRICT;
INSERT INTO directory_new SELECT * FROM directory;
DROP TABLE directory;
ALTER TABLE directory_new RENAME TO directory;


UPDATE interaction SET body = json_insert(body,
  '$.attributes', json('{}'), '$.listId', json('null'), '$.listState', json('null'),
  '$.lastCustomerAt', body ->> '$.lastMessageAt', '$.reopenedCount', 0,
  '$.clocks', json('{"held":null,"deferredUntil":8640000000000000,"deferredBy":null,"response":null,"firstReplyDueAt":8640000000000000,"firstReplyReminders":0,"inactiveAt":8640000000000000}'),
  '$.participants', json('[]'));

UPDATE intervention SET body = json_insert(body, '$.deferredUntil', 8640000000000000);

UPDATE task SET body = json_insert(body,
  '$.wait', json_object('queueEnteredAt', body ->> '$.firstEnqueuedAt', 'orderAt', body ->> '$.firstEnqueuedAt',
    'weight', 0, 'tags', json('[]'), 'step', 0, 'stepDueAt', 8640000000000000, 'maxWaitAt', 8640000000000000, 'staleAt', 8640000000000000,
    'lastAgent', json('null'), 'route', json('null')),
  '$.addedMedia', json('[]'), '$.requestedBy', '', '$.note', '',
  '$.role', CASE WHEN task_state = 'ACTIVE' AND media_state = 'ACTIVE' THEN 'PRIMARY' ELSE '' END);

UPDATE task SET body = json_insert(body, '$.offer.assignment.matchedTags', json('[]')) WHERE offer_id IS NOT NULL;

UPDATE thread SET body = json_insert(body, '$.lastAgentId', json('null'));

UPDATE agent SET body = json_insert(body, '$.tags', json('[]'), '$.attributes', json('{}'), '$.missesInRow', 0,
  '$.returnAt', 8640000000000000, '$.recentAssignments', json('[]'),
  '$.mrds', json('[]'));
UPDATE agent SET body = json_set(body, '$.mrds', (
  SELECT json_group_array(json_insert(each.value, '$.softTasks', each.value ->> '$.maxTasks', '$.lastAssignedAt', 0,
    '$.interrupted', json('false'))) FROM json_each(agent.body, '$.mrds') AS each));

UPDATE directory SET body = json_insert(body, '$.body.routing', json('{"enabled":true,"policy":"LONGEST_AVAILABLE","order":"OLDEST","steps":[],"membership":null,"tagRouting":false,"lastAgent":null,"fairShare":null,"staleAfterSec":null,"declineBackOffSec":null,"maxMisses":null,"transferRonaFallback":null,"maxWait":null,"calendarId":null,"closedHours":{"action":"QUEUE"},"nobodySignedIn":"PARK","unresolved":"REQUEUE","responseSla":null,"firstReply":null,"inactivitySec":null,"reopenWindowSec":null,"estimatedWait":null,"greeting":null}'))
WHERE kind = 'QUEUE';
UPDATE directory SET body = json_insert(body, '$.body.conduct', json('{"interruptible":false,"onInterrupted":"REMOVE_ALL_AGENTS","autoJoin":true,"autoAccept":false,"units":0}'))
WHERE kind = 'MRD';
UPDATE directory SET body = json_insert(body, '$.body.arrival', json('{"mode":"PUSH","workflowId":null,"listId":null,"externalTransfer":"NONE"}'))
WHERE kind = 'SOURCE';
UPDATE directory SET body = json_insert(body, '$.body.transferRonaFallback', 'REQUEUE', '$.body.reopenWindowSec', 86400,
  '$.body.ronaAutoReturnSec', json('null'), '$.body.defaultQueueId', json('null'))
WHERE kind = 'WORKSPACE';
