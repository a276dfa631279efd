import { expect, test } from 'vitest';
import { closeRooms, type OpenRooms } from './close-rooms.ts';

/** In this order: answers that are ready leave through the tunnel, and what is written is written before the store closes. */
const inOrder = [
  ...['commands', 'inspection', 'simulator', 'callback', 'monitors', 'outbox', 'control', 'connections', 'menus', 'messages'],
  ...['upkeep', 'accounts', 'leftSecrets', 'store'],
];

/** Rooms that note when they are closed; those that are named fail in it. */
function openRooms(failing: readonly string[] = []) {
  const closed: string[] = [];
  const room = (name: string) => ({
    async close() {
      closed.push(name);
      if (failing.includes(name)) throw new Error(name);
    },
  });
  const named = Object.fromEntries(inOrder.map((name) => [name, room(name)]));
  const accounts = {
    close() {
      closed.push('accounts');
      if (failing.includes('accounts')) throw new Error('accounts');
    },
  };
  const stopping = new AbortController();
  const messages = { settled: room('messages').close };
  return { closed, open: { ...named, accounts, messages, stopping } as unknown as OpenRooms };
}

test('everything that is open is closed, in order', async () => {
  const { closed, open } = openRooms();
  expect(await closeRooms(open)).toEqual([]);
  expect(closed).toEqual(inOrder);
  expect(open.stopping.signal.aborted).toBe(true);
});

test.each(inOrder)('where %s fails, nothing else stays open', async (name) => {
  const { closed, open } = openRooms([name]);
  expect(await closeRooms(open)).toEqual([new Error(name)]);
  expect(closed).toEqual(inOrder);
});

test('of a start that failed, what was open by then is closed', async () => {
  const { closed, open } = openRooms();
  const { stopping, store, accounts, upkeep } = open;
  await closeRooms({ stopping, store, ...(accounts && { accounts }), ...(upkeep && { upkeep }) });
  expect(closed).toEqual(['upkeep', 'accounts', 'store']);
});
