import { withheldText } from '../../shared/redaction.ts';
import type { RequestRecord } from '../store/records.ts';

/** Gives back a text as it may be kept, or takes note of it: called for each, always in the same order. */
export type Each = (text: string) => string;

/** Gives back texts as they may be kept, one for each. */
export type Redact = (texts: readonly string[]) => string[];

/** Redacts all texts that `walk` comes to, in one go. */
export function redactAll<Value>(redact: Redact, walk: (each: Each) => Value): Value {
  const texts: string[] = [];
  walk((text) => {
    texts.push(text);
    return text;
  });
  const redacted = redact(texts).values();
  return walk(() => redacted.next().value ?? withheldText);
}

/**
 * The request of a message that was let in. What tells recordings from redeliveries stays as it is, what proves where it is
 * from, and what the message itself says: whom it is from, and for which account.
 */
export function eachOfRequest(request: RequestRecord, person: string, each: Each): RequestRecord {
  const stays = ([name, value]: Pair) =>
    name === 'timestamp' || name === 'nonce' || (name.endsWith('signature') && isHash(value)) || (name === 'openid' && value === person);
  return { ...eachOfWay(request, each), query: eachPair(request.query, (pair) => (stays(pair) ? pair : [each(pair[0]), each(pair[1])])) };
}

/** One that was not let in: a stranger may have written any part of it. */
export function eachOfStranger(request: RequestRecord, each: Each): RequestRecord {
  const { path = '' } = request;
  const readable = decoded(path);
  const kept = each(readable);
  return {
    ...eachOfWay(request, each),
    path: kept === readable ? path : kept,
    query: eachPair(request.query, ([name, value]) => [each(name), each(value)]),
  };
}

/** The nonce, the time and a plain body's hash stay: they tell recordings from redeliveries, and give nothing of it away. */
export function withoutSignature(request: RequestRecord): RequestRecord {
  return { ...request, query: eachPair(request.query, ([name, value]) => [name, name.endsWith('signature') ? withheldText : value]) };
}

type Pair = [name: string, value: string];

function eachOfWay(request: RequestRecord, each: Each): RequestRecord {
  const { remoteAddress, userAgent, headers } = request;
  return {
    ...request,
    ...(remoteAddress && { remoteAddress: each(remoteAddress) }),
    ...(userAgent && { userAgent: each(userAgent) }),
    ...(headers && { headers: eachPair(headers, ([name, value]) => [name, each(value)]) }),
  };
}

const eachPair = (record: Record<string, string>, become: (pair: Pair) => Pair): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(become));

const isHash = (value: string) => /^[0-9a-f]{40}$/.test(value);

/** A path as it reads: a rule must not miss what a stranger has encoded. */
function decoded(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (signs) => {
    try {
      return decodeURIComponent(signs);
    } catch {
      return signs;
    }
  });
}
