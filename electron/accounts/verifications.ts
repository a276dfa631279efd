import type { Verification } from '../../shared/account-view.ts';
import type { HeldAccount } from './held-account.ts';

const verificationsKept = 20;

/** Whoever WeChat has not verified yet may be whom a verification that went astray was meant for. */
export const isWaiting = ({ account, pending, verifications }: HeldAccount) =>
  account.origin === 'console' && (pending.token !== undefined || !verifications.some(({ matched }) => matched));

/** The same trouble again and again is one line, so that strangers cannot push out what WeChat did. */
export function withVerification(verifications: Verification[], latest: Verification): Verification[] {
  const [newest, ...older] = verifications;
  const isSame = latest.failure !== undefined && !latest.matched && newest?.failure?.code === latest.failure.code;
  return [latest, ...(isSame ? older : verifications)].slice(0, verificationsKept);
}
