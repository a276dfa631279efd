import { expect, test } from 'vitest';
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
