import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { runHeadless, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

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
