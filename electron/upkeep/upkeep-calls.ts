import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { Upkeep } from './upkeep.ts';

/** The calls of the contract that are about what is kept, how long, and what must not be. */
export const upkeepCalls = ({ retention, redaction }: Upkeep): CallsOf<'retention' | 'redaction'> => ({
  'retention.get': async () => ok(await retention.get()),
  'retention.set': async (input) => ok(await retention.set(input.retention)),
  'retention.forecast': async (input) => ok(await retention.forecast(input.retention, input.asker)),
  'redaction.get': async () => ok(redaction.get()),
  'redaction.set': ({ rules }) => redaction.set(rules),
  'redaction.try': ({ rule, sample }) => redaction.try(rule, sample),
  'redaction.goThrough': (wish) => redaction.goThrough(wish),
  async 'redaction.stop'() {
    await redaction.stop();
    return ok(null);
  },
});
