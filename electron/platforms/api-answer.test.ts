import { expect, test } from 'vitest';
import { readAnswer } from './api-answer.ts';
import { sendCustomMessage, stableToken } from './official-account-calls.ts';
import { sendMessage } from './wecom-calls.ts';

const answered = (body: string) => ({ kind: 'answered', status: 200, body }) as const;

test.each(['{}', '{"errmsg":"ok"}', '{"code":500,"message":"upstream is down"}'])(
  'a message does not count as sent where a relay answers %s in the platform’s place',
  (body) => {
    for (const call of [sendMessage, sendCustomMessage]) {
      expect(readAnswer<typeof call.answer>(answered(body), call.answer, [])).toEqual({ kind: 'bad', reason: 'errcode' });
      expect(readAnswer<typeof call.answer>(answered('{"errcode":0,"errmsg":"ok"}'), call.answer, [])).toMatchObject({ kind: 'ok' });
    }
  },
);

test('an Official Account’s token comes without a word of success', () => {
  const body = '{"access_token":"a","expires_in":7200}';
  expect(readAnswer(answered(body), stableToken.answer, [])).toMatchObject({ kind: 'ok', answer: { access_token: 'a' } });
});
