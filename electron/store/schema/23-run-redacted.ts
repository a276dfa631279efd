/** Of a run whose line a redaction rule has changed: what is kept must not be run again. */
export const runRedactedSchema = 'ALTER TABLE runs ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0;';
