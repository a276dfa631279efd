import type { Verification } from '../../shared/account-view.ts';
import type { HeldAccount } from './held-account.ts';

const verificationsKept = 20;

/** Whoever WeChat has not verified yet may be whom a verification that went astray was meant for. */
export const isWaiting = ({ account, pending, verifications }: HeldAccount) =>
  account.origin === 'console' && (pending.token !== undefined || !verifications.some(({ matched }) => matched));

/** Of each trouble the latest alone is kept, so that strangers cannot push out what WeChat did. */
export function withVerification(verifications: Verification[], latest: Verification): Verification[] {
  const isSame = (one: Verification) => !latest.matched && !one.matched && one.failure?.code === latest.failure?.code;
  return [latest, ...verifications.filter((one) => !isSame(one))].slice(0, verificationsKept);
}
