import type { Filter, Value } from '../../shared/filter/filter.ts';
import { limits } from '../../shared/limits.ts';
import type { ReplyHistory } from '../../shared/reply-allowance.ts';
import type { MessageRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { actOf } from './acts.ts';

/** More than any quota counts. */
const mostRows = 2000;

/**
 * What a person did and was sent since a point in time (Unix ms): it decides what may be sent now. Found by the search,
 * in its short slices, so that messages which come in meanwhile are not held up.
 */
export async function historyWith(
  store: Store,
  { account, person, since }: { account: string; person: string; since: number },
  now: number,
): Promise<Pick<ReplyHistory, 'acts' | 'sent'>> {
  const filter: Filter = {
    terms: [
      { field: 'account', negated: false, values: [exactly(account)] },
      { field: 'from', negated: false, values: [exactly(person)] },
      { field: 'since', negated: false, values: [{ kind: 'moment', text: '', at: since }] },
    ],
  };
  const rows: MessageRecord[] = [];
  const deadline = performance.now() + limits.searchMs;
  let before: string | undefined;
  do {
    const page = await store.do('messages.page', { limit: 200, before, filter, now });
    // A filter knows no letter case, an OpenID does.
    rows.push(...page.items.filter((row) => row.account === account && row.person === person));
    before = page.next ?? undefined;
  } while (before !== undefined && rows.length < mostRows && performance.now() < deadline);
  return {
    acts: rows
      .filter(({ direction }) => direction === 'in')
      .flatMap((row) => (actOf(row) ? [{ act: actOf(row) ?? 'message', at: row.at }] : [])),
    // What left in a response is in an envelope, and counts for nothing.
    sent: rows.filter(({ direction, state, xml }) => direction === 'out' && state === 'sent' && xml === '').map(({ at }) => at),
  };
}

const exactly = (text: string): Value => ({ kind: 'is', text, equals: [text] });
