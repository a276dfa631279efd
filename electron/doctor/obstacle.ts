import { errcodeOf, isAddressRefused } from '../../shared/errcodes.ts';
import type { Failure } from '../../shared/result.ts';
import type { DoctorContext } from './check.ts';

/** The first thing that keeps a call to the platform from working, named by the check that tells of it. */
export interface Obstacle {
  check: 'network' | 'token' | 'allow-list' | 'app';
  failure: Failure;
}

/** Tries the way to the platform, step by step; undefined where nothing stands in it. */
export async function findObstacle({ knock, client, checkCredentials, checkApp }: DoctorContext): Promise<Obstacle | undefined> {
  const reached = await knock();
  if (!reached.ok) return { check: 'network', failure: reached.error };
  const opened = await client();
  if (!opened.ok) return { check: 'token', failure: opened.error };
  const credentials = await checkCredentials();
  if (!credentials.ok) return obstacleOf(credentials.error, false);
  const checked = await checkApp();
  return checked.ok ? undefined : obstacleOf(checked.error, true);
}

/** What a refused call says of the way to the platform. */
export function obstacleOf(refusal: Failure, hasToken: boolean): Obstacle {
  if (isAddressRefused(errcodeOf(refusal))) return { check: 'allow-list', failure: refusal };
  return { check: hasToken ? 'app' : 'token', failure: refusal };
}
