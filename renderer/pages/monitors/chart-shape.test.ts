import { expect, test } from 'vitest';
import type { ChartPoint } from '../../../shared/monitor/beats.ts';
import { axisTicks, chartShape, nearestPlace } from './chart-shape.ts';

const size = { width: 100, height: 50 };
const stretch = { from: 0, to: 100 };
const beat = (at: number, ms?: number): ChartPoint => ({
  ...{ from: at, to: at, up: ms === undefined ? 0 : 1, down: ms === undefined ? 1 : 0, unknown: 0 },
  ...(ms !== undefined && { ms, min: ms, max: ms }),
});

test('what answered is a line, the quicker the lower', () => {
  const { line, top } = chartShape([beat(0, 0), beat(50, 10), beat(100, 5)], stretch, size);
  expect(top).toBe(20);
  expect(line).toBe('M0.0 50.0L50.0 25.0L100.0 37.5');
});

test('the line has a gap where nothing answered, and a mark', () => {
  const { line, marks } = chartShape([beat(0, 10), beat(10, 10), beat(20), beat(30, 10), beat(40, 10)], stretch, size);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(marks).toEqual([{ x: 20, kind: 'down' }]);
});

test('and where nothing was asked for long', () => {
  const { line, marks } = chartShape([beat(0, 1), beat(10, 1), beat(20, 1), beat(80, 1), beat(90, 1)], stretch, size);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(marks).toEqual([]);
});

test('hours have a band from the shortest to the longest', () => {
  const hour = (from: number): ChartPoint => ({ from, to: from + 10, ms: 5, min: 1, max: 9, up: 3, down: 0, unknown: 0 });
  expect(chartShape([hour(0), hour(10)], stretch, size).band).toMatch(/^M.*Z$/);
  expect(chartShape([beat(0, 1), beat(10, 2)], stretch, size).band).toBe('');
});

test('where nobody could tell is a mark of its own', () => {
  const { marks } = chartShape([{ from: 0, to: 0, up: 0, down: 0, unknown: 1 }], stretch, size);
  expect(marks).toEqual([{ x: 0, kind: 'unknown' }]);
});

test('the pointer finds the nearest point', () => {
  expect(nearestPlace([{ x: 0 }, { x: 10 }, { x: 30 }], 18)).toBe(1);
  expect(nearestPlace([], 18)).toBeNull();
});

test('ticks lie within the stretch', () => {
  expect(axisTicks({ from: 0, to: 100 }, 2)).toEqual([25, 75]);
});
