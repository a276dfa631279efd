import { z } from 'zod';

/** A `SweepRecord` as it is kept. */
export const SweepSchema = z.object({ at: z.number(), rows: z.number(), bytes: z.number(), givenBack: z.number() });
