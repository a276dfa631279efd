/**
 * What a search needs. `search` holds the tokens of each row's text and of the columns that hardly ever change, and
 * nothing else (contentless); rows are put there later, up to `search_progress.upto`. `search_blocks` says between which times
 * the rows of a block of ids are. The indexes hold few rows each, because each costs when a message comes in
 * (and `IN` would cost more than `OR`: SQLite builds its list anew for each row).
 */
export const searchSchema = `
  CREATE VIRTUAL TABLE search USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'ascii');
  INSERT INTO search (search, rank) VALUES ('automerge', 0);
  CREATE TABLE search_progress (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    upto    INTEGER NOT NULL,
    version INTEGER NOT NULL
  ) STRICT;
  INSERT INTO search_progress VALUES (1, 0, 0);
  CREATE TABLE search_blocks (
    block  INTEGER PRIMARY KEY,
    min_at INTEGER NOT NULL,
    max_at INTEGER NOT NULL
  ) STRICT;
  CREATE TRIGGER messages_forgotten AFTER DELETE ON messages WHEN old.id <= (SELECT upto FROM search_progress) BEGIN
    DELETE FROM search WHERE rowid = old.id;
  END;

  CREATE INDEX messages_notable ON messages (id, state) WHERE
    (state = 'failed' OR state = 'interrupted' OR state = 'late' OR state = 'dead' OR state = 'refused');
  CREATE INDEX messages_slow ON messages (id, ms) WHERE ms >= 1000;
  CREATE INDEX messages_command ON messages (command COLLATE NOCASE) WHERE command IS NOT NULL;
`;
