import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import { type WayNews, type WayWatch, watchWay } from './way-news.ts';

const minute = 60_000;
const broken = failure('tunnel/off');
const stateOf = (state: TunnelState['state'], more: Partial<TunnelState> = {}): TunnelState => ({
  ...{ provider: 'localtunnel', state, publicUrl: 'https://a.example', requests: 0, notes: [], output: [] },
  ...more,
});
const moved = (publicUrl: string) => stateOf('up', { publicUrl, publicUrlBefore: 'https://a.example' });

let timing: SimulatedTiming;
let told: WayNews[];
let way: WayWatch;
beforeEach(() => {
  timing = simulatedTiming();
  told = [];
  way = watchWay(timing, (news) => told.push(news));
});

test('a way that is cut for minutes is told once, and that it is whole again', async () => {
  way.changed(stateOf('up'));
  way.changed(stateOf('retrying', { failure: broken }));
  await timing.pass(2 * minute);
  way.changed(stateOf('retrying', { failure: broken }));
  expect(told).toEqual([]);
  await timing.pass(2 * minute);
  way.changed(stateOf('failed', { failure: broken }));
  await timing.pass(60 * minute);
  expect(told).toEqual([{ kind: 'cut', failure: broken }]);
  way.changed(stateOf('up'));
  expect(told.at(-1)).toEqual({ kind: 'back' });
});

test('one that opens again by itself before that is no news, nor is one that somebody stops', async () => {
  way.changed(stateOf('retrying', { failure: broken }));
  await timing.pass(2 * minute);
  way.changed(stateOf('up'));
  await timing.pass(10 * minute);
  way.changed(stateOf('retrying', { failure: broken }));
  way.changed(stateOf('off'));
  await timing.pass(10 * minute);
  expect(told).toEqual([]);
});

test('one that comes and goes is told every half an hour at the most', async () => {
  for (let round = 0; round < 6; round++) {
    way.changed(stateOf('retrying', { failure: broken }));
    await timing.pass(4 * minute);
    way.changed(stateOf('up'));
    await timing.pass(minute);
  }
  expect(told.map(({ kind }) => kind)).toEqual(['cut', 'back']);
  way.changed(stateOf('retrying', { failure: broken }));
  await timing.pass(35 * minute);
  expect(told.map(({ kind }) => kind)).toEqual(['cut', 'back', 'cut']);
});

test('one that is opened again under another URL is not whole', async () => {
  way.changed(stateOf('retrying', { failure: broken }));
  await timing.pass(4 * minute);
  way.changed(stateOf('up', { publicUrl: 'https://b.example', publicUrlBefore: 'https://a.example' }));
  expect(told.map(({ kind }) => kind)).toEqual(['cut', 'moved']);
});

test('another public URL is told once', () => {
  way.changed(stateOf('up'));
  for (let times = 0; times < 3; times++) way.changed(moved('https://b.example'));
  expect(told).toEqual([{ kind: 'moved' }]);
});

test('one that is another with each opening is told every half an hour at the most, as long as nobody sees to it', async () => {
  for (let round = 0; round < 5; round++) {
    way.changed(moved(`https://${round}.example`));
    await timing.pass(5 * minute);
  }
  expect(told).toEqual([{ kind: 'moved' }]);
  await timing.pass(5 * minute);
  expect(told).toEqual([{ kind: 'moved' }, { kind: 'moved' }]);
  await timing.pass(120 * minute);
  expect(told).toHaveLength(2);
});

test('one that was seen to before its turn is no news any more; the next one is told in its turn', async () => {
  way.changed(moved('https://b.example'));
  way.changed(moved('https://c.example'));
  way.changed(stateOf('up', { publicUrl: 'https://c.example' }));
  await timing.pass(20 * minute);
  way.changed(moved('https://d.example'));
  await timing.pass(9 * minute);
  expect(told).toEqual([{ kind: 'moved' }]);
  await timing.pass(minute);
  expect(told).toEqual([{ kind: 'moved' }, { kind: 'moved' }]);
});

test('nothing is told after the end', async () => {
  way.changed(moved('https://b.example'));
  way.changed(moved('https://c.example'));
  way.changed(stateOf('retrying', { failure: broken }));
  way.close();
  await timing.pass(60 * minute);
  expect(told).toEqual([{ kind: 'moved' }]);
});
