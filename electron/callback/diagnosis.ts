import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { openBytes } from '../wechat/cipher.ts';
import { checkSignature } from '../wechat/signature.ts';
import type { CallbackAccount } from './accounts.ts';

/** What WeChat sent to verify a URL. */
type Query = Record<string, string>;

/** How slow an answer to WeCom's verification may be, in ms (protocol reference, 1.4). */
const verificationDeadlineMs = 1000;

/**
 * Finds out why WeChat could not verify a URL, by trying which part does match: WeChat itself tells the admin no more
 * than 「openapi回调地址请求不通过」.
 * @param others all other accounts, for values that were pasted into the wrong form
 */
export function diagnoseVerification(
  refusal: Failure,
  query: Query,
  account: CallbackAccount,
  others: readonly CallbackAccount[],
): Failure {
  if (refusal.code === 'wechat/-40005') return failure('verification/foreign-receiver', { received: refusal.params?.received ?? '' });
  if (['wechat/-40007', 'wechat/-40008', 'wechat/-40010'].includes(refusal.code)) return failure('verification/wrong-key');
  if (!['wechat/-40001', 'callback/missing-query'].includes(refusal.code)) return refusal;
  const stranger = others.find((other) => signedBy(other, query));
  if (stranger) return failure('verification/other-account', { account: stranger.account.name });
  if (refusal.code === 'callback/missing-query') return missingPart(refusal, query, account);
  if (account.account.platform === 'official-account') return failure('verification/unsigned');
  return failure(opensWith(account, query) ? 'verification/wrong-token' : 'verification/wrong-both');
}

/** The other platform's console signs under another name (protocol reference, 1.4). */
function missingPart(refusal: Failure, query: Query, { account }: CallbackAccount): Failure {
  if (account.platform === 'wecom')
    return query.msg_signature === undefined && query.signature !== undefined ? failure('verification/not-wecom') : refusal;
  return query.signature === undefined && query.msg_signature !== undefined ? failure('verification/not-official') : refusal;
}

/**
 * WeCom waits one second: an answer that was right but late is a failure too.
 * @param ms how long the answer took here
 * @param wayMs how long the last probe took through the tunnel, which is not seen from here
 */
export function tooSlow({ account }: CallbackAccount, ms: number, wayMs = 0): Failure | undefined {
  if (account.platform !== 'wecom') return undefined;
  if (ms > verificationDeadlineMs) return failure('verification/slow', { ms: String(Math.round(ms)) });
  return wayMs > verificationDeadlineMs ? failure('verification/slow-way', { ms: String(Math.round(wayMs)) }) : undefined;
}

/** Whether WeChat has signed this verification with the account's Token. */
export function signedBy({ account, candidates }: CallbackAccount, query: Query): boolean {
  const { timestamp = '', nonce = '', echostr = '' } = query;
  const isWecom = account.platform === 'wecom';
  const name = isWecom ? 'msg_signature' : 'signature';
  return candidates.some(({ credentials: { token } }) => {
    const signed = { token, timestamp, nonce, ...(isWecom && { encrypt: echostr.replaceAll(' ', '+') }) };
    return checkSignature(name, signed, query[name] ?? '').matches;
  });
}

function opensWith({ candidates }: CallbackAccount, { echostr = '' }: Query): boolean {
  return candidates.some(({ credentials: { aesKey, receiverId } }) => {
    if (!aesKey) return false;
    const opened = openBytes(echostr.replaceAll(' ', '+'), receiverId, aesKey);
    return opened.ok || opened.error.code === 'wechat/-40005';
  });
}
