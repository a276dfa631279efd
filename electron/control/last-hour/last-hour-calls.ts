import { ok } from '../../../shared/result.ts';
import type { CallsOf } from '../../calls/call-table.ts';
import type { LastHour } from './last-hour.ts';

/** The calls of the contract that are about the last hour. */
export const lastHourCalls = (lastHour: Pick<LastHour, 'of'>): CallsOf<'lastHour'> => ({
  'lastHour.get': async ({ id }) => ok([...lastHour.of(id)]),
});
