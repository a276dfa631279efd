/** Operators' tags, by which notice rules address several: as a JSON list. */
export const operatorTagsSchema = `
  ALTER TABLE operators ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
`;
