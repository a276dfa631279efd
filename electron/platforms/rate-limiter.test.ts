import { describe, expect, test } from 'vitest';
import { waitingCalls } from '../../shared/platform-limits.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { createPenalties, untilMidnightMs } from './limits.ts';
import { createRateLimiter, type OnLimit } from './rate-limiter.ts';
import { createSlidingWindow } from './sliding-window.ts';
import { type Counter, createUsage } from './usage.ts';

const minute = 60_000;

const counter = (key: string, limit: number, windowMs = minute): Counter => ({ key, name: key, windows: [{ windowMs, limit }] });

function open() {
  const timing = simulatedTiming();
  const usage = createUsage(timing);
  const limiter = createRateLimiter(timing, usage);
  const passed: string[] = [];
  /** Takes, and writes down when it got through. */
  const take = (label: string, counters: Counter[], onLimit: OnLimit = 'wait') =>
    limiter.take('api', counters, onLimit).then((result) => {
      if (result.ok) passed.push(label);
      return result;
    });
  return { timing, usage, limiter, passed, take };
}

describe('a sliding window', () => {
  test('counts what happened in the last minute, wherever that began', () => {
    const window = createSlidingWindow({ windowMs: minute, limit: 3 });
    for (const at of [0, 30_000, 59_000]) window.add(at);
    expect(window.used(59_999)).toBe(3);
    expect(window.roomAt(59_999)).toBe(61_000);
    expect(window.used(61_000)).toBe(2);
    expect(window.roomAt(61_000)).toBe(61_000);
    expect(window.used(200_000)).toBe(0);
  });

  test('never lets more through in any minute than its limit', () => {
    const window = createSlidingWindow({ windowMs: minute, limit: 30 });
    const admitted: number[] = [];
    for (let at = 0; at < 10 * minute; at += 700) {
      if (window.roomAt(at) > at) continue;
      window.add(at);
      admitted.push(at);
    }
    for (const from of admitted) expect(admitted.filter((at) => at >= from && at < from + minute).length).toBeLessThanOrEqual(30);
    expect(admitted.length).toBeGreaterThan(280);
  });
});

describe('a call over a limit', () => {
  test('fails at once where its caller wants that, and says until when', async () => {
    const { take } = open();
    must(await take('1', [counter('a', 1)]));
    const { params, message, hint } = mustFail(await take('2', [counter('a', 1)], 'fail'), 'platform/rate-limited');
    expect(params).toMatchObject({ name: 'a', limit: '1', window: '1 min' });
    expect(`${message}${hint}`).toMatch(/a 已达上限（每 1 min 1 次）约 6\d 秒后/);
  });

  test('waits in the order of its coming', async () => {
    const { take, passed, timing } = open();
    for (const label of ['1', '2', '3', '4', '5']) void take(label, [counter('a', 2)]);
    await timing.pass(0);
    expect(passed).toEqual(['1', '2']);
    await timing.pass(61_000);
    expect(passed).toEqual(['1', '2', '3', '4']);
    await timing.pass(61_000);
    expect(passed).toEqual(['1', '2', '3', '4', '5']);
  });

  test('holds up nobody who counts on something else, and nobody overtakes it on the same', async () => {
    const { take, passed, timing } = open();
    void take('busy 1', [counter('busy', 1), counter('api', 3)]);
    void take('busy 2', [counter('busy', 1), counter('api', 3)]);
    void take('free 1', [counter('free', 5), counter('api', 3)]);
    mustFail(await take('busy 3', [counter('busy', 1)], 'fail'), 'platform/rate-limited');
    expect(passed).toEqual(['busy 1', 'free 1']);
    await timing.pass(61_000);
    expect(passed).toEqual(['busy 1', 'free 1', 'busy 2']);
  });

  test('uses up nothing while it waits', async () => {
    const { take, usage, timing } = open();
    must(await take('1', [counter('a', 1), counter('b', 10)]));
    void take('2', [counter('a', 1), counter('b', 10)]);
    await timing.pass(0);
    expect(usage.gauges()).toContainEqual({ name: 'b', windowMs: minute, used: 1, limit: 10 });
  });

  test('does not wait where the queue is full, nor longer than ten minutes', async () => {
    const { take, timing } = open();
    must(await take('1', [counter('a', 1)]));
    const waiting = Array.from({ length: waitingCalls.most }, (_, n) => take(String(n), [counter('a', 1)]));
    mustFail(await take('late', [counter('a', 1)]), 'platform/queue-full');
    must(await take('hour', [counter('h', 1, 60 * minute)]));
    mustFail(await take('hour', [counter('h', 1, 60 * minute)]), 'platform/rate-limited');
    await timing.pass(waitingCalls.longestMs + 1000);
    const results = await Promise.all(waiting);
    expect(results.filter(({ ok }) => ok).length).toBe(9);
    mustFail(results.at(-1) as (typeof results)[0], 'platform/rate-limited');
  });

  test('fails when the limiter closes', async () => {
    const { take, limiter } = open();
    must(await take('1', [counter('a', 1)]));
    const waiting = take('2', [counter('a', 1)]);
    limiter.close();
    mustFail(await waiting, 'platform/closed');
    mustFail(await take('3', [counter('a', 1)]), 'platform/closed');
  });
});

test('a gauge of many shows the fullest', async () => {
  const { take, usage } = open();
  for (const person of ['a', 'b', 'b', 'c'])
    must(await take(person, [{ key: person, name: 'member', windows: [{ windowMs: minute, limit: 30 }] }]));
  expect(usage.gauges()).toEqual([{ name: 'member', windowMs: minute, used: 2, limit: 30 }]);
});

test('thousands of persons written to long ago are forgotten', async () => {
  const { take, usage, timing } = open();
  for (let n = 0; n < 1000; n++) must(await take('', [counter(`member ${n}`, 30)]));
  await timing.pass(2 * minute);
  must(await take('', [counter('member 1000', 30)]));
  expect(usage.gauges()).toHaveLength(1);
});

describe('a penalty', () => {
  test('shuts one gate, once for all calls that were refused together', async () => {
    const { limiter, usage, timing } = open();
    const penalties = createPenalties('wecom', usage, timing);
    for (let n = 0; n < 10; n++) expect(penalties.punish('message/send', 45009)).toBe(true);
    expect(penalties.punish('message/send', 60020)).toBe(false);
    expect(mustFail(await limiter.take('message/send', [], 'fail'), 'platform/penalty').params?.seconds).toBe('60');
    must(await limiter.take('agent/get', [], 'fail'));
    const waiting = limiter.take('message/send', [], 'wait');
    await timing.pass(minute);
    must(await waiting);
  });

  test('starts small again after a quiet time', async () => {
    const { limiter, usage, timing } = open();
    const penalties = createPenalties('wecom', usage, timing);
    penalties.punish('x', 45009);
    await timing.pass(10 * minute);
    penalties.punish('x', 45009);
    expect(mustFail(await limiter.take('x', [], 'fail'), 'platform/penalty').params?.seconds).toBe('60');
  });

  describe('for the rest of the day', () => {
    const hour = 60 * minute;
    const punished = () => {
      const opened = open();
      const penalties = createPenalties('official-account', opened.usage, opened.timing);
      penalties.punish('x', 45009);
      return { ...opened, penalties };
    };

    test('ends at midnight in China though the computer slept until then', async () => {
      const { limiter, timing } = punished();
      await timing.pass(hour);
      const asleep = untilMidnightMs(timing.now());
      timing.setClock(asleep - 1000);
      expect(mustFail(await limiter.take('x', [], 'fail'), 'platform/penalty').params?.seconds).toBe('1');
      timing.setClock(1000);
      must(await limiter.take('x', [], 'fail'));
    });
    test('does not last longer because somebody sets the clock back', async () => {
      const { limiter, timing } = punished();
      const left = untilMidnightMs(timing.now());
      timing.setClock(-1000 * hour);
      await timing.pass(left);
      must(await limiter.take('x', [], 'fail'));
    });
    test('is followed by a short one on the next day', async () => {
      const { limiter, timing, usage } = open();
      const penalties = createPenalties('wecom', usage, timing);
      for (const ms of [minute, hour, untilMidnightMs(timing.now() + hour + minute)]) {
        penalties.punish('x', 45009);
        await timing.pass(ms);
      }
      penalties.punish('x', 45009);
      expect(mustFail(await limiter.take('x', [], 'fail'), 'platform/penalty').params?.seconds).toBe('60');
    });
  });

  test('until midnight ends at midnight in China', () => {
    expect(untilMidnightMs(Date.UTC(2026, 0, 1, 15, 59, 59))).toBe(1000);
    expect(untilMidnightMs(Date.UTC(2026, 0, 1, 16))).toBe(24 * 60 * minute);
  });
});
