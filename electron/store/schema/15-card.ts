/**
 * A row that goes out as a template card, or changes one, holds it until it is sent; of one that was sent the code is kept
 * by which it can be changed.
 */
export const cardSchema = `
  ALTER TABLE messages ADD COLUMN card TEXT;
  ALTER TABLE messages ADD COLUMN response_code TEXT;
`;
