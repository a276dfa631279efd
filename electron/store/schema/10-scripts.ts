/** Saved scripts as JSON: nothing ever asks for them but all at once. */
export const scriptsSchema = `
  CREATE TABLE scripts (
    id     TEXT PRIMARY KEY,
    script TEXT NOT NULL
  ) STRICT;
`;
