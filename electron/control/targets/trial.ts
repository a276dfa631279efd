import { failure } from '../../../shared/failures.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { DriverKind, Target } from '../../../shared/target.ts';
import type { Driver, TrialReport } from '../driver.ts';
import { closeAll } from './open-drivers.ts';

export interface Trial {
  target: Target;
  kind: DriverKind;
  onBug(error: unknown): void;
  /** After so long it is called off, in ms. */
  patienceMs?: number;
}

/** What the ways are called, in either language. */
export const wayNames: Record<DriverKind, string> = { local: 'local', ssh: 'SSH', wake: 'Wake-on-LAN', ipmi: 'IPMI', vnc: 'VNC' };

const defaultPatienceMs = 20_000;

/** Tries the driver of this kind, then closes all of them. Fails where it takes too long, whatever the driver does then. */
export async function tryDriver(drivers: readonly Driver[], trial: Trial): Promise<Result<TrialReport>> {
  const { target, kind, onBug, patienceMs = defaultPatienceMs } = trial;
  const driver = drivers.find((one) => one.kind === kind);
  const calledOff = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    if (!driver) return err(failure('targets/no-driver', { id: target.id, way: wayNames[kind] }));
    const late = new Promise<Result<TrialReport>>((resolve) => {
      timer = setTimeout(() => {
        calledOff.abort();
        resolve(err(failure('targets/trial-timeout', { id: target.id, seconds: String(patienceMs / 1000) })));
      }, patienceMs);
    });
    return await Promise.race([driver.tryIt(calledOff.signal), late]);
  } finally {
    clearTimeout(timer);
    void closeAll(drivers, onBug);
  }
}
