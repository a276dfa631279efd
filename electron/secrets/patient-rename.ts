import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** What Windows says while a virus scanner or a backup has one of the files open. */
const passing = ['EACCES', 'EBUSY', 'EPERM'];
/** Between the tries, in ms; together less than a second. */
const waits = [20, 50, 100, 200, 400];

/** Renames a file; one that somebody holds for a moment is tried again. */
export async function patientRename(
  from: string,
  to: string,
  { move = rename, wait = (ms: number): Promise<unknown> => pause(ms) } = {},
): Promise<void> {
  for (const ms of waits) {
    try {
      return await move(from, to);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && passing.includes(String(error.code)))) throw error;
      await wait(ms);
    }
  }
  await move(from, to);
}
