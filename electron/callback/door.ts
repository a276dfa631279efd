import { createHmac } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { decryptMessage, verifyUrl } from '../wechat/crypt.ts';
import { dedupeKey, parseMessage } from '../wechat/messages.ts';
import { type CallbackAccount, type Candidate, takesPlain } from './accounts.ts';
import { tryCandidates } from './candidates.ts';
import type { Exchange } from './exchange.ts';
import { copiedReplayKey } from './replay-copy.ts';
import type { ReplayGuard } from './replay-guard.ts';

/** A message that was let in. */
export interface Admitted {
  message: WechatMessage;
  /** The plain XML (or JSON). */
  xml: string;
  /** What tells it from other messages, where that is known already. */
  key?: string;
  /** Whether it came encrypted; the answer goes the same way. */
  encrypted: boolean;
  /** Of one that came unencrypted: what tells its body from any other. */
  bodyHash?: string | undefined;
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
export function admitVerification(exchange: Exchange, account: CallbackAccount, guard: ReplayGuard): Result<AdmittedVerification> {
  const verified = tryCandidates(account, ({ credentials }) => verifyUrl(credentials, exchange.request.query));
  exchange.signature = verified.ok ? verified.value.opened.check : verified.error.check;
  exchange.stopwatch.lap('verified');
  if (!verified.ok) return verified;
  // why the nonce: where bodies come plain this signature would be good for any of them, in anybody's name
  const content = { content: `verify ${exchange.request.query.echostr}`, isUnlogged: true, isOpen: takesPlain(account) };
  const strange = guard.refuseTime(exchange) ?? guard.refuseNonce(exchange, content);
  return strange ? err(strange) : ok({ echo: verified.value.opened.echo, candidate: verified.value.candidate });
}

/** Lets a message in, or says why not: signature, decryption, receiver, age, its form, then its nonce. */
export function admitMessage(exchange: Exchange, account: CallbackAccount, guard: ReplayGuard): Result<Admitted> {
  // why: each candidate may be the one whose signature fits, but the step was taken once
  let isVerified = false;
  const onVerified = () => {
    if (!isVerified) exchange.stopwatch.lap('verified');
    isVerified = true;
  };
  const { query } = exchange.request;
  const tried = tryCandidates(account, ({ credentials }) => decryptMessage(credentials, query, exchange.body, onVerified));
  exchange.signature = tried.ok ? tried.value.opened.check : tried.error.check;
  exchange.stopwatch.lap('decrypted');
  if (!tried.ok) return tried;
  const { opened, candidate } = tried.value;
  const strange = guard.refuseTime(exchange);
  if (strange) return err(strange);
  const message = parseMessage(opened.xml);
  exchange.stopwatch.lap('parsed');
  if (!message.ok) return message;
  const elsewhere = ofOtherApp(message.value, account);
  if (elsewhere) return err(elsewhere);
  const parted = opened.encrypted ? guard.refuseParted(exchange, message.value.createdAt) : undefined;
  if (parted) return err(parted);
  const key = copiedReplayKey(message.value.fields) ?? dedupeKey(message.value);
  const bodyHash = opened.encrypted ? undefined : hashOfBody(candidate, exchange.body);
  const reused = guard.refuseNonce(exchange, { content: bodyHash ?? key, isOpen: takesPlain(account) });
  if (reused) return err(reused);
  return ok({ message: message.value, xml: opened.xml, key, encrypted: opened.encrypted, bodyHash, candidate });
}

/**
 * WeCom's apps of one company may share a Token and a key; the AgentID says whose a message is (protocol reference, 8.4).
 * Some events have none.
 */
function ofOtherApp({ agentId }: WechatMessage, { account: { platform, name, agentId: own } }: CallbackAccount): Failure | undefined {
  if (platform !== 'wecom' || agentId === undefined || own === undefined || Number(agentId) === Number(own)) return undefined;
  return failure('callback/other-app', { account: name, agent: agentId.slice(0, 20), own });
}

const hashOfBody = ({ credentials }: Candidate, body: string) => createHmac('sha256', credentials.token).update(body).digest('base64');
