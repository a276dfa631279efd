import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import type { Store } from '../store/store.ts';
import { openIncidents } from './incidents.ts';
import { memoryStore, minute, monitorOf } from './test-monitors.ts';

const web = monitorOf('web');

async function opened() {
  const disk = { isFull: false };
  const store = memoryStore();
  const sick: Pick<Store, 'do'> = {
    do: (name, ...input) => (disk.isFull && name === 'incidents.write' ? Promise.reject(new Error('full')) : store.do(name, ...input)),
  };
  let now = Date.UTC(2026, 0, 5, 8);
  const incidents = await openIncidents({
    ...{ store: sick, now: () => now, pausesMs: [] },
    ...{ onChanged: () => undefined, onBug: () => undefined },
  });
  const down = () => incidents.down(web, { since: now, checks: 1, reason: failure('monitor/refused') }, now);
  return {
    ...{ disk, incidents, down },
    up: () => incidents.up(web, now, now),
    pass(ms: number) {
      now += ms;
    },
  };
}

test('One outage that the disk refuses again and again is not told as one that flaps', async () => {
  const { disk, incidents, down, up, pass } = await opened();
  disk.isFull = true;
  for (let time = 0; time < 5; time++) {
    await expect(down()).rejects.toThrow('full');
    pass(5 * minute);
  }
  disk.isFull = false;
  await down();
  expect(incidents.openOf('web')).not.toHaveProperty('isFlapping');
  await up();
  expect(incidents.open()).toEqual([]);
});

test('What goes up and down is one that flaps from the fourth time on', async () => {
  const { incidents, down, up, pass } = await opened();
  for (let time = 0; time < 4; time++) {
    await down();
    expect(incidents.openOf('web')?.isFlapping).toBe(time === 3 ? true : undefined);
    pass(minute);
    await up();
    pass(minute);
  }
});
