import { expect, test } from 'vitest';
import type { VitalsSample } from '../../../shared/last-hour.ts';
import { drawHour } from './hour-picture.ts';

/** Half past an hour, so that quarters stand at known places in every time zone. */
const now = Date.UTC(2026, 10, 21, 9, 30);
const minute = 60_000;
const samples = (count: number, sample: (index: number) => Partial<VitalsSample> = () => ({})): VitalsSample[] =>
  Array.from({ length: count }, (_, index) => ({ at: now - (count - 1 - index) * minute, cpu: 50, memory: 25, load: 1, ...sample(index) }));

const inkOf = (value: readonly number[]) => value.join();
const line = inkOf([11, 122, 91]);
const area = inkOf([230, 243, 238]);
const white = inkOf([255, 255, 255]);
const colourAt = ({ width, rgba }: ReturnType<typeof drawHour>, x: number, y: number) =>
  inkOf([...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]);
/** The middle of each strip's plot: from its head, 40 px, to its foot, 104 px below. */
const plotTop = (strip: number) => 24 + strip * 164 + 40;

test('is as wide as a phone shows it, and has a strip for the CPU, the memory and the load', () => {
  const picture = drawHour(samples(60), now);
  expect([picture.width, picture.height]).toEqual([720, 540]);
  expect(colourAt(picture, 310, plotTop(0) + 52)).toBe(line);
  expect(colourAt(picture, 310, plotTop(1) + 78)).toBe(line);
  expect(colourAt(picture, 310, plotTop(2))).toBe(line);
  expect(colourAt(picture, 310, plotTop(0) + 80)).toBe(area);
  expect(colourAt(picture, 310, plotTop(0) + 20)).toBe(white);
});

test('has no strip of a load that the system does not know', () => {
  const picture = drawHour(
    samples(60).map(({ load: _, ...rest }) => rest),
    now,
  );
  expect(picture.height).toBe(376);
});

test('goes as far to the left as something is known, and draws no line over a gap', () => {
  const known = samples(60).filter((_, index) => index >= 30 && (index < 40 || index > 45));
  const picture = drawHour(known, now);
  const isDrawn = (minutesAgo: number) => colourAt(picture, Math.round(24 + 612 * (1 - minutesAgo / 60)), plotTop(0) + 80) === area;
  expect([50, 35, 25, 17, 5].map(isDrawn)).toEqual([false, false, true, false, true]);
});

test('says the same for the same', () => {
  expect(drawHour(samples(20), now).rgba.equals(drawHour(samples(20), now).rgba)).toBe(true);
});

test('stays within its frame, whatever is measured', () => {
  const wild = samples(60, (index) => ({ cpu: index % 2 ? 400 : -5, memory: Number.NaN, load: index ** 4 }));
  expect(drawHour(wild, now).height).toBe(540);
  expect(drawHour([], now).height).toBe(376);
});
