/** A row that goes out as a picture names the run whose picture it is; the bytes stay with the run. */
export const pictureSchema = 'ALTER TABLE messages ADD COLUMN picture TEXT;';
