import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../electron/store/database.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const help = (id: number) => textMessage({ to: publishedKeys.receiverId, text: '帮助', id });

test('a gateway whose output nobody reads any more goes on, whatever it has to report', async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  gateway.child.stdout?.destroy();
  gateway.child.stderr?.destroy();
  const other = openDatabase(join(folder.dir, 'data', 'weiguan.db'));
  for (let time = 0; time < 2; time++) {
    other.exec('BEGIN IMMEDIATE');
    expect((await gateway.call('settings.set', { theme: 'dark' })).ok).toBe(false);
    other.exec('ROLLBACK');
  }
  other.close();
  expect((await sender.deliver(help(1))).text).toContain('可用命令');
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('skipped: a gateway whose log is on a full disk (only Linux has /dev/full)');

test.runIf(onLinux)('a gateway whose log is on a full disk goes on, and says so', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder.dir, 'data', 'logs'), { recursive: true });
  symlinkSync('/dev/full', join(folder.dir, 'data', 'logs', 'weiguan.log'));
  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  expect((await sender.deliver(help(1))).text).toContain('可用命令');
  expect(gateway.output()).toContain('The log cannot be written: ENOSPC');
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});
