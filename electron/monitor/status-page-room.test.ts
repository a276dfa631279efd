import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { KeptValues } from '../kept-values.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import type { Store } from '../store/store.ts';
import { openStatusPage, type StatusPageOptions } from './status-page-room.ts';

const kept: KeptValues = {
  ...{ read: () => undefined, readEach: () => ({ items: [], unreadable: 0 }), has: () => false },
  ...{ keep: async () => undefined, problem: () => undefined },
};
const token = 'a'.repeat(32);

async function openRoom(change: Partial<StatusPageOptions> = {}, readMs = 0) {
  const timing = simulatedTiming();
  let made = 0;
  const room = await openStatusPage({
    ...{ kept, clock: timing, secrets: async () => ok(createMemoryStore(timing)), language: () => 'en', newToken: () => token },
    store: {
      do: (async (name: string) => {
        if (name !== 'beats.strip') return [];
        made += 1;
        if (readMs > 0) await new Promise<void>((resolve) => void timing.after(readMs, resolve));
        return [];
      }) as unknown as Store['do'],
    },
    monitors: { list: () => [], records: () => [], incidents: { open: () => [] } as never },
    address: () => ({ url: 'http://127.0.0.1:1', isPublic: false }),
    onBug(error) {
      throw error;
    },
    ...change,
  });
  const look = (acceptLanguage = 'en') => room.answer({ method: 'GET', path: `/status/${token}`, acceptLanguage });
  return { timing, room, look, made: () => made };
}

async function openPage(readMs = 0) {
  const opened = await openRoom({}, readMs);
  await opened.room.set({ on: true });
  return opened;
}

/** As after a start with a page that is on, and a keychain that is locked. */
async function openLocked() {
  let isLocked = true;
  const store = createMemoryStore(simulatedTiming());
  await store.set('status-page/token', token);
  const opened = await openRoom({
    kept: { ...kept, read: (_, schema) => schema.parse({ on: true, tags: [] }) },
    secrets: async () => (isLocked ? err(failure('secrets/locked')) : ok(store)),
  });
  const unlock = () => {
    isLocked = false;
  };
  return { ...opened, unlock };
}

test('the status page is made once a second at most, in each language, however many look at it', async () => {
  const { timing, look, made } = await openPage();
  await Promise.all(Array.from({ length: 100 }, () => look()));
  expect(made()).toBe(1);
  await look('zh-CN');
  expect(made()).toBe(2);
  await timing.pass(999);
  await look();
  expect(made()).toBe(2);
  await timing.pass(1);
  await look();
  expect(made()).toBe(3);
});

test('a link that a locked keychain held back works as soon as that opens, or half a minute after', async () => {
  for (const tell of [true, false]) {
    const { timing, room, look, unlock } = await openLocked();
    expect(look()).toBeUndefined();
    unlock();
    expect(look()).toBeUndefined();
    if (tell) room.readAgain();
    else {
      await timing.pass(30_000);
      expect(look()).toBeUndefined();
    }
    await timing.pass(0);
    expect(await look()).toMatchObject({ status: 200 });
  }
});

test('a status page that takes long to make rests nine times as long', async () => {
  const { timing, look, made } = await openPage(1_000);
  const first = look();
  await timing.pass(1_000);
  await first;
  await timing.pass(8_999);
  await look();
  expect(made()).toBe(1);
  await timing.pass(1);
  void look();
  await timing.pass(1_000);
  expect(made()).toBe(2);
});
