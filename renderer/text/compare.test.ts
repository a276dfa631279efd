import { expect, test } from 'vitest';
import type { MessageDetail } from '../../shared/message-log.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { row } from '../stores/fake-bridge.ts';
import { alignLines, compareFields, compareXml } from './compare.ts';

const withFields = (fields: FieldTree): MessageDetail => ({
  ...{ ...row(1), raw: '', timing: [], relatives: [] },
  message: { type: 'unknown', msgType: '', to: '', from: '', createdAt: 0, fields },
});

test('fields are aligned by name, and what one side lacks is said', () => {
  const one = withFields({ Content: '状态', MsgId: '1', Info: { Count: '1' } });
  const other = withFields({ Content: '帮助', MsgId: '1', AgentID: '2' });
  expect(compareFields(one, other).map(({ name, standing }) => `${name} ${standing}`)).toEqual([
    ...['Content differs', 'MsgId same', 'Info.Count first', 'AgentID second'],
  ]);
});

test('an answer is compared by what it says', () => {
  const answer = { ...row(2), raw: '', timing: [], relatives: [], answer: '好的' };
  expect(compareFields(answer, answer)).toEqual([{ name: 'Content', first: '好的', second: '好的', standing: 'same' }]);
});

test('lines that both have stand beside each other, however many come between', () => {
  const standings = alignLines(['a', 'b', 'c'], ['a', 'x', 'y', 'c']).map(({ first, second, standing }) => [first, second, standing]);
  expect(standings).toEqual([
    ['a', 'a', 'same'],
    ['b', 'x', 'differs'],
    [undefined, 'y', 'second'],
    ['c', 'c', 'same'],
  ]);
});

test('XML is laid out before it is compared', () => {
  expect(compareXml('<xml><A>1</A></xml>', '<xml>\n<A>1</A>\n</xml>').every(({ standing }) => standing === 'same')).toBe(true);
});
