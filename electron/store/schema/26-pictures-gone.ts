/** A run whose picture was past its keeping says so; the picture itself is gone from the row. */
export const picturesGoneSchema = 'ALTER TABLE runs ADD COLUMN picture_gone INTEGER NOT NULL DEFAULT 0;';
