import { expect, test } from 'vitest';
import { judgeTime, type SeenTime } from './retention-clock.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 10, 21);
const seen: SeenTime = { at: start, doubtedMs: 0 };

test('a clock that goes on as it should is believed', () => {
  expect(judgeTime(seen, start + hourMs, hourMs)).toEqual({ now: start + hourMs, aheadMs: 0, seen: { at: start + hourMs, doubtedMs: 0 } });
});

test('a program that was off for a holiday believes the clock', () => {
  expect(judgeTime(seen, start + 9 * dayMs, 0)).toMatchObject({ now: start + 9 * dayMs, aheadMs: 0 });
});

test('a clock that jumps a year ahead makes nothing older, and the time that really passes counts', () => {
  const first = judgeTime(seen, start + 365 * dayMs + hourMs, hourMs);
  expect(first).toMatchObject({ now: start + hourMs, aheadMs: 365 * dayMs });
  const second = judgeTime(first.seen, start + 365 * dayMs + 2 * hourMs, hourMs);
  expect(second).toMatchObject({ now: start + 2 * hourMs, aheadMs: 365 * dayMs });
});

test('set right again it is believed at once, and a later jump is doubted as long as the first', () => {
  const doubted = judgeTime(seen, start + 365 * dayMs, 50 * hourMs);
  const right = judgeTime(doubted.seen, start + 51 * hourMs, hourMs);
  expect(right).toMatchObject({ now: start + 51 * hourMs, aheadMs: 0 });
  expect(judgeTime(right.seen, start + 365 * dayMs, 50 * hourMs).aheadMs).toBeGreaterThan(0);
});

test('set back it is believed: nothing gets older by that', () => {
  expect(judgeTime(seen, start - 400 * dayMs, hourMs)).toMatchObject({ now: start - 400 * dayMs, aheadMs: 0 });
});

test('a clock that stays ahead for three days of running is right after all: the program was off for long', () => {
  let last = judgeTime(seen, start + 90 * dayMs, 0);
  let hours = 0;
  for (; last.aheadMs > 0 && hours < 200; hours += 1) last = judgeTime(last.seen, start + 90 * dayMs + hours * hourMs, hourMs);
  expect(hours).toBe(72);
  expect(last.now).toBe(start + 90 * dayMs + 71 * hourMs);
});

test('restarting doesn’t make a doubted clock believed sooner', () => {
  let last = judgeTime(seen, start + 90 * dayMs, 0);
  for (let restart = 0; restart < 200; restart += 1) last = judgeTime(last.seen, start + 90 * dayMs + restart, 0);
  expect(last.aheadMs).toBeGreaterThan(0);
});

test('a computer that starts with a dead clock believes the right time as soon as it is set, each time', () => {
  let last = judgeTime(seen, start + hourMs, hourMs);
  for (let day = 1; day <= 3; day += 1) {
    last = judgeTime(last.seen, Date.UTC(2015, 0, 1), 0);
    expect(last).toMatchObject({ now: Date.UTC(2015, 0, 1), aheadMs: 0 });
    last = judgeTime(last.seen, start + day * dayMs, 60_000);
    expect(last).toMatchObject({ now: start + day * dayMs, aheadMs: 0 });
  }
  expect(judgeTime(last.seen, start + 365 * dayMs, hourMs).aheadMs).toBeGreaterThan(0);
});

test('set back and then far ahead of where it was it is doubted', () => {
  const back = judgeTime(seen, start - 400 * dayMs, hourMs);
  expect(judgeTime(back.seen, start + 90 * dayMs, hourMs).aheadMs).toBeGreaterThan(0);
});

test('a clock that has stayed back for three days is right: back to where it was is a jump', () => {
  let last = judgeTime(seen, start - 400 * dayMs, 0);
  for (let hours = 1; hours <= 73; hours += 1) last = judgeTime(last.seen, start - 400 * dayMs + hours * hourMs, hourMs);
  expect(judgeTime(last.seen, start + 73 * hourMs, 0).aheadMs).toBeGreaterThan(0);
});
