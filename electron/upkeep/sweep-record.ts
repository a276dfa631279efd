import { z } from 'zod';

/** A `SweepRecord` as it is kept. */
export const SweepSchema = z.object({
  at: z.number(),
  rows: z.number(),
  pictures: z.number().default(0),
  bytes: z.number(),
  givenBack: z.number(),
});
