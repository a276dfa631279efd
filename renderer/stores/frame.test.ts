import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameOf } from './frame.ts';

/** Frames come each 16 ms, or, while the window isn't on the screen, never. */
let onScreen: boolean;
let ran: number[];
let frame: ReturnType<typeof frameOf>;

beforeEach(() => {
  vi.useFakeTimers();
  onScreen = true;
  ran = [];
  frame = frameOf({
    requestAnimationFrame: (run) => (onScreen ? Number(setTimeout(run, 16, 0)) : 0),
    cancelAnimationFrame: (id) => clearTimeout(id),
    setTimeout: ((run: () => void, ms: number) => Number(setTimeout(run, ms))) as never,
    clearTimeout: (id) => clearTimeout(id),
  });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const run = () => void ran.push(performance.now());
const gaps = () => ran.map((at, index) => at - (ran[index - 1] ?? at)).slice(1);

test('what comes after a quiet time is shown in the next frame', () => {
  const before = performance.now();
  frame(run);
  vi.advanceTimersByTime(16);
  expect(ran).toEqual([before + 16]);
  vi.advanceTimersByTime(1000);
  frame(run);
  vi.advanceTimersByTime(16);
  expect(ran.length).toBe(2);
});

test('what comes all the time is shown ten times a second at the most', () => {
  const goOn = () => {
    run();
    if (ran.length < 5) frame(goOn);
  };
  frame(goOn);
  vi.advanceTimersByTime(2000);
  expect(ran.length).toBe(5);
  expect(Math.min(...gaps())).toBeGreaterThanOrEqual(100);
});

test('a window that is not on the screen takes it all the same, later', () => {
  onScreen = false;
  frame(run);
  vi.advanceTimersByTime(249);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ran.length).toBe(1);
});

test('what was called off is not shown', () => {
  frame(run);
  vi.advanceTimersByTime(16);
  frame(run)();
  vi.advanceTimersByTime(1000);
  expect(ran.length).toBe(1);
});
