import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { must, mustFail } from '../../shared/test-result.ts';
import { account as wecom } from '../doctor/test-context.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import { anchored, type Timing } from '../timing.ts';
import { counterOf, countersOf, createPenalties, untilMidnightMs } from './limits.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { type Sending, uncountedSince } from './recount.ts';
import type { SecretRefusal } from './usage.ts';
import { createUsageBook, type UsageBook } from './usage-book.ts';
import { sendMessage } from './wecom-calls.ts';

const minute = 60_000;
const hour = 60 * minute;

let clock: SimulatedTiming;
let accounts: Account[];
/** What is on disk, as JSON makes it. */
let disk: Record<string, unknown>;
let writes: number;
/** What the log says was sent; the book is given what it asks for. */
let sendings: Sending[];
let timing: Timing;
let book: UsageBook;

beforeEach(() => {
  clock = simulatedTiming();
  accounts = [wecom];
  disk = {};
  writes = 0;
  sendings = [];
  start();
});

function start(): void {
  timing = anchored(clock);
  book = createUsageBook({
    accounts: () => accounts,
    kept: disk,
    sent: sendings.filter(({ account, at }) => at >= (uncountedSince(disk, accounts, clock.now())[account] ?? Infinity)),
    keep: async (usage) => {
      writes += 1;
      disk = JSON.parse(JSON.stringify(usage));
    },
    timing,
    onBug(error) {
      throw error;
    },
  });
}

/** The program is killed: nothing is written any more, and the messages under way may have arrived. */
function kill(): void {
  clock.restart();
  start();
}

async function restart(): Promise<void> {
  await book.close();
  clock.restart();
  start();
}

const account = () => accounts[0] ?? wecom;
const limiter = () => createRateLimiter(timing, book.of(account()));
const punish = (gate: string) => createPenalties('wecom', book.of(account()), timing).punish(gate, 45009);
const take = (gate = 'message/send', key = 'member zhang') => {
  const counter = counterOf(account(), key);
  return limiter().take(gate, counter ? [counter] : [], 'fail');
};
const send = async (person = 'zhang') => {
  must(await limiter().take('message/send', countersOf(account(), { ...sendMessage, to: [person] }), 'fail'));
  sendings.push({ account: account().id, person, at: clock.now() });
};
const used = (name: string, windowMs: number) =>
  book
    .of(account())
    .gauges()
    .find((gauge) => gauge.name === name && gauge.windowMs === windowMs)?.used;
const wrongSecret: SecretRefusal = {
  failure: platformFailure('wecom', 40001, 'invalid credential'),
  until: 0,
  for: 'abcdef0123456789',
};
const refuse = () => book.of(account()).refuse({ ...wrongSecret, until: timing.elapsed() + minute });

describe('over a restart', () => {
  test('what was counted still counts, for as long as it would have', async () => {
    for (let n = 0; n < 30; n++) must(await take());
    await clock.pass(20_000);
    await restart();
    expect(used('member', minute)).toBe(30);
    mustFail(await take(), 'platform/rate-limited');
    await clock.pass(42_000);
    must(await take());
    expect(used('member', hour)).toBe(31);
  });

  test('however often, counts get neither more nor older nor younger', async () => {
    for (let n = 0; n < 10; n++) must(await take());
    for (let n = 0; n < 59; n++) {
      await clock.pass(minute);
      await restart();
      expect(used('member', hour)).toBe(10);
    }
    await clock.pass(7 * minute);
    await restart();
    expect(used('member', hour)).toBeUndefined();
  });

  test('calls that spread over the hour are never counted too few, nor many of them too long', async () => {
    for (let n = 0; n < 50; n++) {
      must(await take());
      await clock.pass(minute);
    }
    await restart();
    expect(used('member', hour)).toBe(50);
    await clock.pass(30 * minute);
    expect(used('member', hour)).toBeGreaterThanOrEqual(30);
    expect(used('member', hour)).toBeLessThanOrEqual(37);
  });

  test('an API that is closed for the rest of the day opens at midnight in China, though the computer slept in between', async () => {
    createPenalties('official-account', book.of(account()), timing).punish('agent/get', 45009);
    const midnight = clock.now() + untilMidnightMs(clock.now());
    await clock.pass(minute);
    clock.setClock(hour);
    await restart();
    clock.setClock(midnight - clock.now() - 1000);
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '1' });
    clock.setClock(1000);
    must(await take('agent/get'));
  });

  test('an API that the platform has closed stays closed until then, and the next penalty is the longer one', async () => {
    punish('agent/get');
    await clock.pass(20_000);
    await restart();
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '40' });
    must(await take('message/send'));
    await clock.pass(40_000);
    await restart();
    must(await take('agent/get'));
    punish('agent/get');
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '3600' });
  });

  test('a wrong Secret is remembered for the rest of its minute, and the disk does not tell what it was', async () => {
    refuse();
    await clock.pass(50_000);
    await restart();
    expect(book.of(wecom).refusal()).toEqual({ failure: wrongSecret.failure, until: timing.elapsed() + 10_000, for: 'abcd' });
    expect(JSON.stringify(disk)).not.toContain('abcde');
    await clock.pass(10_000);
    await restart();
    expect(book.of(wecom).refusal()).toBeUndefined();
  });

  test('what is over is dropped, and nothing is left on disk', async () => {
    must(await take());
    punish('agent/get');
    refuse();
    await book.close();
    await clock.pass(3 * hour);
    await restart();
    expect(book.of(wecom).gauges()).toEqual([]);
    expect(book.of(wecom).penalty('agent/get')).toBeUndefined();
    refuse();
    book.of(wecom).refuse(undefined);
    await book.close();
    expect(disk).toEqual({});
  });

  test('what makes no sense is left alone', async () => {
    disk = { corp: { counts: { token: { 3600000: [['x', 1]] } }, penalties: {} }, other: 7 };
    clock.restart();
    start();
    expect(book.of(wecom).gauges()).toEqual([]);
    disk = { corp: { counts: { nonsense: { 5: [[clock.now(), 1]] }, token: { 5: [[clock.now(), 1]] } }, penalties: {} } };
    start();
    expect(book.of(wecom).gauges()).toEqual([]);
  });
});

describe('over a kill', () => {
  test('nothing that was sent is forgotten, however late it was, and nothing is counted twice', async () => {
    accounts = [{ ...wecom, seats: 1 }];
    for (let n = 0; n < 29; n++) {
      await send();
      await clock.pass(100);
    }
    expect(writes).toBe(2);
    kill();
    expect([used('member', minute), used('member', hour), used('messages', 24 * hour)]).toEqual([29, 29, 29]);
    await send('ZHANG');
    mustFail(await take(), 'platform/rate-limited');
    kill();
    expect([used('member', minute), used('member', hour), used('messages', 24 * hour)]).toEqual([30, 30, 30]);
    await clock.pass(62_000);
    expect([used('member', minute), used('member', hour)]).toEqual([0, 30]);
  });

  test('before anything was ever written, what was sent counts as long as it would have', async () => {
    await send();
    await clock.pass(900);
    kill();
    expect(used('member', minute)).toBe(1);
    await clock.pass(2 * hour);
    kill();
    expect(used('member', hour)).toBe(0);
  });

  test('after which the clock is set back, it counts for no longer than a minute more', async () => {
    await send();
    await clock.pass(500);
    clock.setClock(-hour);
    kill();
    expect(used('member', minute)).toBe(1);
    await clock.pass(62_000);
    expect(used('member', minute)).toBe(0);
  });

  test('what an earlier version has written counts as it is', async () => {
    must(await take());
    await book.close();
    disk = { corp: { ...(disk.corp as object), at: undefined } };
    sendings = [{ account: 'corp', person: 'zhang', at: clock.now() - 10 }];
    kill();
    expect(used('member', minute)).toBe(1);
  });

  test('the sandbox, whose platform is a new one, holds nothing against anybody', async () => {
    accounts = [{ ...wecom, origin: 'sandbox' }];
    await send();
    kill();
    expect(book.of(account()).gauges()).toEqual([]);
  });
});

describe('a clock that is set', () => {
  test('back by a day lets nothing last longer than its full time', async () => {
    must(await take());
    punish('agent/get');
    refuse();
    await book.close();
    clock.setClock(-24 * hour);
    await restart();
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '60' });
    expect(book.of(wecom).refusal()?.until).toBe(timing.elapsed() + minute);
    expect(used('member', minute)).toBe(1);
    await clock.pass(2 * minute + 2000);
    must(await take('agent/get'));
    expect(used('member', hour)).toBe(2);
    expect(used('member', minute)).toBe(1);
  });

  test('while the program runs changes nothing of what is counted, before or after a restart', async () => {
    punish('agent/get');
    clock.setClock(10 * hour);
    must(await take());
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '60' });
    await restart();
    expect(mustFail(await take('agent/get'), 'platform/penalty').params).toMatchObject({ seconds: '60' });
    expect(used('member', minute)).toBe(1);
  });
});

describe('writing', () => {
  test('comes a second after the first change, once for all of them', async () => {
    for (let n = 0; n < 20; n++) {
      must(await take());
      await clock.pass(10);
    }
    await clock.pass(700);
    expect(writes).toBe(0);
    await clock.pass(100);
    expect(writes).toBe(1);
    await clock.pass(hour);
    await book.close();
    expect(writes).toBe(1);
  });

  test('a start that changes nothing writes nothing', async () => {
    punish('agent/get');
    await restart();
    await clock.pass(10_000);
    await book.close();
    expect(writes).toBe(1);
  });

  test('stays small, of a hundred persons written to for an hour', async () => {
    const usage = book.of(wecom);
    for (let at = 0; at < 60; at++) {
      for (let person = 0; person < 100; person++) must(await take('message/send', `member user-${person}`));
      await clock.pass(minute);
    }
    expect(usage.gauges()).not.toEqual([]);
    await book.close();
    expect(JSON.stringify(disk).length / 100).toBeLessThan(400);
  });
});

describe('an account', () => {
  test('that is deleted is forgotten, on disk too, and what a call of it still says is not kept', async () => {
    must(await take());
    const usage = book.of(wecom);
    await book.close();
    expect(Object.keys(disk)).toEqual(['corp']);
    accounts = [];
    book.refresh();
    await clock.pass(5000);
    expect(disk).toEqual({});
    usage.refuse({ ...wrongSecret, until: timing.elapsed() + minute });
    accounts = [wecom];
    await restart();
    expect(book.of(wecom).refusal()).toBeUndefined();
    expect(book.of(wecom).gauges()).toEqual([]);
  });

  test('of the config file keeps its count over a start without that file', async () => {
    take();
    await restart();
    const [before] = Object.values(disk);
    accounts = [{ ...wecom, id: 'other' }];
    await restart();
    take();
    await restart();
    expect(disk[wecom.id]).toEqual(before);
    expect(Object.keys(disk).sort()).toEqual([wecom.id, 'other'].sort());
  });

  test('of the sandbox starts anew with its platform', async () => {
    accounts = [{ ...wecom, origin: 'sandbox' }];
    must(await take());
    await restart();
    expect(book.of(account()).gauges()).toEqual([]);
  });

  test('whose company gets more seats has more messages, at once, and keeps its count', async () => {
    accounts = [{ ...wecom, seats: 1 }];
    book.refresh();
    for (let n = 0; n < 200; n++) must(await take('message/send', 'messages'));
    mustFail(await take('message/send', 'messages'), 'platform/rate-limited');
    accounts = [{ ...wecom, seats: 2 }];
    book.refresh();
    expect(book.of(account()).gauges()).toContainEqual({ name: 'messages', windowMs: 24 * hour, used: 200, limit: 400 });
    must(await take('message/send', 'messages'));
  });
});
