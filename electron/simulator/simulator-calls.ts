import { ok } from '../../shared/result.ts';
import type { CallsOf } from '../calls/call-table.ts';
import type { Simulator } from './platform.ts';

/** The calls of the contract that are about the simulated phones. */
export const simulatorCalls = (simulator: Simulator): CallsOf<'simulator'> => ({
  'simulator.phones': async () => ok(simulator.phones()),
  'simulator.act': async ({ account, action }) => simulator.act(account, action),
  'simulator.clear': async ({ account }) => simulator.clear(account),
});
