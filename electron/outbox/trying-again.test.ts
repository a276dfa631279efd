import { describe, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { here, pass, queue, setClock, settled, start, stateOf, withTestOutbox } from './test-outbox.ts';

withTestOutbox();

describe('a clock that was hours ahead', () => {
  const ahead = 8 * 3_600_000;
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));

  test('holds nobody up once it is right', async () => {
    here.now += ahead;
    here.answer = () => lost;
    await queue('li', '1');
    here.outbox.nudge();
    await settled();
    setClock(-ahead);
    await queue('li', '2');
    here.answer = () => ok({});
    await pass(60_000);
    expect(here.taken.map(({ text }) => text)).toEqual(['1', '2']);
  });

  test('has nothing sent more often than otherwise', async () => {
    let sendings = 0;
    here.answer = () => {
      sendings += 1;
      return err(failure('platform/unsure', { reason: 'timeout' }));
    };
    here.now += ahead;
    const id = await queue('openid', 'a', 'oa');
    here.outbox.nudge();
    await settled();
    setClock(-ahead);
    await pass(3_600_000);
    expect(sendings).toBe(3);
    expect(await stateOf(id)).toBe('dead');
  });
});

describe('what was queued days ago', () => {
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));
  const days = 60 * 3_600_000;

  test('is not given up by the first attempt after a start', async () => {
    const id = await queue('li', 'a');
    await here.outbox.close();
    await here.store.close();
    here.now += days;
    await start();
    here.answer = () => lost;
    here.outbox.nudge();
    await settled();
    here.answer = () => ok({});
    await pass(60_000);
    expect(await stateOf(id)).toBe('sent');
  });

  test('is not given up by the first attempt after the computer has slept, but once the network stays away', async () => {
    here.answer = () => lost;
    const id = await queue('li', 'a');
    here.outbox.nudge();
    await pass(3_600_000);
    setClock(days);
    await pass(5 * 60_000);
    expect(await stateOf(id)).toBe('queued');
    await pass(15 * 60_000);
    expect(await stateOf(id)).toBe('dead');
  });
});

describe('what may have arrived', () => {
  const unsure = err(failure('platform/unsure', { reason: 'timeout' }));
  const lost = err(failure('platform/unreachable', { host: 'h', reason: 'r' }));

  test('is sent again for as long as the platform swallows it, however long the platform was away before', async () => {
    here.answer = () => lost;
    const id = await queue('li', 'a');
    here.outbox.nudge();
    await settled();
    here.now += 5 * 3_600_000;
    here.answer = () => unsure;
    await pass(600_000);
    expect(await stateOf(id)).toBe('queued');
    here.now += 4 * 3_600_000;
    await pass(600_000);
    expect(await stateOf(id)).toBe('dead');
  });

  test('is sent again twice where the platform swallows nothing, and the log tells of each attempt', async () => {
    let sendings = 0;
    here.answer = () => {
      sendings += 1;
      return unsure;
    };
    const id = await queue('openid', 'a', 'oa');
    here.outbox.nudge();
    await pass(3_600_000);
    expect(sendings).toBe(3);
    const row = await here.store.do('messages.get', { id });
    expect(row?.state).toBe('dead');
    expect(row?.sending?.attempts.map((attempt) => attempt.failure?.code)).toEqual(Array(3).fill('platform/unsure'));
  });

  test('and got no answer once arrives in the end', async () => {
    here.answer = () => unsure;
    const id = await queue('openid', 'a', 'oa');
    here.outbox.nudge();
    await settled();
    here.answer = () => ok({});
    await pass(3_000);
    expect(await stateOf(id)).toBe('sent');
  });
});
