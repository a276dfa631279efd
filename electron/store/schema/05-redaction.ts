/** A row says that what it holds is not what was sent. */
export const redactionSchema = 'ALTER TABLE messages ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0;';
