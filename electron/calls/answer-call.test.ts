import { expect, test } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import { answerCall } from './answer-call.ts';
import type { CallTable } from './call-table.ts';

test('a call that there is not is answered with those whose names are closest to it', async () => {
  const told = async (name: string) => {
    const answer = await answerCall({} as CallTable, name, {}, 'en', () => {});
    return answer.ok ? undefined : answer.error;
  };
  expect(await told('message.page')).toMatchObject({ code: 'api/unknown-call', hint: expect.stringContaining('messages.page, ') });
  expect((await told('x'.repeat(10_000)))?.message).toHaveLength('There is no call ""'.length + 64);
});

test('what the disk refuses is told as that, and other bugs as bugs', async () => {
  const told = async (error: Error) => {
    const calls = { 'accounts.list': () => Promise.reject(error) } as unknown as CallTable;
    const answer = await answerCall(calls, 'accounts.list', {}, 'en', () => {});
    return answer.ok ? undefined : answer.error;
  };
  expect(await told(new StoreError('database or disk is full'))).toMatchObject({
    code: 'store/refused',
    message: expect.stringContaining('(database or disk is full)'),
  });
  expect(await told(new Error('x'))).toMatchObject({ code: 'api/bug' });
});
