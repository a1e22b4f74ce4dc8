-- The index of the search through completed conversations. A document is made of what one search looks at: fields and
-- messages, cut into grams by domain/search and the node; its id is in the order of completion, the newest last. It
-- only says where to look: whoever searches looks at the rows themselves.

CREATE VIRTUAL TABLE search_index USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- Documents that are not in the index as their rows now are; a search looks at these rows, too.
CREATE TABLE search_due (doc INTEGER PRIMARY KEY) STRICT;

-- By which folding the index was made; another one makes it anew.
CREATE TABLE search_made (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  folding TEXT NOT NULL
) STRICT;
INSERT INTO search_made VALUES (1, '');

CREATE TRIGGER search_due_made AFTER INSERT ON interaction WHEN NEW.completed_at IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.completed_at * 1024 + NEW.number % 1024);
END;

CREATE TRIGGER search_due_changed AFTER UPDATE ON interaction WHEN NEW.completed_at IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO search_due VALUES (NEW.completed_at * 1024 + NEW.number % 1024);
END;

-- Active again: its document goes.
CREATE TRIGGER search_due_reopened AFTER UPDATE OF completed_at ON interaction
WHEN OLD.completed_at IS NOT NULL AND NEW.completed_at IS NOT OLD.completed_at
BEGIN
  INSERT OR IGNORE INTO search_due VALUES (OLD.completed_at * 1024 + OLD.number % 1024);
END;

INSERT OR IGNORE INTO search_due
  SELECT completed_at * 1024 + number % 1024 FROM interaction WHERE completed_at IS NOT NULL;
