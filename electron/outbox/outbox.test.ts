import { beforeEach, describe, expect, test } from 'vitest';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { account as wecom } from '../doctor/test-context.ts';
import type { SentMessage } from '../platforms/platform-client.ts';
import { here, pass, queue, queueWithPicture, setClock, settled, start, stateOf, withTestOutbox } from './test-outbox.ts';

const busy = err(platformFailure('wecom', -1, ''));

withTestOutbox();

test('what is queued is sent, and the log says so', async () => {
  const id = await queue('li', 'web-01 正常');
  here.outbox.nudge();
  await settled();
  expect(here.taken).toMatchObject([{ to: 'li', text: 'web-01 正常' }]);
  expect(await here.store.do('messages.get', { id })).toMatchObject({ state: 'sent', sending: { attempts: [{ at: here.now }], tries: 0 } });
});

test('a failure is tried again after a while, and shown until it works', async () => {
  here.answer = () => busy;
  const id = await queue('li', 'a');
  here.outbox.nudge();
  await pass(1_000);
  expect(await here.store.do('messages.get', { id })).toMatchObject({
    state: 'queued',
    failure: { code: 'platform/-1' },
    sending: { tries: 1 },
  });
  here.answer = () => ok({});
  await pass(5_000);
  expect(here.taken).toHaveLength(1);
  const sent = await here.store.do('messages.get', { id });
  expect(sent?.state).toBe('sent');
  expect(sent?.failure).toBeUndefined();
  expect(sent?.sending?.attempts.map((attempt) => attempt.failure?.code)).toEqual(['platform/-1', undefined]);
});

test('each person gets messages in the order of their making; nobody waits for somebody else', async () => {
  here.answer = (to) => (to === 'li' ? busy : ok({}));
  for (const text of ['1', '2', '3']) await queue('li', text);
  await queue('wang', 'a');
  here.outbox.nudge();
  await pass(3_000);
  expect(here.taken.map(({ to }) => to)).toEqual(['wang']);
  here.answer = () => ok({});
  await pass(60_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['a', '1', '2', '3']);
});

test('a member of WeCom gets messages in their order, however the UserID is written', async () => {
  await here.store.do('accounts.put', { account: wecom });
  const release: (() => void)[] = [];
  here.answer = () => new Promise((resolve) => release.push(() => resolve(ok({}))));
  for (const [person, text] of Object.entries({ ZhangSan: '1', zhangsan: '2', zhangSan: '3' })) await queue(person, text);
  here.outbox.nudge();
  for (const texts of [['1'], ['1', '2'], ['1', '2', '3']]) {
    await settled();
    expect(release).toHaveLength(1);
    release.shift()?.();
    await settled();
    expect(here.taken.map(({ text }) => text)).toEqual(texts);
  }
});

test('a message that was under way when the program was killed goes out under the same key', async () => {
  here.answer = () => new Promise(() => undefined);
  await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  await here.store.close();
  const keys: (string | undefined)[] = [];
  await start();
  here.answer = () => ok({});
  here.outbox.nudge();
  await settled();
  keys.push(...here.taken.map(({ key }) => key));
  expect(keys).toEqual([`k${here.messages - 1}`]);
});

test('what cannot arrive becomes a dead letter, the next message goes on, and it can be sent again', async () => {
  here.answer = (_, text) => (text === 'bad' ? err(platformFailure('wecom', 81013, '')) : ok({}));
  const id = await queue('li', 'bad');
  await queue('li', 'good');
  here.outbox.nudge();
  await pass(1_000);
  expect(await stateOf(id)).toBe('dead');
  expect(here.taken.map(({ text }) => text)).toEqual(['good']);
  here.answer = () => ok({});
  expect(await here.outbox.sendAgain({ ids: [id] })).toEqual(ok({ changed: [id] }));
  await settled();
  expect(await stateOf(id)).toBe('sent');
  expect(await here.outbox.sendAgain({ ids: [id] })).toMatchObject({ ok: false, error: { code: 'outbox/not-dead' } });
});

describe('a dead letter that is put aside', () => {
  let id: string;
  beforeEach(async () => {
    here.answer = (_, text) => (text === 'bad' ? err(platformFailure('wecom', 81013, '')) : ok({}));
    id = await queue('li', 'bad');
    here.outbox.nudge();
    await pass(1_000);
    expect(await here.outbox.putAside([id])).toEqual(ok({ changed: [id] }));
    here.answer = () => ok({});
  });

  test('is not sent: not later, not when its account was mended, not after a restart', async () => {
    await pass(600_000);
    await here.outbox.accountsChanged(['corp']);
    await pass(600_000);
    await here.outbox.close();
    await here.store.close();
    await start();
    here.outbox.nudge();
    await pass(600_000);
    expect([await stateOf(id), here.taken]).toEqual(['aside', []]);
  });

  test('stays so where WeChat delivers its message again, or an attempt is told of late', async () => {
    const dedupeKey = `k${here.messages - 1}`;
    const arrival = { account: 'corp', at: here.now, dedupeKey, type: 'text', person: 'li', xml: '', raw: '', message: '{}' };
    expect(await here.store.do('messages.receive', { ...arrival, state: 'received', request: '{}' })).toMatchObject({
      ...{ fresh: false, answer: { id, state: 'aside', raw: '' } },
    });
    await here.store.do('outbox.failed', {
      id,
      attempt: { at: here.now, ms: 1 },
      nextAt: here.now,
      failure: failure('platform/unsure', { reason: 'r' }),
    });
    await here.store.do('outbox.sent', { id, attempt: { at: here.now, ms: 1 } });
    await here.store.do('messages.setAnswer', { id, at: here.now, state: 'queued' });
    expect(await here.store.do('messages.oldestLate', { account: 'corp', person: 'li' })).toEqual({ count: 0, answer: null });
    here.outbox.nudge();
    await pass(1_000);
    expect([await stateOf(id), here.taken]).toEqual(['aside', []]);
  });

  test('is sent again as it would have been before', async () => {
    expect(await here.outbox.sendAgain({ ids: [id] })).toMatchObject({ error: { code: 'outbox/not-dead' } });
    expect(await here.outbox.sendAgain({ ids: [id], asideToo: true })).toEqual(ok({ changed: [id] }));
    await settled();
    expect([await stateOf(id), here.taken.map(({ text }) => text)]).toEqual(['sent', ['bad']]);
    expect(await here.outbox.putAside([id])).toMatchObject({ error: { code: 'outbox/not-dead' } });
    expect(await here.outbox.takeBack([id])).toMatchObject({ error: { code: 'outbox/not-put-aside' } });
  });

  test('may be one that was never tried: it was to be fetched from an account that is gone', async () => {
    const unfetched = await queue('wang', 'x', 'left', 'late');
    await here.store.do('accounts.remove', { id: 'left' });
    expect(await here.store.do('messages.get', { id: unfetched })).not.toHaveProperty('sending');
    expect(await here.outbox.putAside([unfetched])).toEqual(ok({ changed: [unfetched] }));
    expect(await here.outbox.sendAgain({ ids: [unfetched], asideToo: true })).toEqual(ok({ changed: [unfetched] }));
  });

  test('is taken back whole: a dead letter with its attempts and its reason', async () => {
    expect(await here.outbox.takeBack([id])).toEqual(ok({ changed: [id] }));
    expect(await here.store.do('messages.openAnswers')).toEqual({ late: [], queued: [], dead: [id] });
    expect(await here.store.do('messages.get', { id })).toMatchObject({
      ...{ state: 'dead', answer: 'bad', failure: { code: 'platform/81013' }, sending: { attempts: [{}], tries: 1 } },
    });
  });
});

test('an outage of an hour loses nothing, and ends for all as soon as the first gets through', async () => {
  here.answer = () => err(failure('platform/unreachable', { host: 'h', reason: 'r' }));
  for (let index = 0; index < 20; index++) await queue(`p${index}`, 'x');
  here.outbox.nudge();
  await pass(3_600_000);
  expect(here.taken).toEqual([]);
  here.answer = () => ok({});
  // The longest pause is five minutes, give or take a quarter; all the others follow the first at once.
  await pass(380_000);
  expect(here.taken).toHaveLength(20);
  expect(new Set(here.taken.map(({ to }) => to)).size).toBe(20);
});

test('whoever always fails keeps their own pauses, however many others get through', async () => {
  let tries = 0;
  here.answer = (to) => {
    if (to !== 'bad') return ok({});
    tries += 1;
    return err(failure('platform/unlicensed', { to }));
  };
  await queue('bad', 'x');
  for (let second = 0; second < 60; second++) {
    await queue(`p${second}`, 'hello');
    here.outbox.nudge();
    await pass(1_000);
  }
  expect(here.taken).toHaveLength(60);
  expect(tries).toBeLessThan(10);
});

test('what may have arrived is not hurried, though others get through', async () => {
  const at: number[] = [];
  here.answer = (to) => {
    if (to !== 'bad') return ok({});
    at.push(here.now);
    return err(failure('platform/unsure', { reason: 'timeout' }));
  };
  await queue('bad', 'x', 'oa');
  for (let turn = 0; turn < 10; turn++) {
    await queue(`p${turn}`, 'hello', 'oa');
    here.outbox.nudge();
    await pass(100);
  }
  expect(at).toHaveLength(1);
});

test('what a deleted account had queued is given up', async () => {
  const id = await queue('li', 'a', 'gone');
  here.outbox.nudge();
  await settled();
  expect(await stateOf(id)).toBe('dead');
});

test('an account that was mended is tried at once', async () => {
  here.answer = () => err(platformFailure('wecom', 60020, 'from ip: 1.2.3.4'));
  const id = await queue('li', 'a');
  here.outbox.nudge();
  await pass(600_000);
  here.answer = () => ok({});
  await here.outbox.accountsChanged(['corp']);
  await settled();
  expect(await stateOf(id)).toBe('sent');
});

test('answers that waited to be fetched go out by themselves once their account can send', async () => {
  const id = await queue('li', 'a', 'corp', 'late');
  here.outbox.nudge();
  await settled();
  expect(await stateOf(id)).toBe('late');
  await here.outbox.accountsChanged(['corp']);
  await settled();
  expect(await stateOf(id)).toBe('sent');
  expect(here.taken.map(({ text }) => text)).toEqual(['a']);
});

test('an account whose calls hang leaves room for the others', async () => {
  let letGo = () => {};
  const hanging = new Promise<Result<SentMessage>>((resolve) => {
    letGo = () => resolve(ok({}));
  });
  here.answer = (to) => (to.startsWith('slow') ? hanging : ok({}));
  for (let index = 0; index < 40; index++) await queue(`slow${index}`, 'x', 'stuck');
  await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  expect(here.taken.map(({ text }) => text)).toEqual(['a']);
  letGo();
});

test('accounts whose calls hang or fail, with many people each, do not hold up another one', async () => {
  let letGo = () => {};
  const hanging = new Promise<Result<SentMessage>>((resolve) => {
    letGo = () => resolve(ok({}));
  });
  here.answer = (to) => (to.startsWith('slow') ? hanging : to.startsWith('bad') ? busy : ok({}));
  for (let index = 0; index < 120; index++) {
    await queue(`slow${index}`, 'x', 'stuck');
    await queue(`bad${index}`, 'x', 'failing');
  }
  here.now += 1;
  await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  expect(here.taken.map(({ text }) => text)).toEqual(['a']);
  letGo();
});

test('a store that does not say once what is to be sent is asked again', async () => {
  here.answer = () => busy;
  const id = await queue('li', 'a');
  here.outbox.nudge();
  await settled();
  here.answer = () => ok({});
  here.refuses = (name) => name === 'outbox.heads';
  await pass(3_000);
  here.refuses = () => false;
  await pass(60_000);
  expect(await stateOf(id)).toBe('sent');
  expect(here.bugs.splice(0)).toEqual([new Error('no outbox.heads')]);
});

describe('an attempt that throws is a failed one', () => {
  test('where the client can not be had: with pauses, shown, and not for ever', async () => {
    let openings = 0;
    here.openClient = () => {
      openings += 1;
      throw new Error('EMFILE');
    };
    const id = await queue('li', 'a');
    here.outbox.nudge();
    await pass(60_000);
    expect(openings).toBe(5);
    expect(await here.store.do('messages.get', { id })).toMatchObject({
      state: 'queued',
      failure: { code: 'outbox/broken' },
      sending: { tries: 5 },
    });
    setClock(49 * 3_600_000);
    await pass(20 * 60_000);
    expect(await stateOf(id)).toBe('dead');
    expect(new Set(here.bugs.splice(0).map(String))).toEqual(new Set(['Error: EMFILE']));
  });

  test('where a picture can not be read', async () => {
    const [, id = ''] = await queueWithPicture('li', 'web-01', 'pixels');
    here.refuses = (name) => name === 'runs.picture';
    here.outbox.nudge();
    await pass(1_000);
    expect(await here.store.do('messages.get', { id })).toMatchObject({
      state: 'queued',
      failure: { code: 'outbox/broken' },
      sending: { tries: 1 },
    });
    here.refuses = () => false;
    await pass(60_000);
    expect(here.taken.map(({ text }) => text)).toEqual(['web-01', 'image/png pixels']);
    expect(here.bugs.splice(0)).toEqual([new Error('no runs.picture')]);
  });

  test('where the sending itself throws: the message may have arrived', async () => {
    here.answer = () => Promise.reject(new Error('bug'));
    const id = await queue('openid', 'a', 'oa');
    here.outbox.nudge();
    await pass(60_000);
    expect(await here.store.do('messages.get', { id })).toMatchObject({ state: 'dead', failure: { code: 'platform/unsure' } });
    expect(here.bugs.splice(0)).toEqual(Array(3).fill(new Error('bug')));
  });
});
