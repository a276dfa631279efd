/** The newest row of the message log when an account was made: what is older came to another account of that id. */
export const accountBeginSchema = 'ALTER TABLE accounts ADD COLUMN messages_after INTEGER NOT NULL DEFAULT 0;';
