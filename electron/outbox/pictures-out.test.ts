import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { here, pass, queue, queueWithPicture, settled, start, stateOf, withTestOutbox } from './test-outbox.ts';

withTestOutbox();

test('a picture goes out behind its text, byte by byte, and before what its person gets next', async () => {
  await queueWithPicture('li', 'web-01', '\x89PNG\r\n\x00\xff');
  await queue('li', 'next');
  here.outbox.nudge();
  await pass(1_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['web-01', 'image/png \x89PNG\r\n\x00\xff', 'next']);
});

test('a picture survives an outage and a restart: under the same key, and in its place', async () => {
  here.answer = (_, text) => (text.startsWith('image') ? err(failure('platform/unreachable', { host: 'h', reason: 'r' })) : ok({}));
  const [, id = ''] = await queueWithPicture('li', 'web-01', 'pixels');
  await queue('li', 'next');
  here.outbox.nudge();
  await pass(600_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['web-01']);
  expect(await stateOf(id)).toBe('queued');
  await here.outbox.close();
  await here.store.close();
  await start();
  here.answer = () => ok({});
  here.outbox.nudge();
  await pass(380_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['web-01', 'image/png pixels', 'next']);
  expect(here.taken[1]?.key).toBe(`k${here.messages - 2} picture`);
  expect(await stateOf(id)).toBe('sent');
});

test('a picture that was under way when the program was killed goes out again under its key, without its text', async () => {
  here.answer = (_, text) => (text.startsWith('image') ? new Promise(() => undefined) : ok({}));
  await queueWithPicture('li', 'web-01', 'pixels');
  await queue('li', 'next');
  here.outbox.nudge();
  await settled();
  await settled();
  expect(here.taken.map(({ text }) => text)).toEqual(['web-01']);
  await here.store.close();
  await start();
  here.answer = () => ok({});
  here.outbox.nudge();
  await settled();
  await settled();
  expect(here.taken.map(({ key }) => key)).toEqual([
    `k${here.messages - 2} text`,
    `k${here.messages - 2} picture`,
    `k${here.messages - 1}`,
  ]);
});

test('a picture that is not there any more is given up and says why; the next message goes on', async () => {
  const [, id = ''] = await queueWithPicture('li', 'web-01', undefined);
  await queue('li', 'next');
  here.outbox.nudge();
  await pass(1_000);
  expect(here.taken.map(({ text }) => text)).toEqual(['web-01', 'next']);
  expect(await here.store.do('messages.get', { id })).toMatchObject({ state: 'dead', failure: { code: 'outbox/no-picture' } });
});
