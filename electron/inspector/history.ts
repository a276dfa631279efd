import type { Filter, Term, Value } from '../../shared/filter/filter.ts';
import { limits } from '../../shared/limits.ts';
import type { ReplyHistory } from '../../shared/reply-allowance.ts';
import type { MessageRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { actOf } from './acts.ts';

/** Customer messages count for two days at the most (protocol reference, 3.7). */
export const historyMs = 48 * 3_600_000;

/** More than any quota counts. */
const mostRows = 2000;

/**
 * What a person did and was sent since a point in time (Unix ms), and whether they have unsubscribed at any time: it
 * decides what may be sent now. Found by the search,
 * in its short slices, so that messages which come in meanwhile are not held up.
 */
export async function historyWith(
  store: Store,
  { since, ...who }: Who & { since: number },
  now: number,
): Promise<Pick<ReplyHistory, 'acts' | 'sent' | 'unfollowedAt'>> {
  const sinceThen: Term = { field: 'since', negated: false, values: [{ kind: 'moment', text: '', at: since }] };
  const [rows, [follow]] = await Promise.all([
    rowsWith(store, who, sinceThen, { most: mostRows, now }),
    rowsWith(store, who, followings, { most: 1, now }),
  ]);
  return {
    ...(follow?.event === 'unsubscribe' && { unfollowedAt: follow.at }),
    acts: rows
      // What was done before they followed anew allows nothing any more.
      .filter(({ direction, at }) => direction === 'in' && at >= (follow?.at ?? 0))
      .flatMap((row) => (actOf(row) ? [{ act: actOf(row) ?? 'message', at: row.at }] : [])),
    // What left in a response is in an envelope, and counts for nothing; a template message counts by itself.
    sent: rows
      .filter(({ direction, state, type, xml }) => direction === 'out' && state === 'sent' && type !== 'template' && xml === '')
      .map(({ at }) => at),
  };
}

interface Who {
  account: string;
  person: string;
}

/** The person's rows that meet `term`, newest first; a replay is the admin's doing, and the platform knows nothing of it. */
async function rowsWith(store: Store, who: Who, term: Term, { most, now }: { most: number; now: number }): Promise<MessageRecord[]> {
  const filter: Filter = {
    terms: [
      { field: 'account', negated: false, values: [exactly(who.account)] },
      { field: 'from', negated: false, values: [exactly(who.person)] },
      term,
    ],
  };
  const rows: MessageRecord[] = [];
  const deadline = performance.now() + limits.searchMs;
  let before: string | undefined;
  do {
    const page = await store.do('messages.page', { limit: Math.min(most, 200), before, filter, now });
    // A filter knows no letter case, an OpenID does.
    rows.push(...page.items.filter((row) => row.account === who.account && row.person === who.person && !row.isReplay));
    before = page.next ?? undefined;
  } while (before !== undefined && rows.length < most && performance.now() < deadline);
  return rows;
}

const exactly = (text: string): Value => ({ kind: 'is', text, equals: [text] });

/** When a person began or ended to follow an Official Account. */
const followings: Term = { field: 'event', negated: false, values: [exactly('subscribe'), exactly('unsubscribe')] };
