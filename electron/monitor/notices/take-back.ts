import { failure } from '../../../shared/failures.ts';
import type { Store } from '../../store/store.ts';
import type { DueNotice } from '../../store/tables/notices.ts';

export interface TakingBack {
  store: Pick<Store, 'do'>;
  /** Lets these rows of the outbox be decided about: gives those that are not being sent, none of which is begun meanwhile. */
  holdBack<T>(ids: readonly string[], decide: (waiting: string[]) => Promise<T>): Promise<T>;
  /** Writes again and again while the disk refuses. */
  keep<T>(write: () => Promise<T>): Promise<T>;
}

/**
 * What waits to be sent of an incident that has ended is not sent, for it is true no more. Gives back what it was to tell:
 * that is due again, and told as things are now, or not at all. `isLeft`: some is being sent at this moment, and may fail.
 */
export async function takeBack(incident: number, { store, holdBack, keep }: TakingBack): Promise<{ due: DueNotice[]; isLeft: boolean }> {
  const { messages } = await store.do('notices.outdated', { incident });
  if (messages.length === 0) return { due: [], isLeft: false };
  const over = failure('notices/over');
  return holdBack(messages, async (waiting) => ({
    due: await keep(() => store.do('notices.takeBack', { messages: waiting, failure: over })),
    isLeft: waiting.length < messages.length,
  }));
}
