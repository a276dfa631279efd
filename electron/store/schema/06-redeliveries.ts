/** When a message was delivered again: a JSON array of Unix ms, the last ones. Most rows have none, and pay nothing. */
export const redeliveriesSchema = 'ALTER TABLE messages ADD COLUMN redeliveries TEXT;';
