import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { ReplyAllowance } from '../../shared/reply-allowance.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Operator } from '../../shared/role.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { queueText } from '../outbox/queue-text.ts';
import type { Store } from '../store/store.ts';

export interface OperatorMessagesOptions {
  store: Store;
  outbox: Pick<Outbox, 'nudge'>;
  clock: Pick<Clock, 'now'>;
  operators(): readonly Operator[];
  account(id: string): CallbackAccount | undefined;
  /** What may still be sent to a person. */
  allowance(account: CallbackAccount['account'], person: string): Promise<ReplyAllowance>;
  language(): Language;
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
}

/** What the admin writes to an operator without having been asked: a chat line to tap, say. */
export interface OperatorMessages {
  /**
   * Puts a text into the outbox, on disk. `key` names it: asked for twice it is sent once. Fails with `operators/…` and
   * `inspector/…` where the platform would not let it through; `left` is how many more it would.
   */
  send(input: { account: string; person: string; text: string; key: string }): Promise<Result<{ id: string; left: number }>>;
}

export function createOperatorMessages(options: OperatorMessagesOptions): OperatorMessages {
  const { store, clock, language } = options;

  return {
    async send({ account, person, text, key }) {
      const isBound = options.operators().some((operator) => operator.account === account && operator.person === person);
      if (!isBound) return err(failure('operators/not-bound', { person }, language()));
      const from = options.account(account);
      if (!from) return err(failure('inspector/no-account', { account }, language()));
      const named = `hand ${key}`;
      const allowance = await options.allowance(from.account, person);
      const left = allowance.way === 'active' ? allowance.left : 0;
      const before = await store.do('messages.withKey', { key: `${named} 0` });
      if (before.id !== null) return ok({ id: before.id, left });
      if (allowance.way === 'none') return err(refusal(allowance, from.account.name, clock.now(), language()));
      const ids = await queueText(store, { key: named, account, person, at: clock.now(), text });
      options.onAdded(ids);
      options.outbox.nudge();
      return ok({ id: ids[0] ?? '', left: Math.max(0, left - ids.length) });
    },
  };
}

/** What stands in the way, and what the platform still allows. */
function refusal({ reason, until }: Extract<ReplyAllowance, { way: 'none' }>, account: string, now: number, language: Language) {
  const minutes = String(Math.max(1, Math.ceil(((until ?? now) - now) / 60_000)));
  if (reason === 'no-right') return failure('inspector/cannot-send', { account }, language);
  return failure(`operators/${reason}`, { minutes }, language);
}
