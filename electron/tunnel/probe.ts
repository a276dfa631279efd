import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Failure } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { judgeProbe, type ProbeEvidence } from './probe-verdict.ts';
import { requestOnce, wechatAgent } from './public-request.ts';

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

const browserAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

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
    const answer = await requestOnce(`${publicUrl}/callback/probe?${query}`, userAgent, deadlineMs, signal);
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
