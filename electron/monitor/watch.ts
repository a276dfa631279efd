import { setMaxListeners } from 'node:events';
import { failure } from '../../shared/failures.ts';
import type { Beat } from '../../shared/monitor/beats.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import type { Timing } from '../timing.ts';
import { createAncestry } from './ancestry.ts';
import { askOnce } from './ask-once.ts';
import { type Check, type CheckTools, down, type Outcome, up } from './check.ts';
import { inMaintenance } from './hours.ts';
import { asksFarAway, type OwnNetwork } from './own-network.ts';
import { asksAlike, asksSame } from './same-question.ts';
import { catchUpMs, createScheduler, wakingMs } from './scheduler.ts';
import { fresh, nextStanding, type Standing, type Step } from './standing.ts';
import { createStormWatch, type StormWatch } from './storm-watch.ts';
import { turned } from './upside-down.ts';

/** A monitor that is looked after, and what is known of it. */
export interface Watched {
  monitor: Monitor;
  check: Check;
  standing: Standing;
  last?: Beat;
  certificateEndsAt?: number;
  value?: number;
}

export interface WatchOptions {
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  tools: CheckTools;
  ownNetwork: OwnNetwork;
  makeCheck(monitor: Monitor, tools: CheckTools): Check;
  /** A check has ended; `watched` stands as it does after it, and stood as `before`. */
  onBeat(watched: Watched, beat: Beat, before: Standing): void;
  onBug(error: unknown): void;
  /** For measuring. */
  onStart?(lateMs: number): void;
  atOnce?: number;
}

/** Looks after monitors: asks each in its turn, and says what that means. */
export interface Watch {
  /** Looks after a monitor from now on, or after its new settings. What was known of it stays where `standing` says so. */
  set(monitor: Monitor, how?: { soon?: boolean; isStart?: boolean; standing?: Standing }): void;
  remove(id: string): void;
  get(id: string): Watched | undefined;
  /** Asks at once. */
  check(id: string): void;
  /** Asks within seconds: of many not all in the same moment. */
  checkSoon(id: string): void;
  /** A job has reported. */
  reported(id: string, report: { ok: boolean; text: string; ms?: number }): void;
  /** Unix time (ms) of the next check. */
  nextAt(id: string): number | undefined;
  /** Whether many have begun to fail, or to answer again, within seconds: there is more to come. */
  isStorm(): boolean;
  /** How many have failed, and are asked again before they count as down. */
  undecided(): number;
  close(): Promise<void>;
}

const checksAtOnce = 256;
/** What is asked soon is asked within so many ms. */
const soonWithinMs = 15_000;
/** Of what a job reports one beat in so many ms is kept. */
const reportEveryMs = 1_000;

export function createWatch(options: WatchOptions): Watch {
  const { timing, tools, ownNetwork, makeCheck, onBug } = options;
  const all = new Map<string, Watched>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const storm = createStormWatch(timing.elapsed);
  const recovery = createStormWatch(timing.elapsed);
  /** What would be down, and waits to hear how its parent stands. */
  const heldBack = new Map<string, { step: Step; beat: Beat }>();
  /** What fails until then shows nothing. */
  let wakingUntil = Number.NEGATIVE_INFINITY;

  const scheduler = createScheduler({
    ...{ timing, run, atOnce: options.atOnce ?? checksAtOnce, onWake },
    ...(options.onStart && { onStart: options.onStart }),
  });
  const ancestry = createAncestry(all, timing.now);

  function onWake(): void {
    wakingUntil = timing.elapsed() + wakingMs;
    heldBack.clear();
    for (const watched of all.values()) {
      watched.check.resume?.();
      watched.check.slept?.();
      // why: what failed before the sleep and what fails after it are not one failure
      if (watched.standing.state !== 'down') watched.standing = { state: watched.standing.state, since: watched.standing.since };
    }
  }

  async function run(id: string): Promise<number | undefined> {
    const watched = all.get(id);
    if (!watched || closing.signal.aborted) return undefined;
    try {
      return await look(watched);
    } catch (error) {
      onBug(error);
      return undefined;
    }
  }

  /** Gives back in how many ms it is to be asked again; at once where it was changed meanwhile. */
  async function look(watched: Watched): Promise<number | undefined> {
    const { monitor } = watched;
    const isPush = monitor.check.kind === 'push';
    if (rests(monitor)) {
      rest(watched);
      return soonMs(monitor);
    }
    const found = await askOnce(watched.check, {
      ...{ timing, timeoutMs: monitor.timeoutSeconds * 1000, signal: closing.signal, onBug },
      isDown: watched.standing.state === (monitor.upsideDown ? 'up' : 'down'),
      downReason: watched.standing.failing?.reason.code,
    });
    if (all.get(monitor.id) !== watched || closing.signal.aborted) return 0;
    // A job that reports by itself is only looked at to see whether it is late, and what it is after maintenance or a sleep.
    const isSettled = watched.standing.state !== 'retrying' && watched.standing.state !== 'maintenance';
    if (isPush && found.kind !== 'down' && isSettled) return watched.check.lateInMs?.();
    const outcome = await meaningOf(watched, found);
    if (all.get(monitor.id) !== watched || closing.signal.aborted) return 0;
    settle(watched, outcome);
    if (isPush && found.kind !== 'down') return watched.check.lateInMs?.();
    return outcome.kind === 'unknown' ? soonMs(monitor) : retryMs(watched);
  }

  /** In how many ms it is asked again of which nothing was learnt. */
  const soonMs = ({ intervalSeconds }: Monitor) => Math.min(intervalSeconds * 1000, catchUpMs);

  /** In how many ms it is asked again that has failed, but is not yet down. */
  const retryMs = ({ monitor, standing }: Watched) =>
    standing.state === 'retrying' ? Math.min(monitor.retrySeconds, monitor.intervalSeconds) * 1000 : undefined;

  const rests = ({ maintenance }: Monitor) => inMaintenance(maintenance, timing.now());

  function rest(watched: Watched): void {
    const before = watched.standing;
    const at = timing.now();
    watched.standing = { state: 'maintenance', since: before.state === 'maintenance' ? before.since : at };
    heldBack.delete(watched.monitor.id);
    // why: what is silent while it is meant to be is not late when that ends
    watched.check.resume?.();
    tell(watched, { at, state: 'maintenance' }, before);
    for (const id of ancestry.childrenOf(watched.monitor.id)) decide(id);
  }

  /** What a check has found, in the light of what else is known. */
  async function meaningOf(watched: Watched, found: Outcome): Promise<Outcome> {
    const { monitor } = watched;
    const isFar = asksFarAway(monitor, tools.target);
    if (found.kind === 'up' && isFar) ownNetwork.sawAnswer();
    if (found.kind === 'down' && timing.elapsed() < wakingUntil) return { kind: 'unknown', reason: failure('monitor/woken') };
    if (found.kind === 'down' && isFar && !(await ownNetwork.works())) return { kind: 'unknown', reason: failure('monitor/offline') };
    return amongOthers(watched, found);
  }

  /** What was found of a monitor, in the light of what it stands behind. */
  function amongOthers({ monitor, standing }: Watched, found: Outcome): Outcome {
    const outcome = monitor.upsideDown ? turned(found) : found;
    const parent = outcome.kind === 'down' && standing.state !== 'down' ? ancestry.downAbove(monitor) : undefined;
    return parent ? { kind: 'unknown', reason: failure('monitor/parent-down', { parent: parent.name }) } : outcome;
  }

  function settle(watched: Watched, outcome: Outcome): void {
    const { monitor, standing: before } = watched;
    const at = timing.now();
    const { kind: _kind, ...seen } = outcome;
    const step = nextStanding(before, outcome, monitor, at);
    const beat: Beat = {
      ...{ at, state: step.beat },
      ...('ms' in seen && seen.ms !== undefined && { ms: Math.round(seen.ms) }),
      ...('reason' in seen && { reason: seen.reason }),
    };
    if ('certificateEndsAt' in seen && seen.certificateEndsAt !== undefined) watched.certificateEndsAt = seen.certificateEndsAt;
    if ('value' in seen && seen.value !== undefined) watched.value = seen.value;
    if (outcome.kind === 'down' && before.failing === undefined) lookAround(storm, 'up', monitor.id);
    if (outcome.kind === 'up' && before.state === 'down') lookAround(recovery, 'down', monitor.id);
    heldBack.delete(monitor.id);
    const isNewlyDown = step.standing.state === 'down' && before.state !== 'down';
    const asked = isNewlyDown ? ancestry.undecidedAbove(monitor, step.standing.failing?.since ?? at) : [];
    if (asked.length > 0) {
      heldBack.set(monitor.id, { step, beat });
      watched.standing = { ...step.standing, state: 'retrying', since: before.state === 'retrying' ? before.since : at };
      tell(watched, { ...beat, state: 'retrying' }, before);
      for (const id of asked) scheduler.bring(id, 0);
    } else {
      watched.standing = step.standing;
      tell(watched, beat, before);
    }
    for (const id of ancestry.childrenOf(monitor.id)) decide(id);
    if (outcome.kind === 'up' && before.state !== 'up') lookAtSilenced(monitor.id);
  }

  /** What jobs behind a parent have reported while it was down counts when it is back: they may say no more for a day. */
  function lookAtSilenced(parent: string): void {
    for (const id of ancestry.childrenOf(parent)) {
      const child = all.get(id);
      if (child?.monitor.check.kind === 'push' && child.standing.state === 'unknown') scheduler.bring(id, 0);
    }
  }

  /** The parent of what was held back has been heard of. */
  function decide(id: string): void {
    const watched = all.get(id);
    const held = heldBack.get(id);
    if (!watched || !held) return;
    const { monitor, standing: before } = watched;
    const parent = ancestry.downAbove(monitor);
    if (!parent && ancestry.undecidedAbove(monitor, held.step.standing.failing?.since ?? 0).length > 0) return;
    heldBack.delete(id);
    const at = timing.now();
    const reason = parent && failure('monitor/parent-down', { parent: parent.name });
    watched.standing = parent ? { state: 'unknown', since: at } : { ...held.step.standing, since: at };
    tell(
      watched,
      { ...held.beat, at: at + (held.beat.at === at ? 1 : 0), state: parent ? 'unknown' : 'down', ...(reason && { reason }) },
      before,
    );
    for (const child of ancestry.childrenOf(id)) decide(child);
  }

  function tell(watched: Watched, beat: Beat, before: Standing): void {
    watched.last = beat;
    options.onBeat(watched, beat, before);
  }

  /**
   * With the first that goes one way a few of the others are asked, and where several do, all that haven't yet, within
   * seconds: what has happened is told once, and whole.
   */
  function lookAround(way: StormWatch, state: 'up' | 'down', began: string): void {
    const count = way.began();
    if (count === 0) return;
    const others = [...all].filter(
      ([id, { monitor, standing }]) => id !== began && standing.state === state && monitor.check.kind !== 'push',
    );
    const dueIn = ([id]: (typeof others)[number]) => scheduler.dueIn(id) ?? 0;
    const asked = others.toSorted((one, other) => dueIn(one) - dueIn(other)).slice(0, count);
    for (const [place, [id]] of asked.entries()) scheduler.bring(id, (place * way.lookMs) / Math.max(1, all.size));
  }

  return {
    set(monitor, { soon, isStart, standing } = {}) {
      const known = all.get(monitor.id);
      heldBack.delete(monitor.id);
      // why: an edit makes nothing wait anew that has been waited for, but a pause does
      const keeps = known && !standing && asksAlike(known.monitor, monitor);
      const watched: Watched = {
        ...{ monitor, check: keeps ? known.check : makeCheck(monitor, tools) },
        standing: standing ?? known?.standing ?? fresh(timing.now()),
        ...(known?.last && { last: known.last }),
        ...(known && !standing && asksSame(known.monitor, monitor) && foundOf(known)),
      };
      all.set(monitor.id, watched);
      ancestry.changed();
      if (monitor.paused) return scheduler.remove(monitor.id);
      scheduler.set(monitor.id, monitor.intervalSeconds * 1000);
      const lateInMs = watched.check.lateInMs?.();
      if (!isStart && rests(monitor) !== (watched.standing.state === 'maintenance')) scheduler.bringWithin(monitor.id, soonWithinMs);
      else if (lateInMs !== undefined) scheduler.postpone(monitor.id, lateInMs);
      else if (soon) scheduler.bring(monitor.id, 0);
      else if (isStart) scheduler.catchUp(monitor.id);
      else scheduler.bring(monitor.id, retryMs(watched) ?? Number.POSITIVE_INFINITY);
    },
    remove(id) {
      all.delete(id);
      heldBack.delete(id);
      scheduler.remove(id);
      ancestry.changed();
    },
    get: (id) => all.get(id),
    check: (id) => scheduler.bring(id, 0),
    checkSoon: (id) => scheduler.bringWithin(id, soonWithinMs),
    reported(id, report) {
      const watched = all.get(id);
      if (!watched || watched.monitor.paused) return;
      watched.check.reported?.(report);
      const { ok, text, ms } = report;
      const found = ok ? up({ found: text, ...(ms !== undefined && { ms }) }) : down(failure('monitor/push-down', { text: text || '—' }));
      const outcome = amongOthers(watched, found);
      // A job may report as often as it likes; what is no news is not written down.
      const sinceMs = timing.now() - (watched.last?.at ?? 0);
      if (outcome.kind === watched.standing.state && sinceMs >= 0 && sinceMs < reportEveryMs) return;
      if (rests(watched.monitor)) return rest(watched);
      settle(watched, outcome);
      scheduler.postpone(id, retryMs(watched) ?? watched.check.lateInMs?.() ?? 0);
    },
    nextAt(id) {
      const inMs = scheduler.dueIn(id);
      return inMs === undefined ? undefined : Math.round(timing.now() + inMs);
    },
    isStorm: () => storm.isOn() || recovery.isOn(),
    undecided: () => [...all.values()].filter(({ standing }) => standing.state === 'retrying').length,
    async close() {
      closing.abort();
      await scheduler.close();
    },
  };
}

/** What was read besides whether it is up. */
const foundOf = ({ certificateEndsAt, value }: Watched) => ({
  ...(certificateEndsAt !== undefined && { certificateEndsAt }),
  ...(value !== undefined && { value }),
});
