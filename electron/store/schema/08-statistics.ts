/**
 * What the rows of a block of ids add up to (a `StatisticsPart` as JSON; NULL where it has to be added up again because
 * a row has changed since), between which times (Unix ms) they came, and how fine its stretches of time are. Blocks are
 * added behind the log; rows that are not in one yet are counted one by one.
 */
export const statisticsSchema = `
  CREATE TABLE statistics_blocks (
    block   INTEGER PRIMARY KEY,
    min_at  INTEGER NOT NULL DEFAULT 0,
    max_at  INTEGER NOT NULL DEFAULT 0,
    slot_ms INTEGER NOT NULL DEFAULT 0,
    part    TEXT
  ) STRICT;
  CREATE INDEX statistics_stale ON statistics_blocks (block) WHERE part IS NULL;
  CREATE TRIGGER statistics_changed AFTER UPDATE OF state, command, ms, failure, queued_at, tries ON messages BEGIN
    UPDATE statistics_blocks SET part = NULL WHERE block = old.id / 1024 AND part IS NOT NULL;
  END;
  CREATE TRIGGER statistics_forgotten AFTER DELETE ON messages BEGIN
    UPDATE statistics_blocks SET part = NULL WHERE block = old.id / 1024 AND part IS NOT NULL;
  END;
`;
