import type { RowWriter } from './writer.ts';

/** One JSON object a line, all that is known of a row, with its time in ISO 8601 beside the Unix ms. */
export function jsonLines(): RowWriter {
  return {
    head: '',
    tail: '',
    row: ({ response: _, id, ...row }) => `${JSON.stringify({ id, time: new Date(row.at).toISOString(), ...row })}\n`,
  };
}
