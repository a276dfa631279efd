import { failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { decryptMessage, verifyUrl } from '../wechat/crypt.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Exchange } from './exchange.ts';

/** A message that was let in. */
export interface Admitted {
  message: WechatMessage;
  /** The plain XML (or JSON). */
  xml: string;
  /** Whether it came encrypted; the answer goes the same way. */
  encrypted: boolean;
}

/** Answers WeChat's URL verification: gives back what has to be echoed. */
export function admitVerification(exchange: Exchange, { credentials }: CallbackAccount, replayWindowSeconds: number): Result<string> {
  const verified = verifyUrl(credentials, exchange.request.query);
  keepSignature(exchange, verified.ok ? verified.value.check : verified.error.check);
  exchange.stopwatch.lap('verified');
  if (!verified.ok) return verified;
  const old = tooOld(exchange, replayWindowSeconds);
  return old ? err(old) : ok(verified.value.echo);
}

/** Lets a message in, or says why not: signature, age, decryption, receiver, then its form. */
export function admitMessage(exchange: Exchange, { credentials }: CallbackAccount, replayWindowSeconds: number): Result<Admitted> {
  const opened = decryptMessage(credentials, exchange.request.query, exchange.body);
  keepSignature(exchange, opened.ok ? opened.value.check : opened.error.check);
  exchange.stopwatch.lap('decrypted');
  if (!opened.ok) return opened;
  const old = tooOld(exchange, replayWindowSeconds);
  if (old) return err(old);
  const message = parseMessage(opened.value.xml);
  exchange.stopwatch.lap('parsed');
  if (!message.ok) return message;
  return ok({ message: message.value, xml: opened.value.xml, encrypted: opened.value.encrypted });
}

/** A signature stays good for ever, so a request that was signed long ago may be a recording. */
function tooOld(exchange: Exchange, replayWindowSeconds: number): Failure | undefined {
  const age = Math.floor(exchange.at / 1000) - Number(exchange.request.query.timestamp);
  // A timestamp that is no number gives NaN, which must not pass.
  const fresh = replayWindowSeconds === 0 || age <= replayWindowSeconds;
  return fresh ? undefined : failure('callback/replayed', { age: String(age) });
}

function keepSignature(exchange: Exchange, check: Exchange['signature']): void {
  if (check) exchange.signature = check;
}
