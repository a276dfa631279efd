import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { restUnseen } from './hidden-pages.ts';

/** A page of the console in a browser, and whether its events rest. */
class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  rests = false;
  show(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function openPage(locks: LockManager | undefined, state: DocumentVisibilityState = 'visible'): FakePage {
  const page = new FakePage();
  page.visibilityState = state;
  restUnseen(page as unknown as Document, locks, (rests) => {
    page.rests = rests;
  });
  return page;
}
/** The locks that the pages of a browser share, as far as they are asked for here. */
function browserLocks(): LockManager {
  let held: Promise<unknown> = Promise.resolve();
  let holders = 0;
  const request = async (_: string, { ifAvailable, signal }: LockOptions, use: (lock: object | null) => unknown) => {
    if (ifAvailable && holders > 0) return use(null);
    holders += 1;
    const before = held;
    const mine = (async () => {
      await Promise.race([before, new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))]);
      return use({});
    })().finally(() => {
      holders -= 1;
    });
    held = Promise.allSettled([before, mine]);
    return mine;
  };
  return { request, query: async () => ({}) } as unknown as LockManager;
}

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('of the pages that nobody sees one keeps its events, the others rest until they are seen', async () => {
  const locks = browserLocks();
  const [first, second, third] = [openPage(locks), openPage(locks), openPage(locks)];
  const resting = () => [first, second, third].map(({ rests }) => rests);
  first.show('hidden');
  second.show('hidden');
  await later(29_000);
  expect(resting()).toEqual([false, false, false]);
  await later(1_000);
  expect(resting()).toEqual([false, true, false]);
  third.show('hidden');
  await later(30_000);
  expect(resting()).toEqual([false, true, true]);
  second.show('visible');
  expect(resting()).toEqual([false, false, true]);
});

test('the next one takes over where the one that kept them is seen, or closed', async () => {
  const locks = browserLocks();
  const [first, second] = [openPage(locks), openPage(locks)];
  first.show('hidden');
  second.show('hidden');
  await later(30_000);
  first.show('visible');
  await later(0);
  expect([first.rests, second.rests]).toEqual([false, false]);
  first.show('hidden');
  await later(30_000);
  expect([first.rests, second.rests]).toEqual([true, false]);
});

test('a page that is opened where nobody sees it is one of them', async () => {
  const locks = browserLocks();
  const [first, second] = [openPage(locks, 'hidden'), openPage(locks, 'hidden')];
  await later(30_000);
  expect([first.rests, second.rests]).toEqual([false, true]);
});

test('whoever comes back soon finds everything as it was, and without locks nothing rests', async () => {
  const locks = browserLocks();
  const [first, second, other] = [openPage(locks), openPage(locks), openPage(undefined)];
  for (const page of [first, second, other]) page.show('hidden');
  await later(20_000);
  second.show('visible');
  await later(60_000);
  expect([first.rests, second.rests, other.rests]).toEqual([false, false, false]);
});
