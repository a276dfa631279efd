import { beforeEach, expect, test } from 'vitest';
import { readyRules } from '../../shared/redaction.ts';
import { messageParts } from '../callback/answers.ts';
import type { OperationName } from '../store/operations.ts';
import type { AnswerRecord, Arrival } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { redactingStore } from './redacting-store.ts';
import { createRedactor } from './redactor.ts';

const hash = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
/** A key in lines: no cut between words or lines spares it. */
const key = `BEGIN ${Array.from({ length: 60 }, (_, index) => `${index}`.padStart(63, 'k')).join('\n')} END`;

const rule = (id: string, pattern: string) => ({
  ...{ ...readyRules.email, id, name: id, pattern, replacement: '[X]', account: null, on: true },
});
const rules = createRedactor({
  rules: [rule('hash', String.raw`\b[0-9a-f]{40}\b`), rule('key', String.raw`BEGIN[\s\S]*?END`)],
  elapsed: () => performance.now(),
  onTimeout: () => undefined,
});

let rows: Map<string, { text: string; xml: string; raw: string; redacted: boolean }>;
let failures: unknown[];
let store: Store;

beforeEach(() => {
  rows = new Map();
  failures = [];
  const add = ({ text, xml = '', raw = '' }: { text: string; xml?: string; raw?: string }) => {
    const id = `${100 + rows.size}`;
    rows.set(id, { text, xml, raw, redacted: false });
    return id;
  };
  const doings: Partial<Record<OperationName, (input: never) => unknown>> = {
    'redaction.receive': () => ({ id: '1', fresh: true }),
    'messages.get': () => ({ account: 'corp' }),
    'redaction.finish': ({ outcome }: { outcome: { answers: AnswerRecord[]; failure?: unknown } }) => {
      failures.push(outcome.failure);
      return { answerIds: outcome.answers.map(add) };
    },
    'messages.addAnswer': ({ answer }: { answer: AnswerRecord }) => add(answer),
    'messages.addActive': add,
    'messages.oldestLate': () => ({ count: 1, answer: { id: '101', raw: '', text: rows.get('101')?.text ?? '', state: 'late' } }),
    'redaction.answerText': ({ id }: { id: string }) => ({ id, account: 'corp', ...rows.get(id) }),
    'redaction.setAnswerText': ({ id, ...texts }: { id: string; text: string; xml: string; raw: string; redacted: boolean }) =>
      void rows.set(id, texts),
    'messages.setAnswer': () => ({ changed: true }),
    'outbox.sent': () => null,
  };
  const bare = { do: async (name: OperationName, input: never) => doings[name]?.(input) } as unknown as Store;
  store = redactingStore({ store: bare, redactor: () => rules, onRewritten: () => undefined });
});

const xmlOf = (content: string) => `<xml><MsgType>text</MsgType><Content><![CDATA[${content}]]></Content></xml>`;
async function receive(content: string): Promise<void> {
  const xml = `<xml><ToUserName>a</ToUserName><FromUserName>b</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${content}</Content><MsgId>7</MsgId></xml>`;
  const request = JSON.stringify({ query: {} });
  await store.do('messages.receive', { account: 'corp', xml, raw: xml, request } as Arrival);
}
const answerOf = (text: string, index = 0, state: AnswerRecord['state'] = index === 0 ? 'sent' : 'queued'): AnswerRecord => ({
  ...{ key: `answer 1 ${index} 1700000000000`, at: 1, type: 'text', text, state, raw: '' },
  xml: state === 'sent' ? xmlOf(text) : '',
});
const finish = (answers: AnswerRecord[], failure?: { code: string; message: string; hint: string; params: Record<string, string> }) =>
  store.do('messages.finish', { id: '1', state: failure ? 'failed' : 'done', ms: 1, timing: '', answers, failure });
const sent = (id: string) => store.do('outbox.sent', { id, attempt: { at: 1, ms: 1 } });
const texts = () => [...rows.values()].map(({ text }) => text);
const onDisk = () => JSON.stringify([[...rows.values()], failures]);

test('of a word that was cut before nothing is kept, neither with the failure nor in the answer', async () => {
  await receive(hash);
  const shown = hash.slice(0, 20);
  const message = `没有“${shown}”这个命令`;
  await finish([answerOf(message)], { code: 'command/unknown', message, hint: '', params: { word: shown } });
  expect(failures).toEqual([{ code: 'command/unknown', message: '没有“[X]”这个命令', hint: '', params: { word: '[X]' } }]);
  expect(texts()).toEqual(['没有“[X]”这个命令']);
  expect(onDisk()).not.toContain(hash.slice(0, 6));
});

test('such an answer that is sent later stays as it is until then', async () => {
  await receive(hash);
  await finish([answerOf(`没有“${hash.slice(0, 20)}”`, 0, 'queued')]);
  expect(texts()).toEqual([`没有“${hash.slice(0, 20)}”`]);
  await sent('100');
  expect(texts()).toEqual(['没有“[X]”']);
});

const long = `${'输出 '.repeat(280)}${key} 结束`;
const parts = messageParts(long);

test('a secret over several parts of an answer goes from each once it has left', async () => {
  expect(parts.length).toBe(3);
  await finish(parts.map((part, index) => answerOf(part, index)));
  expect(texts()).toEqual([`${'输出 '.repeat(280)}[X]`, ...parts.slice(1)]);
  await sent('101');
  await sent('102');
  expect(texts()).toEqual([`${'输出 '.repeat(280)}[X]`, '', ' 结束']);
  expect(onDisk()).not.toContain('kkk');
});

test('a part that waits to be fetched is redacted where it is said once more, with a note behind it', async () => {
  await finish(parts.map((part, index) => answerOf(part, index, index === 0 ? 'sent' : 'late')));
  const late = await store.do('messages.oldestLate', { account: 'corp', person: 'b' });
  expect(late.answer?.text).toBe(parts[1]);
  const again = messageParts(`${late.answer?.text}\n\n还有 1 条`);
  await finish(again.map((part, index) => answerOf(part, index)));
  expect(texts()[3]).not.toContain('kkk');
  await store.do('messages.setAnswer', { id: '101', at: 1, state: 'sent' });
  expect(texts()[1]).toBe('');
});

test.each([
  ['an admin', (part: string, index: number) => store.do('messages.addAnswer', { id: '1', answer: answerBy(part, index) })],
  [
    'a monitor',
    (part: string, index: number) =>
      store.do('messages.addActive', { ...{ account: 'corp', person: 'b', at: 1 }, key: `m ${index}`, text: part }),
  ],
])('parts that %s sends are redacted as one text', async (_, write) => {
  await Promise.all(parts.map(write));
  expect(texts()).toEqual(parts);
  for (const id of rows.keys()) await sent(id);
  expect(texts()).toEqual([`${'输出 '.repeat(280)}[X]`, '', ' 结束']);
});

const answerBy = (text: string, index: number): AnswerRecord => ({ ...answerOf(text, index, 'queued'), key: `hand k ${index}` });
