import { describe, expect, test } from 'vitest';
import type { MessageDetail } from '../../shared/message-log.ts';
import { row } from '../stores/fake-bridge.ts';
import { contentOf } from './content.ts';

const head = { to: 'ww1', from: 'zhangsan', createdAt: 0, fields: {} };

describe('in plain words a message is', () => {
  test.each([
    ['the answer of a row that went out', { answer: '运行正常\n负载 0.1' }, '运行正常\n负载 0.1'],
    ['an answer, though an empty one', { answer: '' }, ''],
    ['its text, in full', { message: { ...head, type: 'text', content: '状态\n本机' } }, '状态\n本机'],
    ['what was said', { message: { ...head, type: 'voice', mediaId: 'm', format: 'amr', transcript: '状态。' } }, '状态。'],
    ['its summary where nobody wrote down what was said', { message: { ...head, type: 'voice', mediaId: 'm', format: 'amr' } }, '摘要'],
    ['its summary, of other kinds', { message: { ...head, type: 'image', picUrl: '', mediaId: 'm' } }, '摘要'],
    ['its summary, of a refused request', {}, '摘要'],
  ] satisfies [string, Partial<MessageDetail>, string][])('%s', (_, change, expected) => {
    expect(contentOf({ ...row(1, { summary: '摘要' }), raw: '', timing: [], relatives: [], ...change })).toBe(expected);
  });
});
