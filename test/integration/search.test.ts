import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchCount, searchPage } from '../../electron/message-search.ts';
import type { Arrival } from '../../electron/store/records.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

describe('a program that asks the gateway for messages', () => {
  const folder = temporaryFolder();
  let gateway: HeadlessGateway;
  beforeAll(async () => {
    gateway = await startHeadless(folder.dir, [wecomAccount]);
    const corp = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
    for (const [index, content] of ['请重启服务器', '机房太热了', 'restart web-01'].entries()) {
      await corp.deliver(textMessage({ text: content, id: index + 1, to: publishedKeys.receiverId }));
    }
  });
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });

  const contents = async (filter: string) => must(await gateway.call('messages.page', { filter })).items.map(({ summary }) => summary);

  test('finds them in the filter language', async () => {
    expect(await contents('dir:in 重启')).toEqual(['请重启服务器']);
    expect(await contents('dir:in -重启 since:1h')).toEqual(['restart web-01', '机房太热了']);
    expect(await contents('方向:收到 web')).toEqual(['restart web-01']);
  });
  test('is told what of the filter makes no sense, and gets the rest', async () => {
    const page = await gateway.call('messages.page', { filter: 'dir:in ms:fast 机房' });
    expect(page).toMatchObject({ value: { items: [{ summary: '机房太热了' }], problems: [{ code: 'not-a-number', from: 10, to: 14 }] } });
  });
  test('counts them', async () => {
    expect(await gateway.call('messages.count', { filter: 'dir:in' })).toEqual({ ok: true, value: { count: 3, atLeast: false } });
    const page = await gateway.call('messages.page', { filter: 'dir:in', limit: 1 });
    if (!page.ok || page.value.next === null) throw new Error('there is no older row');
    const older = await gateway.call('messages.count', { filter: 'dir:in', before: page.value.next });
    expect(older).toEqual({ ok: true, value: { count: 2, atLeast: false } });
  });
  test('gives the zone of its dates, and no other one', async () => {
    expect(await gateway.call('messages.count', { filter: 'dir:in since:2026-01-01', zone: 'America/New_York' })).toMatchObject({
      ok: true,
    });
    expect(await gateway.call('messages.count', { filter: 'dir:in', zone: 'Mars/Olympus' })).toMatchObject({ ok: false });
  });
  test('gets rows on which a filter decides as the gateway does', async () => {
    const [row] = (await gateway.allMessages()).filter(({ summary }) => summary === '请重启服务器');
    expect(row?.searchText).toContain('请重启服务器');
  });
});

describe('the index', () => {
  const dir = mkdtempSync(join(tmpdir(), 'weiguan-search-'));
  let store: Store;
  const open = async () => {
    store = must(await openStore(join(dir, 'weiguan.db'), new URL('../../out/electron/store-worker.js', import.meta.url)));
  };
  const arrival = (number: number): Arrival => ({
    ...{ account: 'corp', at: Date.now(), dedupeKey: `k${number}`, type: 'text', person: 'zhangsan', xml: '<xml/>', raw: '' },
    message: JSON.stringify({
      type: 'text',
      content: `重启 ${number}`,
      to: '',
      from: 'zhangsan',
      createdAt: 0,
      fields: { Content: `重启 ${number}` },
    }),
    ...{ state: 'received', request: '{}' },
  });
  beforeAll(open);
  afterAll(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('follows behind the log while the store is idle, goes on after a restart, and never decides what is found', async () => {
    await Promise.all(Array.from({ length: 3000 }, (_, number) => store.do('messages.receive', arrival(number))));
    const all = { count: limitCounted, atLeast: true };
    // A search ends when its time is up, and a thread that has just begun is slow.
    await expect.poll(() => searchCount(store, { filter: '重启' }), { timeout: 20_000 }).toEqual(all);
    await store.close();
    await open();
    let progress = await store.do('messages.searchable');
    while (progress.newest - progress.upto >= 256) {
      expect((await searchPage(store, { limit: 5, filter: '重启 2999' })).items).toHaveLength(1);
      await setTimeout(30);
      progress = await store.do('messages.searchable');
    }
    await expect.poll(() => searchCount(store, { filter: '重启' }), { timeout: 20_000 }).toEqual(all);
    expect((await searchPage(store, { limit: 5, filter: '"重启 17"' })).items.map(({ id }) => id)).toHaveLength(5);
  });
});

const limitCounted = 1000;
