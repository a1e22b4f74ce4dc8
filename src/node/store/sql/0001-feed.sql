-- The feed: what was decided, in one sequence without a hole, and of commands the answer.

CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  feed_id TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  -- Up to here the events have been dropped for their age.
  trimmed_to INTEGER NOT NULL
) STRICT;

INSERT INTO meta (one, feed_id, epoch, trimmed_to) VALUES (1, lower(hex(randomblob(16))), 1, 0);

CREATE TABLE feed (
  last_seq INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL CHECK (first_seq BETWEEN 1 AND last_seq),
  at INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  -- One event per sequence number; null once they are too old to be asked for.
  events TEXT CHECK (json_array_length(events) = last_seq - first_seq + 1),
  command_id TEXT,
  body_hash TEXT,
  outcome TEXT,
  CHECK ((command_id IS NULL) = (body_hash IS NULL) AND (command_id IS NULL) = (outcome IS NULL)),
  CHECK (events IS NOT NULL OR command_id IS NOT NULL)
) STRICT;

CREATE UNIQUE INDEX feed_command ON feed (command_id) WHERE command_id IS NOT NULL;

-- Three rules in one trigger: each entry pays for it.
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
