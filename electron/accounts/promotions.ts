import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { adopt } from './account-secrets.ts';
import type { CallbackKeys, HeldAccount } from './held-account.ts';

/** How long until a promotion that failed is tried again, in ms: each time twice as long, for a keychain may ask for its password. */
const defaultRetry = { firstMs: 30_000, longestMs: 10 * 60_000 };

export interface PromotionsOptions {
  secrets: Secrets;
  accounts(): Iterable<HeldAccount>;
  /** One change at a time. */
  turns<T>(work: () => Promise<T>): Promise<T>;
  /** Something that the page shows is another by now. */
  changed(): void;
  onBug(error: unknown): void;
  retry?: { firstMs: number; longestMs: number } | undefined;
}

/** Takes new credentials into use that WeChat has verified. Both calls belong into a turn. */
export interface Promotions {
  /** What the secret store refuses to keep is told in the account's view, and tried again. */
  promote(account: HeldAccount, used: CallbackKeys): Promise<void>;
  /** Tries once more what could not be kept. */
  retry(account: HeldAccount): Promise<void>;
  /** Tries no more. */
  close(): void;
}

export function createPromotions(options: PromotionsOptions): Promotions {
  const { firstMs, longestMs } = options.retry ?? defaultRetry;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let waitMs = firstMs;

  const unkept = () => [...options.accounts()].filter((account) => account.unkept);

  async function promote(account: HeldAccount, used: CallbackKeys): Promise<void> {
    const secrets = await options.secrets();
    const kept = secrets.ok ? await adopt(secrets.value, account, used) : secrets;
    if (kept.ok) {
      delete account.unkept;
      return;
    }
    if (!account.unkept) options.onBug(new Error(`${kept.error.code} while credentials of ${account.account.id} were kept`));
    account.unkept = { used, failure: unkeptFailure(kept.error) };
    retryLater();
  }

  async function retry(account: HeldAccount): Promise<void> {
    if (account.unkept) await promote(account, account.unkept.used);
  }

  function retryLater(): void {
    if (timer || isClosed) return;
    timer = setTimeout(() => void options.turns(retryAll).catch(options.onBug), waitMs).unref();
    waitMs = Math.min(2 * waitMs, longestMs);
  }

  async function retryAll(): Promise<void> {
    timer = undefined;
    if (isClosed) return;
    for (const account of unkept()) await retry(account);
    if (unkept().length === 0) waitMs = firstMs;
    options.changed();
  }

  return {
    promote,
    retry,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

function unkeptFailure({ code, params }: Failure): Failure {
  if (code === 'secrets/locked') return failure('accounts/unkept-locked');
  return failure('accounts/unkept', { reason: params?.reason ?? code });
}
