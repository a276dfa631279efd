/** Of a run that a replay from the console has asked for: its person did not write that message. */
export const runReplaysSchema = 'ALTER TABLE runs ADD COLUMN replay INTEGER NOT NULL DEFAULT 0;';
