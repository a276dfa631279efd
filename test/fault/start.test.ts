import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, test, vi } from 'vitest';
import type { Arrival } from '../../electron/store/records.ts';
import { openStore } from '../../electron/store/store.ts';
import { dedupeKey, parseMessage } from '../../electron/wechat/messages.ts';
import { must } from '../../shared/test-result.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { runHeadless, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { buildTouchProgram } from '../support/touch-program.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const storeWorker = new URL('../../out/electron/store-worker.js', import.meta.url);

describe('what keeps it from starting is said in the language of the system:', () => {
  async function startOnAFile(env: Record<string, string>) {
    const folder = temporaryFolder();
    const file = join(folder.dir, 'data');
    writeFileSync(file, '');
    const { exited, output } = runHeadless([], { WEIGUAN_DATA_DIR: file, LC_ALL: '', LC_MESSAGES: '', ...env });
    const code = await exited;
    folder.remove();
    return { code, output: output() };
  }
  test('in English', async () => {
    const { code, output } = await startOnAFile({ LANG: 'en_GB.UTF-8' });
    expect(code).toBe(1);
    expect(output).toMatch(/^The data folder .+data.logs cannot be used: .+\nSee that it is writable/);
  });
  test('in Chinese', async () => {
    const { code, output } = await startOnAFile({ LANG: 'zh_CN.UTF-8' });
    expect(code).toBe(1);
    expect(output).toMatch(/^数据目录 .+data.logs 不能用：.+\n确认它可写/);
  });
  test('in English too where the database is in use', async () => {
    const folder = temporaryFolder();
    const first = await startHeadless(folder.dir, [wecomAccount]);
    const second = runHeadless(['--config', join(folder.dir, 'config.json')], { WEIGUAN_CONSOLE_TOKEN: 'x', LC_ALL: 'en_GB.UTF-8' });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('Another Weiguan is using the database');
    await first.stop();
    folder.remove();
  });
});

test('without an account it starts, and says where to add one until there is one', async () => {
  const folder = temporaryFolder();
  const first = await startHeadless(folder.dir, [], { secrets: { passphrase: 'of the tests' } });
  await vi.waitFor(() => expect(first.output()).toMatch(/^There is no account yet\nAdd one on the Accounts page/m));
  const account = {
    id: 'corp',
    platform: 'wecom',
    name: 'corp',
    receiverId: publishedKeys.receiverId,
    agentId: '218',
    apiBase: 'http://127.0.0.1:9',
  } as const;
  must(await first.call('accounts.add', { account }));
  await first.stop();
  const second = await startHeadless(folder.dir, [], { secrets: { passphrase: 'of the tests' } });
  await second.stop();
  expect(second.output()).not.toContain('There is no account');
  folder.remove();
});

describe('where the store refuses while the program starts', () => {
  /** Starts once in a new folder, spoils what was made, and starts again. */
  async function startSpoilt(spoil: (file: string) => void) {
    const folder = temporaryFolder();
    await (await startHeadless(folder.dir, [wecomAccount])).stop();
    spoil(join(folder.dir, 'data', 'weiguan.db'));
    const { exited, output } = runHeadless(['--config', join(folder.dir, 'config.json')], { WEIGUAN_CONSOLE_TOKEN: 'x', LC_ALL: 'en' });
    const code = await exited;
    folder.remove();
    return { code, lines: output().trim().split('\n') };
  }
  const openIn = (file: string, sql: string) => {
    const db = new DatabaseSync(file);
    db.exec(sql);
    db.close();
  };
  test('it ends with what happened and what to do, and no stack', async () => {
    const full = ['INSERT', 'UPDATE', 'DELETE'].map(
      (event) => `CREATE TRIGGER full_${event} BEFORE ${event} ON accounts BEGIN SELECT raise(ABORT, 'no room'); END;`,
    );
    const { code, lines } = await startSpoilt((file) => openIn(file, full.join('\n')));
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^The database .+weiguan\.db cannot be opened: no room$/),
      'See that the data folder is writable and the disk is not full.',
    ]);
  });
  test('and with how to go on where the file is broken', async () => {
    const { code, lines } = await startSpoilt((file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0x55, 0, bytes.length / 2));
    });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^The database .+weiguan\.db is damaged: /),
      expect.stringMatching(/put back a copy.+deletes nothing/),
    ]);
  });
});

test('a port that is taken does not cost the command that waited: the next start runs it, once', async () => {
  const folder = temporaryFolder();
  const marks = join(folder.dir, 'marks');
  const accounts = [{ ...wecomAccount, operators: ['zhangsan'] }];
  const launch = { program: await buildTouchProgram(), env: { WEIGUAN_TEST_RUNS: marks } };
  writeFileSync(marks, '');
  await (await startHeadless(folder.dir, accounts, {}, launch)).stop();
  const opened = must(await openStore(join(folder.dir, 'data', 'weiguan.db'), storeWorker));
  await opened.do('messages.receive', waitingMessage('touch once 1000'));
  await opened.close();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const start = (settings: object) => startHeadless(folder.dir, accounts, settings, launch);
  await expect(start({ console: { port, token: { env: 'WEIGUAN_CONSOLE_TOKEN' } } })).rejects.toThrow('exit 1');
  await expect(start({ listener: { port } })).rejects.toThrow('exit 1');
  taken.close();
  expect(readFileSync(marks, 'utf8')).toBe('');
  const last = await start({});
  await vi.waitFor(async () => expect((await last.allMessages()).map(({ direction }) => direction)).toEqual(['out', 'in']), 10_000);
  const [answer, message] = await last.allMessages();
  expect(message).toMatchObject({ state: 'done', command: 'touch' });
  expect(answer?.summary).toContain('touched once');
  expect(readFileSync(marks, 'utf8')).toBe('once\n');
  await last.stop();
  folder.remove();
}, 120_000);

function waitingMessage(text: string): Arrival {
  const xml = textMessage({ to: publishedKeys.receiverId, text, id: 1 });
  const message = must(parseMessage(xml));
  return {
    ...{ account: 'corp', at: Date.now(), dedupeKey: dedupeKey(message), type: 'text', person: message.from, xml, raw: xml },
    ...{ message: JSON.stringify(message), state: 'waiting', command: 'touch', request: '{}' },
  };
}

const hasModes = process.platform !== 'win32';
if (!hasModes) console.log('skipped: who may read the files (Windows keeps that in the folder)');

test.runIf(hasModes)('what is kept is nobody else’s to read, in a data folder that was there before too', async () => {
  const folder = temporaryFolder();
  const data = join(folder.dir, 'data');
  mkdirSync(data);
  chmodSync(data, 0o755);
  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(expect.arrayContaining(['weiguan.db', 'weiguan.db-wal', 'logs', join('logs', 'weiguan.log')]));
  const open = files.filter((file) => statSync(join(data, file)).mode & 0o077);
  expect(open).toEqual([]);
  await gateway.stop();
  folder.remove();
});

test.runIf(hasModes)('a config file with secrets that anybody may read is told at the start, with what to type', async () => {
  const folder = temporaryFolder();
  for (const [mode, told] of [
    [0o600, false],
    [0o644, true],
  ] as const) {
    writeFileSync(join(folder.dir, 'config.json'), '', { mode: 0o600 });
    chmodSync(join(folder.dir, 'config.json'), mode);
    const gateway = await startHeadless(folder.dir, [wecomAccount]);
    expect(gateway.output().includes(`chmod 600 ${join(folder.dir, 'config.json')}`)).toBe(told);
    await gateway.stop();
  }
  folder.remove();
});

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('skipped: what a program that is started inherits (made with a df of our own, as Linux calls it)');

test.runIf(onLinux)('the passphrase of the secrets is in no environment of a program that is started', async () => {
  const folder = temporaryFolder();
  const seen = join(folder.dir, 'environment');
  writeFileSync(join(folder.dir, 'df'), `#!/bin/sh\nenv > ${seen}\nexec /bin/df "$@"\n`, { mode: 0o755 });
  const env = { PATH: `${folder.dir}:${process.env.PATH}`, WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests', WEIGUAN_SEEN: 'yes' };
  const gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '状态', id: 1 }));
  const environment = readFileSync(seen, 'utf8');
  expect(environment).toContain('WEIGUAN_SEEN=yes');
  expect(environment).not.toContain('passphrase-of-the-tests');
  await gateway.stop();
  folder.remove();
});
