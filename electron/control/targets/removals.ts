import { failure } from '../../../shared/failures.ts';
import { limits } from '../../../shared/limits.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { targetRemoved, targetSaved } from '../../console-record.ts';
import type { Secrets } from '../../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../../secrets/left-secrets.ts';
import type { KeptKeys } from '../../ssh/kept-host-keys.ts';
import type { TargetRecord } from '../../store/tables/targets.ts';
import type { Timing } from '../../timing.ts';
import { createTrash } from '../../trash.ts';
import type { HeldTargets } from './held-targets.ts';
import type { TargetHostKeys } from './host-keys.ts';
import { keepSecrets, keptIn, placesOf, savedSecrets, type TargetSecrets } from './target-secrets.ts';

/** Targets go with all that belongs to them, and for a while (`limits.undoMs`) come back with it. */
export interface Removals {
  remove(record: TargetRecord): Promise<void>;
  restore(id: string): Promise<Result<TargetRecord>>;
  /** Nothing of a target that had this id before may come back. */
  forgetFormer(id: string): Promise<void>;
  close(): void;
}

export interface RemovalsOptions {
  held: HeldTargets;
  secrets: Secrets;
  leftSecrets: Pick<LeftSecrets, 'forget' | 'leave' | 'takeBack'>;
  hostKeys: TargetHostKeys;
  timing: Pick<Timing, 'now' | 'after'>;
}

/** All of a deleted target. */
interface Removed {
  record: TargetRecord;
  /** `left` where they could not be read. */
  secrets: TargetSecrets | 'left';
  hostKeys: KeptKeys;
}

export function createRemovals({ held, secrets: store, leftSecrets, hostKeys, timing }: RemovalsOptions): Removals {
  const trash = createTrash<Removed>(timing, limits.undoMs);

  /** Which secrets it has again. */
  async function takeBack({ record, secrets }: Removed): Promise<Result<TargetRecord['secrets']>> {
    if (secrets === 'left') return ok(keptIn(await leftSecrets.takeBack(placesOf(record)), record));
    return keepSecrets(store, { target: record.target, typed: secrets, saved: {}, forget: [] });
  }

  return {
    async remove(record) {
      const { id } = record.target;
      const secrets = await savedSecrets(store, record);
      await held.proveDisk(record);
      await (secrets.ok ? leftSecrets.forget : leftSecrets.leave)(placesOf(record));
      await held.remove(id, [targetRemoved(timing.now(), id)]);
      trash.put(id, { record, secrets: secrets.ok ? secrets.value : 'left', hostKeys: await hostKeys.forget(id) });
    },
    async restore(id) {
      const removed = trash.get(id);
      if (!removed || held.get(id)) return err(failure('targets/gone', { id }));
      const { target } = removed.record;
      const fault = held.faultWith([target]);
      if (fault) return err(fault);
      const kept = await takeBack(removed);
      if (!kept.ok) return kept;
      const record = { ...removed.record, secrets: kept.value };
      await held.put([record], [targetSaved(timing.now(), target)]);
      await hostKeys.remember(id, removed.hostKeys);
      trash.remove(id);
      return ok(record);
    },
    async forgetFormer(id) {
      trash.remove(id);
      await hostKeys.forget(id);
    },
    close: trash.empty,
  };
}
