import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { CallInput } from '../../shared/api.ts';
import type { ExportState } from '../../shared/export.ts';
import type { Statistics } from '../../shared/statistics.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type FilledMessage, fillLog } from '../support/filled-log.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSecretSearch } from '../support/secret-search.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const messages = 10_000;
const rows = messages * 2 + messages / 100;
const folder = temporaryFolder();
let gateway: HeadlessGateway;
let filled: FilledMessage[];

beforeAll(async () => {
  filled = fillLog(join(folder.dir, 'data', 'weiguan.db'), messages, Date.now() - 60_000);
  gateway = await startHeadless(folder.dir, [wecomAccount]);
}, 120_000);
afterAll(async () => {
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});

/** An export that a test left behind would keep the next one out. */
afterEach(async () => {
  const state = await gateway.call('exports.last', {});
  if (state.ok && state.value?.phase === 'running') await gateway.call('exports.cancel', { id: state.value.id });
});

async function offer(input: CallInput<'exports.start'>): Promise<{ path: string; state: ExportState }> {
  const started = await gateway.call('exports.start', { zone: 'Asia/Shanghai', ...input });
  if (!started.ok || started.value.way !== 'download') throw new Error(JSON.stringify(started));
  return started.value;
}
const fetchFile = (path: string) => fetch(`${gateway.console}${path}`);
async function exported(input: CallInput<'exports.start'>): Promise<string> {
  return (await fetchFile((await offer(input)).path)).text();
}
async function last(): Promise<ExportState> {
  const state = await gateway.call('exports.last', {});
  if (!state.ok || !state.value) throw new Error('no export');
  return state.value;
}

test('20,000 rows are streamed, each of them once and newest first, while messages go on being answered', async () => {
  const { path, state } = await offer({ format: 'jsonl' });
  expect(state).toMatchObject({ phase: 'offered', rows: 0 });
  const response = await fetchFile(path);
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="weiguan-\d{4}-\d\d-\d\d-\d{6}\.jsonl"$/);
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const [text, answered] = await Promise.all([
    response.text(),
    sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: 4711 })),
  ]);
  expect(answered.text).toContain('可用命令');
  const ids = text
    .trimEnd()
    .split('\n')
    .map((line) => Number((JSON.parse(line) as { id: string }).id));
  expect(ids).toEqual(Array.from({ length: rows }, (_, index) => rows - index));
  await vi.waitUntil(async () => (await last()).phase === 'done', { timeout: 20_000 });
  expect(await last()).toMatchObject({ rows, share: 1, bytes: Buffer.byteLength(text) });
  expect(createSecretSearch([wecomAccount.secret, publishedKeys.token], [publishedKeys.encodingAesKey])(text)).toEqual([]);
});

test('the file never stands in memory: a reader who stops, stops the reading, and the export can be cancelled', async () => {
  const response = await fetchFile((await offer({ format: 'jsonl' })).path);
  const reader = response.body?.getReader();
  await reader?.read();
  await vi.waitUntil(async () => (await last()).rows > 0, { timeout: 20_000 });
  let seen = -1;
  await vi.waitUntil(
    async () => {
      const now = (await last()).rows;
      const stands = now === seen;
      seen = now;
      return stands;
    },
    { interval: 250, timeout: 20_000 },
  );
  expect(await last()).toMatchObject({ phase: 'running' });
  // The system's buffers take some megabytes of it.
  expect(seen).toBeLessThan(rows * 0.9);

  expect((await gateway.call('exports.start', { format: 'csv' })).ok).toBe(false);
  await gateway.call('exports.cancel', { id: (await last()).id });
  await expect(readAll(reader)).rejects.toThrow();
  await vi.waitUntil(async () => (await last()).phase === 'cancelled', { timeout: 20_000 });
});

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (!(await reader?.read())?.done);
}

test('a reader who hangs up ends the export', async () => {
  const abort = new AbortController();
  const { path } = await offer({ format: 'har' });
  const response = await fetch(`${gateway.console}${path}`, { signal: abort.signal });
  await response.body?.getReader().read();
  abort.abort();
  await vi.waitUntil(async () => (await last()).phase === 'failed', { timeout: 20_000 });
  expect((await last()).failure?.code).toBe('export/hung-up');
});

test('the filter of the list decides what is in it, words and times included', async () => {
  const filter = 'dir:in from:lisi 重启';
  const lines = (await exported({ format: 'jsonl', filter })).trimEnd().split('\n');
  const wanted = filled.filter(({ person, text }) => person === 'lisi' && text.includes('重启'));
  expect(lines.map((line) => JSON.parse(line).message.content)).toEqual(wanted.map(({ text }) => text).toReversed());
  const csv = await exported({ format: 'csv', filter: 'dir:in since:2h ms:>=400' });
  const slow = filled.filter(({ at, ms }) => ms >= 400 && at >= Date.now() - 7_200_000);
  expect(Math.abs(csv.trimEnd().split('\r\n').length - 1 - slow.length)).toBeLessThanOrEqual(1);
  expect(csv).toContain("'=cmd|'/c calc'!A");
});

test('HAR is one document, with an entry for each request', async () => {
  const { log } = JSON.parse(await exported({ format: 'har', filter: 'account:corp id:<=300' }));
  const incoming = log.entries.filter((entry: { response: { status: number } }) => entry.response.status === 200);
  expect(incoming.length).toBeGreaterThan(100);
  for (const { request, response } of incoming) {
    expect(request.postData.text).toContain('<Encrypt>');
    expect(response.content.text).toBe('<xml>sealed</xml>');
  }
});

test('a ticket is all that its download needs, for a link can carry no header; it is good for once', async () => {
  const { path } = await offer({ format: 'csv', filter: 'from:lisi' });
  expect((await fetch(`${gateway.console}${path}`, { method: 'POST' })).status).toBe(405);
  expect((await fetchFile('/exports/somethingElse')).status).toBe(404);
  expect((await fetchFile(path)).status).toBe(200);
  await vi.waitUntil(async () => (await last()).phase === 'done', { timeout: 20_000 });
  expect((await fetchFile(path)).status).toBe(404);
});

const id = () => crypto.randomUUID();
async function statistics(input: Omit<CallInput<'statistics.get'>, 'id'>): Promise<Statistics> {
  const counted = await gateway.call('statistics.get', { id: id(), zone: 'Asia/Shanghai', ...input });
  if (!counted.ok) throw new Error(counted.error.message);
  return counted.value;
}

test('statistics add up to what is in the log', async () => {
  const filter = `until:"${new Date(Date.now() - 59_000).toISOString().slice(0, 19)}Z" dir:in`;
  const found = await statistics({ period: 'all', filter });
  expect(found.rows).toBe(messages);
  expect(found.times.reduce((sum, time) => sum + time.in, 0)).toBe(messages);
  expect(found.times.map(({ at }) => at)).toEqual(found.times.map((_, index) => (found.times[0]?.at ?? 0) + index * found.bucketMs));
  const runs = filled.filter(({ command }) => command === 'status');
  const [status] = found.commands;
  expect(status).toMatchObject({ command: 'status', count: runs.length, failed: runs.filter(({ failed }) => failed).length });
  expect(found.failures).toEqual([{ code: 'command/unknown', count: filled.filter(({ failed }) => failed).length }]);
  const sorted = filled.map(({ ms }) => ms).toSorted((one, other) => one - other);
  for (const [name, share] of [
    ['p50', 0.5],
    ['p90', 0.9],
    ['p99', 0.99],
  ] as const) {
    const right = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
    expect(Math.abs((found.latency?.[name] ?? 0) / right - 1)).toBeLessThan(0.03);
  }
});

test('statistics of everything know what went out and what was refused, of a text filter only what holds it', async () => {
  const all = await statistics({ period: '30d' });
  expect(all.accounts[0]).toMatchObject({ account: 'corp', refused: messages / 100 });
  expect(all.times.reduce((sum, time) => sum + time.refused, 0)).toBe(messages / 100);
  expect(all.failures.map(({ code }) => code)).toContain('wechat/-40001');
  const words = await statistics({ period: '24h', filter: '重启 dir:in' });
  expect(words.rows).toBe(filled.filter(({ text }) => text.includes('重启')).length);
  const none = await statistics({ period: '1h', filter: 'from:nobody' });
  expect(none).toMatchObject({ rows: 0, types: [], commands: [] });
  expect(none.latency).toBeUndefined();
});
