import { limits } from '../../shared/limits.ts';
import type { SignatureCheck } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { Store } from '../store/store.ts';
import { inShort } from '../store/tables/derived.ts';
import { type Answer, type Exchange, plainText } from './exchange.ts';

/** The HTTP status of each reason to refuse; 400 for those that are not named. */
const statuses: Record<string, number> = {
  'callback/unknown-account': 404,
  'callback/wrong-path': 404,
  'callback/wrong-method': 405,
  'callback/too-large': 413,
  'callback/other-app': 403,
  'callback/replayed': 403,
  'callback/from-future': 403,
  'callback/nonce-reused': 403,
  'callback/busy': 200,
  'callback/overloaded': 503,
  'callback/store': 503,
  'wechat/-40001': 403,
  'wechat/-40005': 403,
};

/**
 * The answer to a request that is refused: a status and the code, nothing that helps a stranger. Why an account answers nobody
 * is for the log alone: to strangers it is one that there is not.
 */
export function refusalAnswer(reason: Failure): Answer {
  const code = /^(?:callback|wechat)\//.test(reason.code) ? reason.code : 'callback/unknown-account';
  const status = statuses[code] ?? 400;
  return plainText(status, status === 200 ? '' : code);
}

/** Puts a refused request on record, with as much of its body as shows what it was. */
export async function recordRefusal(store: Store, exchange: Exchange, reason: Failure): Promise<string> {
  const { id } = await store.do('messages.refuse', {
    account: exchange.account,
    at: exchange.at,
    raw: exchange.body.slice(0, limits.refusedBodyBytes),
    request: boundedRequest(exchange.request),
    signature: exchange.signature && boundedCheck(exchange.signature.describe()),
    failure: { code: reason.code, message: reason.message, hint: reason.hint, ...(reason.params && { params: reason.params }) },
    ms: exchange.stopwatch.total(),
  });
  return id;
}

/** The ciphertext stands in the body already, and strangers may send a megabyte of it. */
function boundedCheck(check: SignatureCheck): SignatureCheck {
  const parts = check.parts.map((part) => ({ ...part, text: inShort(part.text) }));
  return { ...check, parts, given: inShort(check.given) };
}

/** What strangers send is kept in short: at most 20 query values of 512 characters. */
function boundedRequest(request: Exchange['request']): Exchange['request'] {
  const cut = (text: string) => text.slice(0, 512);
  return {
    method: cut(request.method),
    path: cut(request.path),
    query: Object.fromEntries(
      Object.entries(request.query)
        .slice(0, 20)
        .map(([name, value]) => [cut(name), cut(value)]),
    ),
    remoteAddress: request.remoteAddress,
    userAgent: cut(request.userAgent),
    ...(request.headers && { headers: request.headers }),
  };
}
