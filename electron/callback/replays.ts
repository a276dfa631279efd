import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Arrival, ArrivalReceipt } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { replayKey } from '../store/tables/replay-key.ts';
import { createTurns } from '../turns.ts';
import { type Entering, type InHand, type Passage, placeOf } from './in-hand.ts';

export interface ReplaysOptions {
  store: Pick<Store, 'do'>;
  inHand: Pick<InHand, 'tryBegin'>;
  /** What it asks for, as of any message of this key. */
  entering(delivery: Omit<Entering, 'planned'>, key: string): Entering;
  language(): Language;
  /** Puts the replay on disk, under its key. */
  receive(passage: Entering, key: string, state: Arrival['state'], replays: string): Promise<ArrivalReceipt>;
  /** Works on it once it is there. */
  carryOut(id: string, passage: Passage): Promise<string>;
}

/** Sends a stored message through once more; gives back the id of its row, which is the same for the same key. */
export type Replay = (asked: { of: string; key: string }, delivery: Omit<Entering, 'planned'>) => Promise<Result<string>>;

export function createReplays({ store, inHand, entering, language, receive, carryOut }: ReplaysOptions): Replay {
  const inTurn = createTurns();

  const replay: Replay = async ({ of, key: asked }, delivery) => {
    const { account } = delivery.from;
    const key = replayKey(of, asked);
    const { id } = await store.do('messages.idOf', { account: account.id, dedupeKey: key });
    if (id !== null) return ok(id);
    const passage = entering(delivery, key);
    const { planned } = passage;
    if (planned?.ok === false && planned.error.code === 'command/not-replayed') return planned;
    return new Promise((resolve, reject) => {
      const work = inHand.tryBegin(placeOf(delivery.from, key), passage, async (begun) => {
        const receipt = await receive(begun, key, begun.planned?.ok ? 'waiting' : 'received', of);
        begun.work.isStored = true;
        resolve(ok(receipt.id));
        return receipt.fresh ? carryOut(receipt.id, begun) : '';
      });
      if (!work) return resolve(err(failure('callback/busy', {}, language())));
      work.answer.catch(reject);
    });
  };

  // One after the other: what is asked for again is then either on disk, or new.
  return (asked, delivery) => inTurn(() => replay(asked, delivery));
}
