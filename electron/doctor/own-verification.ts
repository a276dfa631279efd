import { randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { sealBytes } from '../wechat/cipher.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
import { sign } from '../wechat/signature.ts';

/** A verification that came back right. */
export interface Verified {
  /** From the first packet to the last byte, on a connection of its own. */
  ms: number;
}

/** As logged of WeChat's servers (protocol reference, 8.3). */
const userAgent = 'Mozilla/4.0';
const deadlineMs = 5000;
const mostBytes = 64 * 1024;

/**
 * Does what WeChat does when the admin saves the callback URL: a signed request whose echo must come back bare
 * (protocol reference, 1.4).
 */
export async function verifyOwnUrl(url: string, credentials: CallbackCredentials, now: () => number): Promise<Result<Verified>> {
  const echo = String(randomBytes(8).readBigUInt64BE());
  const startedAt = performance.now();
  const agent = new Agent({ connect: { timeout: deadlineMs }, pipelining: 0 });
  try {
    const { statusCode, body } = await request(`${url}?${new URLSearchParams(ask(credentials, echo, now()))}`, {
      dispatcher: agent,
      headers: { 'user-agent': userAgent },
      signal: AbortSignal.timeout(deadlineMs),
    });
    const text = await readStart(body);
    const ms = Math.round(performance.now() - startedAt);
    if (statusCode !== 200) return err(failure('doctor/public-url-other', { status: String(statusCode) }));
    return text === echo ? ok({ ms }) : err(failure('doctor/public-url-altered'));
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return err(failure('doctor/public-url-unreachable', { reason: typeof code === 'string' ? code : name }));
  } finally {
    await agent.destroy();
  }
}

function ask({ platform, token, aesKey, receiverId }: CallbackCredentials, echo: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = randomBytes(5).toString('hex');
  if (platform === 'official-account' || !aesKey) return { signature: sign([token, timestamp, nonce]), timestamp, nonce, echostr: echo };
  const echostr = sealBytes(echo, receiverId, aesKey, randomBytes);
  return { msg_signature: sign([token, timestamp, nonce, echostr]), timestamp, nonce, echostr };
}

async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString('utf8');
    if (text.length > mostBytes) break;
  }
  return text;
}
