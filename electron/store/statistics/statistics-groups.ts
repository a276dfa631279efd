import type { Direction, MessageState } from '../../../shared/message-log.ts';
import { binsPerE, shortestMs } from '../../../shared/statistics.ts';
import type { Db } from '../database.ts';
import type { Condition } from '../search/filter-sql.ts';

/** Rows that have all of this in common. */
export interface StatisticsGroup {
  /** Which stretch of time: `(at + offsetMs) / bucketMs`. */
  bucket: number;
  direction: Direction;
  account: string;
  type: string;
  event: string | null;
  command: string | null;
  state: MessageState;
  /** The failure's code. */
  code: string | null;
  /** The outbox had to do with it. */
  queued: 0 | 1;
  /** An attempt to send it had failed. */
  tried: 0 | 1;
  /** The bin of its latency, of what came in (`shared/statistics.ts`). */
  bin: number | null;
  count: number;
}

/** How time is divided. */
export interface TimeGrid {
  bucketMs: number;
  /** What is added to Unix ms, so that a day begins at the reader's midnight. */
  offsetMs: number;
}

/** Rows that meet a condition, in groups. */
export function addUp(db: Db, { bucketMs, offsetMs }: TimeGrid, { sql, params }: Condition): StatisticsGroup[] {
  return db.all(
    `SELECT (at + CAST(:offsetMs AS INTEGER)) / CAST(:bucketMs AS INTEGER) AS bucket, direction, account, type, event, command, state,
       json_extract(failure, '$.code') AS code, queued_at IS NOT NULL AS queued, tries > 0 AS tried,
       CASE WHEN direction = 'in' THEN CAST(round(ln(max(ms, ${shortestMs})) * ${binsPerE}) AS INTEGER) END AS bin, count(*) AS count
     FROM messages WHERE ${sql} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`,
    { ...params, bucketMs, offsetMs },
  ) as unknown as StatisticsGroup[];
}
