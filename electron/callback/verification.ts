import type { Verification } from '../../shared/account-view.ts';
import { failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';
import { diagnoseVerification, signedBy, tooSlow } from './diagnosis.ts';
import { admitVerification } from './door.ts';
import { type Answer, type Exchange, plainText } from './exchange.ts';
import type { ReplayGuard } from './replay-guard.ts';

/** What answering a verification takes. */
export interface VerificationOptions {
  /** WeChat has reached the listener, with credentials that only it has besides us. */
  sawRequest(): void;
  /** All accounts that are answered, to find out whose values a request was made with. */
  accounts(): CallbackAccount[];
  /** How long the tunnel's last probe took, in ms; undefined where it did not come back. */
  wayMs(): number | undefined;
  /** WeChat has tried to verify a URL. */
  onVerification(verification: Verification, used?: Candidate['texts']): void;
  /** Why an account that exists answers nobody; undefined where there is none. */
  silence(account: string): Failure | undefined;
  guard: ReplayGuard;
}

/** The answer to a verification that names an account. */
export function answerVerification(options: VerificationOptions, exchange: Exchange, known: CallbackAccount): Result<Answer> {
  // why: old ones are good for redeliveries, but WeChat must not be told that they will do from now on
  const from = { ...known, candidates: known.candidates.filter(({ age }) => age !== 'outgoing') };
  const account = from.account.id;
  const verified = admitVerification(exchange, from, options.guard);
  const { query } = exchange.request;
  const ms = exchange.stopwatch.total();
  if (!verified.ok) {
    const others = options.accounts().filter((other) => other.account.id !== account);
    const reason = diagnoseVerification(verified.error, query, from, others);
    // why: what nobody has signed at all is no verification of a platform
    const isSigned = query.signature !== undefined || query.msg_signature !== undefined;
    if (query.echostr !== undefined && isSigned) options.onVerification({ account, at: exchange.at, ms, failure: reason });
    return verified;
  }
  noteReach(options, from);
  const slow = tooSlow(from, ms, options.wayMs());
  const { candidate, echo } = verified.value;
  const matched = candidate.age === 'pending' ? 'pending' : 'present';
  options.onVerification({ account, at: exchange.at, ms, matched, ...(slow && { failure: slow }) }, candidate.texts);
  return ok(plainText(200, echo));
}

/** A verification that went astray is told to the account whose Token it is signed with, or else to those that wait for theirs. */
export function nobodyThere(options: VerificationOptions, exchange: Exchange): Failure {
  const { path, query } = exchange.request;
  const silence = options.silence(exchange.account);
  if (query.echostr !== undefined) {
    const meant = silence ? undefined : options.accounts().find((account) => signedBy(account, query));
    const stray = silence ?? failure('verification/other-path', { path: path.slice(0, 200) });
    const account = meant?.account.id ?? exchange.account;
    options.onVerification({ account, at: exchange.at, ms: exchange.stopwatch.total(), failure: stray });
  }
  // Whoever asked is told that there is no such account (`refusalAnswer`).
  if (silence) return silence;
  return exchange.account !== '' ? failure('callback/unknown-account', { account: exchange.account }) : failure('callback/wrong-path');
}

/** The simulator posts to the listener itself, so its messages prove no way in. */
export function noteReach({ sawRequest }: Pick<VerificationOptions, 'sawRequest'>, { account }: CallbackAccount): void {
  if (account.origin !== 'sandbox') sawRequest();
}
