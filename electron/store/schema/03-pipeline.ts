/**
 * What the outbox needs, and commands that wait their turn. A row that is still to be sent is a row of the log like any
 * other: its state says that it is queued, so that what is shown and what is sent can't differ.
 */
export const pipelineSchema = `
  ALTER TABLE messages ADD COLUMN send_key TEXT;
  ALTER TABLE messages ADD COLUMN queued_at INTEGER;
  ALTER TABLE messages ADD COLUMN next_at INTEGER;
  ALTER TABLE messages ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE messages ADD COLUMN attempts TEXT;
  ALTER TABLE messages ADD COLUMN replays INTEGER REFERENCES messages (id);

  CREATE UNIQUE INDEX messages_send_key ON messages (send_key) WHERE send_key IS NOT NULL;
  CREATE INDEX messages_queued ON messages (account, person, id) WHERE state = 'queued';
  CREATE INDEX messages_dead ON messages (id) WHERE state = 'dead';
  CREATE INDEX messages_replays ON messages (replays) WHERE replays IS NOT NULL;
  DROP INDEX messages_running;
  CREATE INDEX messages_unfinished ON messages (id) WHERE state IN ('running', 'waiting');
`;
