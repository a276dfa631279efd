/**
 * Answers that were put aside are listed in `messages_notable` too, so that they are found again in a long log. No row has
 * been put aside yet, so the index holds what it has to and can be said anew in place.
 */
export const putAsideSchema = `
  PRAGMA writable_schema = ON;
  UPDATE sqlite_schema SET sql = replace(sql, 'state = ''dead'' OR', 'state = ''dead'' OR state = ''aside'' OR')
  WHERE type = 'index' AND name = 'messages_notable';
  PRAGMA writable_schema = RESET;
`;
