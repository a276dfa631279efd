import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Failure } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { bounded } from './bounded.ts';
import { judgeProbe, type ProbeEvidence } from './probe-verdict.ts';

/** What a probe found out. */
export interface ProbeOutcome {
  /** Unix time in ms. */
  at: number;
  /** From the first packet to the last byte, with a connection of its own, as WeChat makes one. */
  ms: number;
  failure?: Failure;
}

/** Sends probes out to the public URL, and answers them when they come in. */
export interface Prober {
  /**
   * For the listener: the body that answers `GET /callback/probe`, with status 200.
   * @returns nothing for a probe that is not one of ours under way; it gets what any wrong path gets
   */
  answer(query: Record<string, string>): string | undefined;
  /** One probe of the public URL. An abort ends it with a failure. */
  probe(publicUrl: string, signal: AbortSignal): Promise<ProbeOutcome>;
  /** Whether a browser gets a page of the tunnel's own in place of ours. */
  meetsInterstitial(publicUrl: string, signal: AbortSignal): Promise<boolean>;
}

/** As logged of WeChat's servers; tunnels tell it from a browser (protocol reference, 8.3). */
const wechatAgent = 'Mozilla/4.0';
const browserAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

const mostBytes = 64 * 1024;

/** A probe under way. */
interface Pending {
  echo: string;
  arrived: ProbeEvidence['arrived'];
}

/** @param clock of the gateway. The key that signs the probes is made here and never leaves the process. */
export function createProber(clock: Clock, deadlineMs: number): Prober {
  const key = randomBytes(32);
  const underWay = new Map<string, Pending>();
  const sign = (...parts: string[]) => createHmac('sha256', key).update(parts.join('\n')).digest('hex');

  async function send(publicUrl: string, userAgent: string, signal: AbortSignal): Promise<ProbeOutcome> {
    const nonce = randomBytes(16).toString('hex');
    // the signs of base64 that a careless proxy turns into something else (protocol reference, 1.8)
    const pending: Pending = { echo: `${randomBytes(12).toString('base64')}+/=`, arrived: 'no' };
    underWay.set(nonce, pending);
    const query = new URLSearchParams({ nonce, echo: pending.echo, signature: sign('ask', nonce, pending.echo) });
    const at = clock.now();
    const started = clock.elapsed();
    const answer = await get(`${publicUrl}/callback/probe?${query}`, userAgent, deadlineMs, signal);
    underWay.delete(nonce);
    const ms = Math.round(clock.elapsed() - started);
    const expected = sign('answer', nonce);
    const failure = judgeProbe({ publicUrl, expected, arrived: pending.arrived, answer, ms, deadlineMs });
    return { at, ms, ...(failure && { failure }) };
  }

  return {
    probe: (publicUrl, signal) => send(publicUrl, wechatAgent, signal),
    answer({ nonce = '', echo = '', signature = '' }) {
      const pending = underWay.get(nonce);
      if (!pending) return undefined;
      const whole = echo === pending.echo && isEqual(signature, sign('ask', nonce, echo));
      pending.arrived = whole ? 'whole' : 'altered';
      return whole ? sign('answer', nonce) : undefined;
    },
    async meetsInterstitial(publicUrl, signal) {
      const { failure } = await send(publicUrl, browserAgent, signal);
      return failure?.code === 'tunnel/probe-interstitial';
    },
  };
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** One request on a connection of its own, which is gone afterwards. */
async function get(url: string, userAgent: string, deadlineMs: number, signal: AbortSignal): Promise<ProbeEvidence['answer']> {
  const dispatcher = new Agent({ connect: { timeout: deadlineMs }, pipelining: 0 });
  const deadline = bounded(signal, deadlineMs);
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      headers: { 'user-agent': userAgent, accept: '*/*' },
      signal: deadline.signal,
    });
    const { 'content-type': contentType, location } = headers;
    const text = await readStart(body);
    return { status: statusCode, body: text, contentType: String(contentType ?? ''), ...(location && { location: String(location) }) };
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return { error: typeof code === 'string' ? code : name };
  } finally {
    deadline.end();
    await dispatcher.destroy();
  }
}

/** The first part of a body is enough to tell whose it is. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}
