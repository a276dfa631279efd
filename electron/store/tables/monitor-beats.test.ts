import { beforeEach, describe, expect, test } from 'vitest';
import { beatStates } from '../../../shared/monitor/beats.ts';
import { monitorOf } from '../../monitor/test-monitors.ts';
import { type Db, openDatabase } from '../database.ts';
import { add, type BeatRow, chart, dayMs, drop, hourMs, page, strip, uptime } from './monitor-beats.ts';
import * as monitors from './monitors.ts';

const start = Date.UTC(2026, 0, 5);
const [up, retrying, down, unknown, maintenance] = beatStates.map((_, index) => index) as [number, number, number, number, number];

let db: Db;
let one: number;
beforeEach(() => {
  db = openDatabase(':memory:');
  [one = 0] = monitors.put(db, { records: [{ monitor: monitorOf('web'), secrets: {} }], at: start }).seqs;
});

/** A beat each so many ms from the start on. */
const beats = (states: readonly number[], everyMs: number, monitor = one): BeatRow[] =>
  states.map((state, index) => [monitor, start + index * everyMs, state, state === up ? 10 + index : null]);

describe('Beats', () => {
  test('are read newest first, page by page, and as a strip oldest first', () => {
    add(db, { beats: beats([up, up, down, up], 60_000) });
    expect(page(db, { monitor: one, limit: 2 })).toEqual([
      { at: start + 180_000, state: 'up', ms: 13 },
      { at: start + 120_000, state: 'down' },
    ]);
    expect(page(db, { monitor: one, before: start + 120_000, limit: 9 }).map(({ state }) => state)).toEqual(['up', 'up']);
    expect(strip(db, { monitors: [one, 99], count: 3 }).map((each) => each.map(({ state }) => state))).toEqual([['up', 'down', 'up'], []]);
  });
  test('of which nobody can tell, and of maintenance, do not count for the uptime', () => {
    add(db, { beats: beats([up, up, down, retrying, unknown, maintenance], 60_000) });
    const since = { day: start, month: start, quarter: start };
    expect(uptime(db, { monitors: [one], ...since })).toEqual([
      [
        [2, 4],
        [2, 4],
        [2, 4],
      ],
    ]);
  });
  test('add up to hours and days, with the shortest and the longest answer', () => {
    add(db, { beats: beats([up, up, down], 30 * 60_000) });
    add(db, { beats: beats([up], dayMs).map(([monitor, at, state, ms]) => [monitor, at + dayMs, state, ms]) });
    const hours = chart(db, { monitor: one, span: hourMs, from: start, to: start + 3 * hourMs });
    expect(hours).toEqual([
      { from: start, to: start + hourMs, ms: 10.5, min: 10, max: 11, up: 2, down: 0, unknown: 0 },
      { from: start + hourMs, to: start + 2 * hourMs, up: 0, down: 1, unknown: 0 },
    ]);
    expect(chart(db, { monitor: one, span: dayMs, from: start, to: start + 2 * dayMs }).map((day) => [day.up, day.down])).toEqual([
      [2, 1],
      [1, 0],
    ]);
    expect(chart(db, { monitor: one, span: 0, from: start, to: start + dayMs }).map(({ from, ms }) => [from - start, ms])).toEqual([
      [0, 10],
      [1_800_000, 11],
      [3_600_000, undefined],
      [dayMs, 10],
    ]);
  });
  test('go when they are old, and their hours and days later', () => {
    add(db, { beats: beats([up, up, up], dayMs) });
    const before = { beats: start + 2 * dayMs, hours: start + dayMs, days: start };
    expect(drop(db, { after: 0, ...before, keep: [] })).toEqual({ next: null });
    expect(page(db, { monitor: one, limit: 9 })).toHaveLength(1);
    expect(chart(db, { monitor: one, span: hourMs, from: start, to: start + 9 * dayMs })).toHaveLength(2);
    expect(chart(db, { monitor: one, span: dayMs, from: start, to: start + 9 * dayMs })).toHaveLength(3);
  });
  test('of a monitor that is gone go too, unless it may come back', () => {
    add(db, { beats: beats([up, up], 60_000) });
    monitors.remove(db, { ids: ['web'] });
    const nothing = { beats: 0, hours: 0, days: 0 };
    drop(db, { after: 0, ...nothing, keep: [one] });
    expect(page(db, { monitor: one, limit: 9 })).toHaveLength(2);
    drop(db, { after: 0, ...nothing, keep: [] });
    expect(page(db, { monitor: one, limit: 9 })).toEqual([]);
    expect(chart(db, { monitor: one, span: dayMs, from: start, to: start + dayMs })).toEqual([]);
  });
});
