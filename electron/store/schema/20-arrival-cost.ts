/**
 * Each row that comes in pays for each index and each check. SQLite builds the list of an `IN` of three anew for each row,
 * a fifth of what the row costs; rows that are dead are in `messages_notable` as well, and where rows of a time are is known
 * from `search_blocks` (`spansSince`). A check can be said anew in place where it stays the same one
 * (https://www.sqlite.org/lang_altertable.html, 7).
 */
export const arrivalCostSchema = `
  PRAGMA writable_schema = ON;
  UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (direction IN (''in'', ''out'', ''refused''))',
    'CHECK (direction = ''in'' OR direction = ''out'' OR direction = ''refused'')')
  WHERE type = 'table' AND name = 'messages';
  PRAGMA writable_schema = RESET;

  DROP INDEX messages_dead;
  DROP INDEX messages_at;
`;
