import { z } from 'zod';
import { AccountId } from './account.ts';
import { runStates, toldOrigins } from './run.ts';
import { TargetId } from './target.ts';

/** Which runs are meant; what is left out doesn't narrow it. */
export const RunFilter = z
  .object({
    /** Searched in line, person (their name too, where they have a role), servers and answer. */
    text: z.string().max(200).optional(),
    origin: z.enum(toldOrigins).optional(),
    states: z.array(z.enum(runStates)).max(runStates.length).optional(),
    account: AccountId.optional(),
    person: z.string().max(128).optional(),
    /** A command's name, as the record has it. */
    command: z.string().max(64).optional(),
    target: TargetId.optional(),
    /** Asked for at or after this moment, and before that one. Unix time in ms. */
    since: z.number().int().nonnegative().optional(),
    until: z.number().int().nonnegative().optional(),
    /** Only those that answered a picture. */
    withPicture: z.literal(true).optional(),
  })
  .strict();
export type RunFilter = z.infer<typeof RunFilter>;
