import { randomBytes } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { judgeProbe, type ProbeEvidence } from '../tunnel/probe-verdict.ts';
import { requestOnce, wechatAgent } from '../tunnel/public-request.ts';
import { sealBytes } from '../wechat/cipher.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
import { sign } from '../wechat/signature.ts';
import type { OwnRequests } from './own-requests.ts';

/** A verification that came back right. */
export interface Verified {
  /** From the first packet to the last byte, on a connection of its own. */
  ms: number;
}

export interface OwnVerificationOptions {
  publicUrl: string;
  /** Of the account's callback, `/callback/corp`. */
  path: string;
  credentials: CallbackCredentials;
  own: OwnRequests;
  clock: Clock;
  /** How long an answer may take, in ms; as long as WeChat waits for a message unless a test is in a hurry. */
  deadlineMs?: number;
}

/**
 * Does what WeChat does when the admin saves the callback URL: a signed request whose echo must come back bare
 * (protocol reference, 1.4). Fails with what became of it on its way: `tunnel/probe-…`, `verification/other-path`, or
 * `doctor/public-url-twin`.
 */
export async function verifyOwnUrl(options: OwnVerificationOptions): Promise<Result<Verified>> {
  const { publicUrl, path, credentials, own, clock, deadlineMs = 5000 } = options;
  const echo = String(randomBytes(8).readBigUInt64BE());
  const request = own.begin();
  const query = new URLSearchParams(ask(credentials, echo, request.nonce, clock.now()));
  const startedAt = clock.elapsed();
  const answer = await requestOnce(`${publicUrl}${path}?${query}`, wechatAgent, deadlineMs, new AbortController().signal);
  const ms = Math.round(clock.elapsed() - startedAt);
  const arrivedAt = request.arrivedAt();
  if (arrivedAt !== undefined && arrivedAt !== path) return err(failure('verification/other-path', { path: arrivedAt.slice(0, 200) }));
  const arrived = arrivedAt === undefined ? 'no' : 'whole';
  const problem = judge({ publicUrl, expected: echo, arrived, answer, ms, deadlineMs });
  return problem ? err(problem) : ok({ ms });
}

function judge(evidence: ProbeEvidence): Failure | undefined {
  const verdict = judgeProbe(evidence);
  // How long it took is another check's.
  const isRight = verdict === undefined || verdict.code === 'tunnel/probe-slow';
  if (isRight) return evidence.arrived === 'no' ? failure('doctor/public-url-twin') : undefined;
  return verdict;
}

function ask({ platform, token, aesKey, receiverId }: CallbackCredentials, echo: string, nonce: string, now: number) {
  const timestamp = String(Math.floor(now / 1000));
  if (platform === 'official-account' || !aesKey) return { signature: sign([token, timestamp, nonce]), timestamp, nonce, echostr: echo };
  const echostr = sealBytes(echo, receiverId, aesKey, randomBytes);
  return { msg_signature: sign([token, timestamp, nonce, echostr]), timestamp, nonce, echostr };
}
