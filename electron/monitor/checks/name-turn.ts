import { failure } from '../../../shared/failures.ts';
import type { Names } from '../../control/names.ts';
import type { Outcome } from '../check.ts';

/** Does what needs a name once that is being looked up. */
export const inTurnOf = async (names: Names, host: string, work: () => Promise<Outcome>): Promise<Outcome> =>
  (await names.turnOf(host)) ? work() : namesBusy(host);

/** Nobody can tell what stands under a name that waits behind others whose DNS hangs. */
export const namesBusy = (host: string): Outcome => ({ kind: 'unknown', reason: failure('monitor/names-busy', { host }) });
