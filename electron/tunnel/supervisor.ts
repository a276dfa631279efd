import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { bounded } from '../bounded.ts';
import type { Clock } from '../clock.ts';
import type { ProbeOutcome, Prober } from './probe.ts';
import type { OpenTunnel, Provider, TunnelEvents } from './provider.ts';
import { hasSlept, restUnlessWoken } from './rest.ts';
import { planRetry, waitForRetry } from './retry.ts';
import type { TunnelTimings } from './timings.ts';
import type { TunnelRecord } from './tunnel-record.ts';

/** What is known of this computer's own network. */
export interface Network {
  /** Something far away has answered. */
  sawAnswer(): void;
  /** False where nothing out there can be reached at the moment. */
  works(): Promise<boolean>;
}

export interface SuperviseOptions {
  network: Network;
  provider: Provider;
  prober: Prober;
  record: TunnelRecord;
  clock: Clock;
  timings: TunnelTimings;
  /** From 0 to below 1. */
  random(): number;
}

/** Opens the tunnel and keeps it open until `signal` is aborted. When it resolves, nothing of it is left. */
export async function supervise(options: SuperviseOptions, signal: AbortSignal): Promise<void> {
  const { provider, record, timings } = options;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    record.attempted();
    const outcome = await openAndWatch(options, signal);
    if (outcome === undefined || signal.aborted) return;
    if (record.isUp()) attempt = 0;
    const plan = planRetry(outcome, attempt, timings, options.random());
    record.failed(outcome, plan);
    await waitForRetry(plan, outcome, provider, options, signal);
  }
}

/** One tunnel from its opening to its end. @returns why it ended, or nothing where it was called off */
async function openAndWatch(options: SuperviseOptions, signal: AbortSignal): Promise<Failure | undefined> {
  const { provider, record } = options;
  const life = bounded(signal);
  const opened = await provider.open(eventsOf(record, life.signal), signal);
  if (!opened.ok) {
    life.end();
    return opened.error;
  }
  const tunnel = opened.value;
  if (!signal.aborted) record.opened(tunnel.publicUrl, tunnel.notes);
  const probing = probeUntilDead(tunnel, options, life.signal);
  const reason = await Promise.race([tunnel.closed, probing]);
  life.end();
  await Promise.all([tunnel.close(), probing]);
  return reason;
}

/** What a tunnel says after its end concerns nobody. */
function eventsOf(record: TunnelRecord, over: AbortSignal): TunnelEvents {
  return {
    onOutput: (line) => over.aborted || record.printed(line),
    onRequest: () => over.aborted || record.requested(),
  };
}

/**
 * Probes that fail in a row until the tunnel counts as dead. One after a sleep, which few connections survive; more for a
 * tunnel that has yet to prove itself, because its name may still be on its way through the DNS.
 */
const failuresAllowed = { woken: 1, proven: 2, fresh: 4 };
/**
 * One that reconnects by itself has more time for that: so many probes in a row, some minutes. Those that fail while our own
 * network is away are none of its fault, and don't count.
 */
const reconnecting = { elsewhere: 12, other: 36 };

/** @returns why the tunnel counts as dead, or nothing where it was called off */
async function probeUntilDead(tunnel: OpenTunnel, options: SuperviseOptions, signal: AbortSignal): Promise<Failure | undefined> {
  const { provider, prober, record, clock, network, timings } = options;
  let failed = 0;
  let faults = 0;
  let elsewhere = 0;
  let hasLooked = !provider.mayInterpose;
  let requests = record.state().requests;
  const before = requests;
  let hasWorked = false;
  let rested = await restUnlessWoken(provider.settleMs, timings.tickMs, clock, signal);
  while (!signal.aborted) {
    const began = clock.now();
    const outcome = await prober.probe(tunnel.publicUrl, signal);
    if (signal.aborted) return undefined;
    const works = comesBack(outcome);
    record.probed(outcome);
    // a request that came through proves more than a probe that didn't: not every network lets a machine call itself
    const seen = record.state().requests;
    const isThere = works || seen > requests;
    hasWorked ||= works;
    // why: the probe of one's own address need not leave the house
    if (seen > requests || (works && !provider.probeOnly)) network.sawAnswer();
    failed = isThere ? 0 : failed + 1;
    if (isThere) faults = 0;
    // why: where requests come in and no probe ever does, a probe says nothing
    else if (provider.reconnects && (hasWorked || seen === before) && (await network.works())) faults += 1;
    elsewhere = outcome.failure?.code === 'tunnel/probe-elsewhere' ? elsewhere + 1 : 0;
    requests = seen;
    if (works) record.proven();
    if (works && !hasLooked) {
      hasLooked = true;
      if (await prober.meetsInterstitial(tunnel.publicUrl, signal)) record.noted(failure('tunnel/interstitial', { url: tunnel.publicUrl }));
    }
    const allowed = failuresAllowed[rested === 'woken' ? 'woken' : record.isUp() ? 'proven' : 'fresh'];
    const waitMs = works ? timings.probeEveryMs : timings.probeAgainMs;
    if (outcome.failure && failed >= allowed) {
      const findsBack = provider.reconnects && elsewhere < reconnecting.elsewhere && faults < reconnecting.other;
      if (!provider.probeOnly && !findsBack) return outcome.failure;
      record.failed(outcome.failure, { waitMs, needsAdmin: false });
      record.opened(tunnel.publicUrl, tunnel.notes);
    }
    const slept = hasSlept(began, 2 * timings.probeDeadlineMs, clock);
    rested = slept ? 'woken' : await restUnlessWoken(waitMs, timings.tickMs, clock, signal);
  }
  return undefined;
}

/** A slow probe has come back, too. */
export const comesBack = ({ failure }: ProbeOutcome): boolean => !failure || failure.code === 'tunnel/probe-slow';
