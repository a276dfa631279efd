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

test('another public URL is told once for each, and again where that has been seen to in between', () => {
  const moved = (publicUrl: string) => stateOf('up', { publicUrl, publicUrlBefore: 'https://a.example' });
  way.changed(stateOf('up'));
  way.changed(moved('https://b.example'));
  way.changed(moved('https://b.example'));
  way.changed(moved('https://c.example'));
  way.changed(stateOf('up', { publicUrl: 'https://c.example' }));
  expect(told).toEqual([{ kind: 'moved' }, { kind: 'moved' }]);
});
