/**
 * Monitors as JSON, and what came of their checks. Beats go by the monitor's own number, so that one takes a dozen bytes;
 * states are the indices of `beatStates`. Hours and days are added up as the beats come in.
 */
export const monitorsSchema = `
  CREATE TABLE monitors (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    monitor TEXT NOT NULL
  ) STRICT;

  CREATE TABLE beats (
    monitor INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    state   INTEGER NOT NULL,
    ms      INTEGER,
    PRIMARY KEY (monitor, at)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE beat_sums (
    monitor  INTEGER NOT NULL,
    span     INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    up       INTEGER NOT NULL,
    down     INTEGER NOT NULL,
    unknown  INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    ms       INTEGER NOT NULL,
    shortest INTEGER,
    longest  INTEGER,
    PRIMARY KEY (monitor, span, start)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incidents (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    monitor      TEXT NOT NULL,
    opened_at    INTEGER NOT NULL,
    recovered_at INTEGER,
    incident     TEXT NOT NULL
  ) STRICT;
  CREATE INDEX incidents_open ON incidents (number) WHERE recovered_at IS NULL;
  CREATE INDEX incidents_monitor ON incidents (monitor, number);
  CREATE INDEX incidents_opened ON incidents (opened_at);

  CREATE TABLE incident_events (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL,
    event    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX incident_events_of ON incident_events (incident, id);

  CREATE TABLE notices (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL UNIQUE,
    incident INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    account  TEXT NOT NULL,
    person   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    due_at   INTEGER NOT NULL,
    state    TEXT NOT NULL,
    failure  TEXT,
    message  INTEGER
  ) STRICT;
  CREATE INDEX notices_of ON notices (incident, id);
  CREATE INDEX notices_due ON notices (id) WHERE state = 'due';
`;
