import { expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import type { KeptValues } from '../kept-values.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import type { Store } from '../store/store.ts';
import { openStatusPage } from './status-page-room.ts';

const kept: KeptValues = {
  ...{ read: () => undefined, readEach: () => ({ items: [], unreadable: 0 }), has: () => false },
  ...{ keep: async () => undefined, problem: () => undefined },
};

async function openPage(readMs = 0) {
  const timing = simulatedTiming();
  const secrets = createMemoryStore(timing);
  let made = 0;
  const room = await openStatusPage({
    ...{ kept, clock: timing, secrets: async () => ok(secrets), language: () => 'en', newToken: () => 'a'.repeat(32) },
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
  });
  await room.set({ on: true });
  const look = (acceptLanguage = 'en') => room.answer({ method: 'GET', path: `/status/${'a'.repeat(32)}`, acceptLanguage });
  return { timing, look, made: () => made };
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
