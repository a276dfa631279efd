/**
 * A row that goes out as a template message, or may have to, holds that message until the platform says that it arrived,
 * and the id under which the platform will say so. What was said of a message before its id was written down waits in
 * `template_results`.
 */
export const templatesSchema = `
  ALTER TABLE messages ADD COLUMN template TEXT;
  ALTER TABLE messages ADD COLUMN template_id TEXT;
  CREATE INDEX messages_template ON messages (template_id) WHERE template_id IS NOT NULL;

  CREATE TABLE template_results (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    account  TEXT NOT NULL,
    person   TEXT NOT NULL,
    message  TEXT NOT NULL,
    failure  TEXT,
    UNIQUE (account, person, message)
  ) STRICT;
`;
