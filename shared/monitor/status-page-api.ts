import { z } from 'zod';
import { call, out } from '../api-call.ts';
import type { Failure } from '../result.ts';

/** What may stand on the status page: everything, where no tag is chosen, else the monitors that have one of them. */
const tags = z.array(z.string().trim().min(1).max(32)).max(50);

/** How the status page for phones stands. */
export interface StatusPageState {
  on: boolean;
  tags: string[];
  /** The link, which nobody can guess; null while it is off, or can't be read. */
  url: string | null;
  /** Whether the link leads through the tunnel, so that phones outside of this network can open it. */
  isPublic: boolean;
  /** Why the link can't be read: the page answers nobody then. */
  failure?: Failure;
}

/** The calls of the contract that are about the status page for phones. */
export const statusPageApi = {
  'statusPage.get': call(z.object({}).strict(), out<StatusPageState>()),
  /** Switched on for the first time it gets its link; `renew` makes another one, and the old one ends at once. */
  'statusPage.set': call(
    z
      .object({ on: z.boolean(), tags, renew: z.literal(true) })
      .partial()
      .strict(),
    out<StatusPageState>(),
  ),
};
