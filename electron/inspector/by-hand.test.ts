import { expect, test } from 'vitest';
import type { Holding } from '../../shared/inspection.ts';
import { limits } from '../../shared/limits.ts';
import { createByHand } from './by-hand.ts';

function room() {
  const told: Holding[] = [];
  return { told, byHand: createByHand({ now: () => 1000, onChange: (holding) => told.push(holding) }) };
}

test('a message of an account that nobody answers by hand does not wait', async () => {
  expect(await room().byHand.wait({ id: '1', account: 'corp', ms: 4000 })).toBeUndefined();
});

test('one of an account that is answered by hand waits, is shown until when, and takes what is written', async () => {
  const { byHand, told } = room();
  byHand.hold('corp', true);
  const waiting = byHand.wait({ id: '1', account: 'corp', ms: 4000 });
  expect(told.at(-1)).toEqual({ accounts: ['corp'], messages: [{ id: '1', account: 'corp', until: 5000 }], passed: 0 });
  const answered = byHand.answer('1', { text: '马上来', key: 'k1' });
  const written = await waiting;
  expect(written).toMatchObject({ text: '马上来', key: 'k1' });
  expect(told.at(-1)?.messages).toEqual([]);
  expect(await byHand.answer('1', { text: 'again', key: 'k2' })).toBe(false);
  written?.kept();
  expect(await answered).toBe(true);
});

test('of two answers in the same moment the second is told that the message does not wait any more', async () => {
  const { byHand, told } = room();
  byHand.hold('corp', true);
  const waiting = byHand.wait({ id: '1', account: 'corp', ms: 4000 });
  const answers = ['first part', 'second part'].map((text) => byHand.answer('1', { text, key: text }));
  expect(told.at(-1)?.messages).toEqual([]);
  const written = await waiting;
  expect(written?.text).toBe('first part');
  written?.kept();
  expect(await Promise.all(answers)).toEqual([true, false]);
});

test('one that nobody answers in time goes its usual way', async () => {
  const { byHand } = room();
  byHand.hold('corp', true);
  expect(await byHand.wait({ id: '1', account: 'corp', ms: 500 })).toBeUndefined();
  expect(byHand.holding().messages).toEqual([]);
});

test('where no time is left nothing waits', async () => {
  const { byHand } = room();
  byHand.hold('corp', true);
  expect(await byHand.wait({ id: '1', account: 'corp', ms: 100 })).toBeUndefined();
});

test('switching it off lets go what waits', async () => {
  const { byHand } = room();
  byHand.hold('corp', true);
  const waiting = byHand.wait({ id: '1', account: 'corp', ms: 4000 });
  byHand.hold('corp', false);
  expect(await waiting).toBeUndefined();
});

test('where many wait already, the next one goes its usual way at once, and is counted', async () => {
  const { byHand, told } = room();
  byHand.hold('corp', true);
  const waiting = Array.from({ length: limits.messagesHeld }, (_, id) => byHand.wait({ id: `${id}`, account: 'corp', ms: 4000 }));
  expect(byHand.takes('corp')).toBe(false);
  expect(await byHand.wait({ id: 'late', account: 'corp', ms: 4000 })).toBeUndefined();
  expect(byHand.holding()).toMatchObject({ passed: 2, messages: { length: limits.messagesHeld } });
  await expect.poll(() => told.at(-1)?.passed).toBe(2);
  byHand.hold('corp', false);
  await Promise.all(waiting);
  byHand.hold('corp', true);
  expect([byHand.takes('corp'), byHand.holding().passed]).toEqual([true, 0]);
  byHand.hold('corp', false);
});

test('an account that is flooded leaves places for the others that are answered by hand', async () => {
  const { byHand } = room();
  byHand.hold('flooded', true);
  byHand.hold('quiet', true);
  const waiting = Array.from({ length: limits.messagesHeld }, (_, id) => byHand.wait({ id: `${id}`, account: 'flooded', ms: 4000 }));
  expect([byHand.takes('flooded'), byHand.takes('quiet')]).toEqual([false, true]);
  byHand.hold('flooded', false);
  await Promise.all(waiting);
});
