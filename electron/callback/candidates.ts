import { err, type Result } from '../../shared/result.ts';
import type { Refusal } from '../wechat/crypt.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';

/**
 * Tries an account's credentials one after the other. Where none opens the request, the most telling refusal counts:
 * one whose signature did match says more than the others.
 */
export function tryCandidates<T>(
  { candidates }: CallbackAccount,
  open: (candidate: Candidate) => Result<T, Refusal>,
): Result<{ opened: T; candidate: Candidate }, Refusal> {
  let refusal: Refusal | undefined;
  for (const candidate of candidates) {
    const result = open(candidate);
    if (result.ok) return { ok: true, value: { opened: result.value, candidate } };
    if (!refusal || (result.error.check?.matches && !refusal.check?.matches)) refusal = result.error;
  }
  if (!refusal) throw new Error('an account without credentials was let through');
  return err(refusal);
}
