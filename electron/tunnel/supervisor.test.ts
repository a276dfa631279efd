import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { ok } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import type { ProbeOutcome } from './probe.ts';
import { type SuperviseOptions, supervise } from './supervisor.ts';
import { defaultTimings } from './timings.ts';
import { createTunnelRecord, type TunnelRecord } from './tunnel-record.ts';

const timings = { ...defaultTimings, probeAgainMs: 1, probeEveryMs: 1, tickMs: 1, firstRetryMs: 1, maxRetryMs: 1 };
const unreachable = failure('tunnel/probe-unreachable', { url: 'https://quick.example', reason: 'ENOTFOUND' });

/** Watches a program that reconnects by itself until it was probed so many times. Gives back how often it was started. */
async function startsWhile(
  probes: number,
  given: Partial<SuperviseOptions['provider']>,
  probe: (count: number, record: TunnelRecord) => boolean,
) {
  const record = createTunnelRecord({ provider: 'program', clock: systemClock, onChange: () => undefined });
  const over = new AbortController();
  const counted = { starts: 0, probes: 0, answersFromOutside: 0 };
  const open = async () => {
    counted.starts += 1;
    const publicUrl = `https://quick-${counted.starts}.example`;
    return ok({ publicUrl, notes: [], closed: new Promise<never>(() => undefined), close: async () => undefined });
  };
  const asked = async (): Promise<ProbeOutcome> => {
    counted.probes += 1;
    if (counted.probes === probes) over.abort();
    return probe(counted.probes, record) ? { at: 0, ms: 1 } : { at: 0, ms: 1, failure: unreachable };
  };
  await supervise(
    {
      network: { sawAnswer: () => void counted.answersFromOutside++, works: async () => true },
      provider: { carries: false, mayInterpose: false, reconnects: true, settleMs: 0, open, ...given },
      prober: { answer: () => undefined, probe: asked, meetsInterstitial: async () => false },
      ...{ record, timings, clock: systemClock, random: () => 0.5 },
    },
    over.signal,
  );
  return counted;
}

test('a program whose probes never come back keeps its URL as long as messages come in, however seldom', async () => {
  const { starts } = await startsWhile(200, {}, (count, record) => {
    if (count % 40 === 3) record.requested();
    return false;
  });
  expect(starts).toBe(1);
});

test('one whose probes came back once is started again where neither they nor messages do', async () => {
  const { starts } = await startsWhile(100, {}, (count, record) => {
    if (count === 3) record.requested();
    return count === 5;
  });
  expect(starts).toBeGreaterThan(1);
});

test('the probe of one’s own address does not show that the internet is there: it may never leave the house', async () => {
  const own = await startsWhile(10, { probeOnly: true }, () => true);
  const tunnel = await startsWhile(10, {}, () => true);
  expect([own.answersFromOutside, tunnel.answersFromOutside > 0]).toEqual([0, true]);
});
