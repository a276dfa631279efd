import { ok } from '../../../shared/result.ts';
import type { CallsOf } from '../../calls/call-table.ts';
import type { Targets } from './targets.ts';

/** The calls of the contract that are about targets. */
export const targetCalls = (targets: Targets): CallsOf<'targets'> => ({
  'targets.list': async () => ok({ targets: targets.list() }),
  'targets.save': (input) => targets.save(input),
  'targets.delete': ({ id, typed }) => targets.remove(id, typed),
  'targets.restore': ({ id }) => targets.restore(id),
  'targets.try': (input) => targets.tryOut(input),
  'targets.forgetHostKey': ({ id }) => targets.forgetHostKey(id),
  async 'targets.check'({ ids }) {
    targets.check(ids);
    return ok(null);
  },
  'targets.readImport': (source) => targets.readImport(source),
  'targets.import': (input) => targets.addAll(input.targets),
  'targets.networks': async () => ok(targets.networks()),
  'targets.scan': async ({ id, network }) => targets.scan(id, network),
  async 'targets.stopScan'() {
    await targets.stopScan();
    return ok(null);
  },
});
