/**
 * Runs are what the console shows; the audit trail is what nobody can change: its rows are only ever added, and each
 * holds the hash of itself and of the one before.
 */
export const runsSchema = `
  CREATE TABLE runs (
    id      TEXT PRIMARY KEY,
    at      INTEGER NOT NULL,
    origin  TEXT NOT NULL CHECK (origin IN ('chat', 'console')),
    account TEXT,
    person  TEXT,
    command TEXT NOT NULL,
    line    TEXT NOT NULL,
    danger  TEXT NOT NULL,
    targets TEXT NOT NULL,
    state   TEXT NOT NULL,
    ms      REAL,
    answer  TEXT,
    failure TEXT,
    message TEXT,
    picture TEXT,
    bytes   TEXT
  ) STRICT;
  CREATE INDEX runs_at ON runs (at);
  CREATE INDEX runs_running ON runs (id) WHERE state = 'running';

  CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL,
    hash   TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;
  CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit trail is only added to'); END;

  CREATE TABLE operators (
    account TEXT NOT NULL,
    person  TEXT NOT NULL,
    name    TEXT NOT NULL,
    role    TEXT NOT NULL,
    PRIMARY KEY (account, person)
  ) STRICT;
`;
