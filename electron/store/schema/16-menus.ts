/** One row for each account: its draft, what was live when somebody last asked, and what is to happen by itself. */
export const menusSchema = `
  CREATE TABLE menus (
    account        TEXT PRIMARY KEY,
    draft          TEXT,
    draft_at       INTEGER,
    revision       INTEGER NOT NULL DEFAULT 0,
    live           TEXT,
    conditional    TEXT NOT NULL DEFAULT '[]',
    scheduled_at   INTEGER,
    scheduled_menu TEXT,
    begun          TEXT,
    failure        TEXT
  ) STRICT;

  CREATE TABLE menu_versions (
    id      TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    at      INTEGER NOT NULL,
    who     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    menu    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX menu_versions_at ON menu_versions (account, at);
`;
