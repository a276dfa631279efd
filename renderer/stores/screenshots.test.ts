import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import type { Run } from '../../shared/run.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createScreenshotsStore, partOfScreen, screenOfPart } from './screenshots.ts';

let bridge: FakeBridge;
let state: () => ReturnType<ReturnType<typeof createScreenshotsStore>['store']['getState']>;
const shot = (id: string, at: number, target = 'web-01'): Run => ({
  ...{ id, at, origin: 'console', command: 'screenshot', line: `screenshot ${target}`, danger: 'read', targets: [target] },
  ...{ state: 'done', hasPicture: true },
});
const idsOf = () => state().shots.value?.map(({ id }) => id);

beforeEach(async () => {
  bridge = createFakeBridge();
  const screenshots = createScreenshotsStore(bridge);
  screenshots.start();
  state = () => screenshots.store.getState();
  void state().open('web-01');
  await bridge.answer('runs.page', ok([shot('b', 2), shot('a', 1)]));
});

test('an address names a server’s screen, or one picture of it', () => {
  expect(screenOfPart(partOfScreen('web-01'))).toEqual({ target: 'web-01', run: undefined });
  expect(screenOfPart(partOfScreen('web-01', 'r1'))).toEqual({ target: 'web-01', run: 'r1' });
  expect([screenOfPart('web-01'), screenOfPart(null), screenOfPart('+scan')]).toEqual([undefined, undefined, undefined]);
});

test('only runs with a picture of this server are asked for, and a new one stands first', () => {
  bridge.emit('runs.changed', [shot('c', 3), shot('d', 4, 'web-02'), { ...shot('e', 5), hasPicture: false }]);
  expect(idsOf()).toEqual(['c', 'b', 'a']);
});

test('what is answered for another server than the one that is open now is not shown', async () => {
  void state().open('web-02');
  void state().open('db-01');
  await bridge.answer('runs.page', ok([shot('x', 9, 'web-02')]));
  expect(state().shots.state).toBe('loading');
  await bridge.answer('runs.page', ok([shot('y', 9, 'db-01')]));
  expect(idsOf()).toEqual(['y']);
});

test('small pictures are made one after the other, each fetched once, and the large ones are not kept', async () => {
  const shrink = async (url: string) => `small ${url}`;
  state().showSmall('a', shrink);
  state().showSmall('b', shrink);
  state().showSmall('b', shrink);
  expect(bridge.waiting('runs.picture').map(({ input }) => input)).toEqual([{ id: 'a' }]);
  await bridge.answer('runs.picture', ok('data:a'));
  await bridge.answer('runs.picture', ok('data:b'));
  expect(bridge.waiting('runs.picture')).toEqual([]);
  expect(state().thumbs).toEqual({ a: 'small data:a', b: 'small data:b' });
  expect(state().pictures).toEqual({});
});

test('of the large ones the last few are kept', async () => {
  for (const id of ['1', '2', '3', '4', '5']) {
    void state().show(id);
    await bridge.answer('runs.picture', ok(`data:${id}`));
  }
  expect(Object.keys(state().pictures)).toEqual(['2', '3', '4', '5']);
});
