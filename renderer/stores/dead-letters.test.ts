import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { parseFilter } from '../../shared/filter/parse.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import { err, ok } from '../../shared/result.ts';
import { createDeadLettersStore, isForDeadOnly } from './dead-letters.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { createMessagesStore } from './messages.ts';

const filterOf = (text: string) => ({ text, filter: parseFilter(text, { now: 1, zone: 'UTC' }).filter });
const rows = (...ids: string[]) => ids.map((id) => ({ id, state: 'dead' }) as MessageItem);

let bridge: ReturnType<typeof createFakeBridge>;
let messages: ReturnType<typeof createMessagesStore>['store'];
let letters: ReturnType<typeof createDeadLettersStore>['store'];
const state = () => letters.getState();
const found = (next: string | null, ...ids: string[]) => bridge.answer('messages.page', ok({ items: rows(...ids), next }));

beforeEach(() => {
  bridge = createFakeBridge();
  messages = createMessagesStore(bridge).store;
  messages.setState({ filter: filterOf('status:dead account:ops') });
  const made = createDeadLettersStore({ bridge, messages, zone: 'Asia/Shanghai' });
  made.start();
  letters = made.store;
});

test.each([
  ['status:dead', true],
  ['is:dead account:ops since:1d', true],
  ['状态:发送失败', true],
  ['status:dead,queued', false],
  ['-status:dead', false],
  ['account:ops', false],
  ['', false],
])('under %o there are dead letters only: %o', (text, isSo) => {
  expect(isForDeadOnly(filterOf(text).filter)).toBe(isSo);
});

test('they are sent again once somebody has confirmed how many, and only those that there were when they were counted', async () => {
  void state().ask();
  expect(bridge.waiting('messages.page').map(({ input }) => input)).toEqual([
    { limit: 500, filter: 'status:dead account:ops', zone: 'Asia/Shanghai' },
  ]);
  await found(null, '7', '5');
  expect(state()).toMatchObject({ step: { kind: 'asked', ids: ['7', '5'], more: false }, busy: false });
  void state().sendAgain();
  void state().sendAgain();
  expect(bridge.waiting('messages.sendAgain').map(({ input }) => input)).toEqual([{ ids: ['7', '5'] }]);
  await bridge.answer('messages.sendAgain', ok({ changed: ['7'] }));
  expect(state()).toMatchObject({ step: { kind: 'back', ids: ['7'], again: [] }, busy: false });
});

test('it is told which of those that were sent again have failed again, be it before the call is answered', async () => {
  const told = (id: string, now: MessageItem['state']) => bridge.emit('messages.changed', [{ id, state: now } as MessageItem]);
  told('7', 'dead');
  void state().ask();
  await found(null, '7', '5', '3');
  void state().sendAgain();
  told('5', 'dead');
  await bridge.answer('messages.sendAgain', ok({ changed: ['7', '5', '3'] }));
  expect(state().step).toEqual({ kind: 'back', ids: ['7', '5', '3'], again: ['5'] });
  told('7', 'dead');
  told('1', 'dead');
  expect(state().step).toMatchObject({ again: ['7', '5'] });
  told('5', 'queued');
  expect(state().step).toMatchObject({ again: ['7'] });
});

test('no is an answer, too', async () => {
  void state().ask();
  await found('5', '7');
  expect(state().step).toEqual({ kind: 'asked', ids: ['7'], more: true });
  state().dismiss();
  void state().sendAgain();
  expect(bridge.waiting('messages.sendAgain')).toEqual([]);
});

test('they are put aside at once, and those that were are taken back', async () => {
  void state().putAside();
  await found(null, '7', '5');
  await bridge.answer('messages.putAside', ok({ changed: ['5'] }));
  expect(state().step).toEqual({ kind: 'aside', ids: ['5'], more: false });
  void state().takeBack();
  expect(bridge.waiting('messages.takeBack').map(({ input }) => input)).toEqual([{ ids: ['5'] }]);
  await bridge.answer('messages.takeBack', ok({ changed: ['5'] }));
  expect(state()).toMatchObject({ step: { kind: 'offered' }, busy: false, failure: null });
});

test('where it fails it is said, and what could not be taken back can still be', async () => {
  const broken = failure('outbox/not-dead');
  void state().putAside();
  await found(null, '7');
  await bridge.answer('messages.putAside', err(broken));
  expect(state()).toMatchObject({ step: { kind: 'offered' }, failure: broken });
  void state().putAside();
  await found(null, '7');
  await bridge.answer('messages.putAside', ok({ changed: ['7'] }));
  void state().takeBack();
  await bridge.answer('messages.takeBack', err(broken));
  expect(state()).toMatchObject({ step: { kind: 'aside', ids: ['7'] }, failure: broken });
});

test('where there are none left there is nothing to confirm, and nothing to put aside', async () => {
  void state().ask();
  await found(null);
  expect(state()).toMatchObject({ step: { kind: 'offered' }, busy: false });
  void state().putAside();
  await found(null);
  expect([bridge.waiting('messages.putAside'), state().busy]).toEqual([[], false]);
});

test('under another filter what was asked of this one is over', async () => {
  void state().ask();
  messages.setState({ filter: filterOf('status:dead') });
  await found(null, '7');
  expect(state()).toMatchObject({ step: { kind: 'offered' }, busy: false });
  void state().ask();
  await found(null, '7');
  messages.setState({ filter: filterOf('') });
  expect(state().step.kind).toBe('offered');
});

test('what is put aside while the filter changes can still be taken back, and what could not be taken back, too', async () => {
  void state().putAside();
  await found(null, '7');
  messages.setState({ filter: filterOf('account:ops') });
  state().dismiss();
  await bridge.answer('messages.putAside', ok({ changed: ['7'] }));
  expect(state().step).toEqual({ kind: 'aside', ids: ['7'], more: false });
  void state().takeBack();
  messages.setState({ filter: filterOf('') });
  state().dismiss();
  await bridge.answer('messages.takeBack', err(failure('outbox/not-put-aside')));
  expect(state().step).toMatchObject({ kind: 'aside', ids: ['7'] });
  messages.setState({ filter: filterOf('account:ops') });
  expect(state()).toMatchObject({ step: { kind: 'offered' }, failure: null });
});
