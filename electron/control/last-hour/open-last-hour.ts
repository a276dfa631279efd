import type { Language } from '../../../shared/language.ts';
import { localTargetId, type Target } from '../../../shared/target.ts';
import type { Clock } from '../../clock.ts';
import type { EventHub } from '../../events.ts';
import type { Targets } from '../targets/targets.ts';
import { createLastHour, type LastHour } from './last-hour.ts';
import { localVitals, readVitals, type Vitals } from './vitals.ts';

export interface OpenLastHourOptions {
  targets: Pick<Targets, 'all' | 'drivers'>;
  events: Pick<EventHub, 'emit'>;
  clock: Clock;
  language(): Language;
  onBug(error: unknown): void;
}

/** Begins to keep the last hour of this computer and of targets, read over their own drivers. */
export function openLastHour({ targets, events, clock, language, onBug }: OpenLastHourOptions): LastHour {
  const readLocal = localVitals();

  async function read(target: Target, signal: AbortSignal): Promise<Vitals | undefined> {
    if (target.id === localTargetId) return readLocal();
    const drivers = await targets.drivers(target.id);
    const shell = drivers.ok ? drivers.value.find((driver) => driver.shell)?.shell : undefined;
    const vitals = shell && (await readVitals(shell, { target: target.id, signal, language: language() }));
    return vitals?.ok ? vitals.value : undefined;
  }

  const lastHour = createLastHour({
    ...{ targets: targets.all, read, clock, onBug },
    onSampled: (sample) => events.emit('lastHour.sampled', [sample]),
  });
  lastHour.start();
  return lastHour;
}
