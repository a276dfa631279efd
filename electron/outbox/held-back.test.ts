import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { here, pass, queue, settled, stateOf, withTestOutbox } from './test-outbox.ts';

withTestOutbox();

const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));

test('What is held back is not begun until somebody has decided about it', async () => {
  here.answer = () => lost;
  const id = await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  here.answer = () => ok({});
  const seen = await here.outbox.holdBack([id], async (waiting) => {
    await here.outbox.hurry('ops');
    await pass(600_000);
    expect(here.taken).toEqual([]);
    return waiting;
  });
  expect(seen).toEqual([id]);
  await pass(600_000);
  expect(await stateOf(id)).toBe('sent');
});

test('What is just being sent is not given to whoever decides', async () => {
  let arrive = () => {};
  here.answer = () =>
    new Promise((resolve) => {
      arrive = () => resolve(ok({}));
    });
  const id = await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  expect(await here.outbox.holdBack([id], async (waiting) => waiting)).toEqual([]);
  arrive();
  await settled();
  expect(await stateOf(id)).toBe('sent');
});

test('What was put aside meanwhile is not sent, and the next message to that person is', async () => {
  here.answer = () => lost;
  const notice = (key: string) => here.store.do('messages.addActive', { key, account: 'corp', person: 'li', at: here.now, text: key });
  const [first, second] = [await notice('notice 7 0'), await notice('notice 8 0')];
  here.outbox.nudge();
  await settled();
  here.answer = () => ok({});
  await here.outbox.holdBack([first], (messages) => here.store.do('notices.takeBack', { messages, failure: failure('notices/over') }));
  await pass(600_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['notice 8 0']);
  expect([await stateOf(first), await stateOf(second)]).toEqual(['aside', 'sent']);
});
