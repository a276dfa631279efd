import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { adopt } from './account-secrets.ts';
import type { CallbackKeys, HeldAccount } from './held-account.ts';

export interface PromotionsOptions {
  secrets: Secrets;
  /** What could not be kept is to be tried again. */
  retryLater(): void;
  onBug(error: unknown): void;
}

/** Takes new credentials into use that WeChat has verified. Both calls belong into a turn. */
export interface Promotions {
  /** What the secret store refuses to keep is told in the account's view, and tried again. */
  promote(account: HeldAccount, used: CallbackKeys): Promise<void>;
  /** Tries once more what could not be kept. */
  retry(account: HeldAccount): Promise<void>;
}

export function createPromotions(options: PromotionsOptions): Promotions {
  async function promote(account: HeldAccount, used: CallbackKeys): Promise<void> {
    const secrets = await options.secrets();
    const kept = secrets.ok ? await adopt(secrets.value, account, used) : secrets;
    if (kept.ok) {
      delete account.unkept;
      return;
    }
    if (!account.unkept) options.onBug(new Error(`${kept.error.code} while credentials of ${account.account.id} were kept`));
    account.unkept = { used, failure: unkeptFailure(kept.error) };
    options.retryLater();
  }

  async function retry(account: HeldAccount): Promise<void> {
    if (account.unkept) await promote(account, account.unkept.used);
  }

  return { promote, retry };
}

function unkeptFailure({ code, params }: Failure): Failure {
  if (code === 'secrets/locked') return failure('accounts/unkept-locked');
  return failure('accounts/unkept', { reason: params?.reason ?? code });
}
