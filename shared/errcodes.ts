import type { Platform } from './account.ts';
import { type FailureCode, failure, failureTexts } from './failures.ts';
import type { Language } from './language.ts';
import type { Failure } from './result.ts';

/** As much of a platform's errmsg as is kept, in characters: it may be anything that a proxy put there. */
export const errmsgChars = 300;

const addressPattern = /(?:from ip:|invalid ip)\s*(?:::ffff:)?([0-9a-f:.]+)/i;

/**
 * The address that the platform saw, where its errmsg names it: "from ip: x" of WeCom, which stands in each of its
 * errors, and "invalid ip x" of 40164 (protocol reference, 3.2 and 6).
 */
export function addressIn(errmsg: string): string | undefined {
  const address = addressPattern.exec(errmsg)?.[1]?.replace(/[.:]+$/, '');
  return address && (isIpv4(address) || isIpv6(address)) ? address : undefined;
}

/** "This address is not allowed": WeCom says it at business calls, an Official Account at the token (protocol reference, 3.2). */
const notAllowed = [60020, 40164];
export const isAddressRefused = (errcode: number | undefined): boolean => notAllowed.includes(errcode ?? 0);

const isIpv4 = (text: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
const isIpv6 = (text: string) => /^(?=.*:)[0-9a-f:]{2,39}$/i.test(text) && text.split(':').length <= 8;

/**
 * What a platform's errcode means and what to do about it. An address to allow-list is filled in. An unknown code keeps
 * its errmsg, for the admin to look up; programs decide by the code alone.
 */
export function platformFailure(platform: Platform, errcode: number, errmsg: string, language?: Language): Failure {
  const bounded = errmsg.length > errmsgChars ? `${errmsg.slice(0, errmsgChars)}…` : errmsg;
  const params = { errcode: String(errcode), errmsg: bounded, ip: addressIn(errmsg) ?? '?' };
  return failure(failureCodeOf(platform, errcode), params, language);
}

/** The failure code of an errcode; `platform/unknown` where no text is known. */
export function failureCodeOf(platform: Platform, errcode: number): FailureCode {
  const own = `platform/${errcode}-${platform}`;
  const common = `platform/${errcode}`;
  if (own in failureTexts) return own as FailureCode;
  return common in failureTexts ? (common as FailureCode) : 'platform/unknown';
}

/** The errcode that a failure stands for, where it came from a platform. */
export function errcodeOf({ params }: Failure): number | undefined {
  return params?.errcode === undefined ? undefined : Number(params.errcode);
}
