/** Targets as JSON: nothing ever asks for them but all at once. `secrets` says which are set, and since when, and holds none. */
export const targetsSchema = `
  CREATE TABLE targets (
    id      TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL,
    target  TEXT NOT NULL,
    secrets TEXT NOT NULL
  ) STRICT;
`;
