import { failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { decryptMessage, verifyUrl } from '../wechat/crypt.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';
import { tryCandidates } from './candidates.ts';
import type { Exchange } from './exchange.ts';

/** A message that was let in. */
export interface Admitted {
  message: WechatMessage;
  /** The plain XML (or JSON). */
  xml: string;
  /** Whether it came encrypted; the answer goes the same way. */
  encrypted: boolean;
  /** What opened it; the answer is sealed with the same. */
  candidate: Candidate;
}

/** WeChat's URL verification, passed. */
export interface AdmittedVerification {
  /** What has to be echoed. */
  echo: string;
  candidate: Candidate;
}

/** Answers WeChat's URL verification: gives back what has to be echoed. */
export function admitVerification(exchange: Exchange, account: CallbackAccount, replayWindowSeconds: number): Result<AdmittedVerification> {
  const verified = tryCandidates(account, ({ credentials }) => verifyUrl(credentials, exchange.request.query));
  keepSignature(exchange, verified.ok ? verified.value.opened.check : verified.error.check);
  exchange.stopwatch.lap('verified');
  if (!verified.ok) return verified;
  const old = tooOld(exchange, replayWindowSeconds);
  return old ? err(old) : ok({ echo: verified.value.opened.echo, candidate: verified.value.candidate });
}

/** Lets a message in, or says why not: signature, age, decryption, receiver, then its form. */
export function admitMessage(exchange: Exchange, account: CallbackAccount, replayWindowSeconds: number): Result<Admitted> {
  const tried = tryCandidates(account, ({ credentials }) => decryptMessage(credentials, exchange.request.query, exchange.body));
  keepSignature(exchange, tried.ok ? tried.value.opened.check : tried.error.check);
  exchange.stopwatch.lap('decrypted');
  if (!tried.ok) return tried;
  const { opened, candidate } = tried.value;
  const old = tooOld(exchange, replayWindowSeconds);
  if (old) return err(old);
  const message = parseMessage(opened.xml);
  exchange.stopwatch.lap('parsed');
  if (!message.ok) return message;
  return ok({ message: message.value, xml: opened.xml, encrypted: opened.encrypted, candidate });
}

/** A signature stays good for ever, so a request that was signed long ago may be a recording. */
function tooOld(exchange: Exchange, replayWindowSeconds: number): Failure | undefined {
  const age = Math.floor(exchange.at / 1000) - Number(exchange.request.query.timestamp);
  // A timestamp that is no number gives NaN, which must not pass.
  const fresh = replayWindowSeconds === 0 || age <= replayWindowSeconds;
  return fresh ? undefined : failure('callback/replayed', { age: String(age) });
}

/** The ciphertext stands in the body already, and strangers may send a megabyte of it: here it is kept in short. */
function keepSignature(exchange: Exchange, check: Exchange['signature']): void {
  if (!check) return;
  const parts = check.parts.map((part) => ({ ...part, text: inShort(part.text) }));
  exchange.signature = { ...check, parts, given: inShort(check.given) };
}

const inShort = (text: string) => (text.length > 512 ? `${text.slice(0, 511)}…` : text);
