import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { openPlatformApi } from '../support/platform-api.ts';
import { createSender } from '../support/wechat-sender.ts';
import { type ConsoleWindow, listenerUrl, newDataDir, openConsole, removeDataDir } from './console-window.ts';

const commands = ['dbus-run-session', 'gnome-keyring-daemon'];
const missing = commands.filter((command) => spawnSync(command, ['--help'], { stdio: 'ignore' }).error !== undefined);
const account = {
  account: { id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002' },
  secrets: { apiSecret: 'api-secret-of-this-test-0123456789abcdefgh', token: 'tokenOfThisTest', encodingAesKey: 'k'.repeat(43) },
} as const;
const secretTexts = Object.values(account.secrets);

let home: string;
let dataDir: string;
test.beforeEach(() => {
  home = newDataDir();
  dataDir = newDataDir();
});
test.afterEach(() => {
  removeDataDir(home);
  removeDataDir(dataDir);
});

/** A Secret Service of its own: gnome-keyring on a session bus, unlocked, until it is ended. */
async function startKeyring(): Promise<{ env: Record<string, string>; end(): void }> {
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const { DBUS_SESSION_BUS_ADDRESS, ...inherited } = process.env;
  const env = { ...inherited, HOME: home, XDG_DATA_HOME: join(home, 'share'), XDG_RUNTIME_DIR: runtime };
  const script =
    'echo -n password | gnome-keyring-daemon --unlock --components=secrets >&2; echo "$DBUS_SESSION_BUS_ADDRESS"; exec sleep 600';
  const session: ChildProcess = spawn('dbus-run-session', ['--', 'bash', '-c', script], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: session.stdout as NodeJS.ReadableStream });
  const address = await new Promise<string>((resolve) => lines.once('line', resolve));
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address, HOME: home, XDG_DATA_HOME: join(home, 'share') },
    end: () => process.kill(-(session.pid ?? 0), 'SIGKILL'),
  };
}

const call = (console: ConsoleWindow, name: 'accounts.list') => console.page.evaluate((called) => window.weiguan.call(called, {}), name);

const add = (console: ConsoleWindow, given: object) =>
  console.page.evaluate((input) => window.weiguan.call('accounts.add', input as never), given);

/** What the callback answers to WeChat's verification: the echo, where Token and key are at hand. */
async function echoOf(console: ConsoleWindow, receiverId: string): Promise<string> {
  const url = `${await listenerUrl(console.page)}/callback/ops`;
  const answer = await createSender(url, { ...account.secrets, receiverId }).verify('echoed');
  return answer.text();
}

/** Every byte of the data folder. */
const dataText = () =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');

test('secrets go to the keychain of the system, outlast a restart, and are nowhere else', async () => {
  test.skip(missing.length > 0, `this system lacks ${missing.join(', ')}`);
  const keyring = await startKeyring();
  try {
    const first = await openConsole({ dataDir, env: keyring.env });
    const added = await first.page.evaluate((given) => window.weiguan.call('accounts.add', given as never), account);
    expect(added).toMatchObject({ ok: true, value: { missing: [], secrets: { token: { changedAt: expect.any(Number) } } } });
    expect(await first.page.evaluate(() => window.weiguan.call('accounts.copy', { id: 'ops', secret: 'token' }))).toMatchObject({
      ok: true,
    });
    expect(await first.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(account.secrets.token);
    await first.goTo('accounts');
    await expect(first.page.getByText('系统钥匙串').first()).toBeVisible();
    for (const text of secretTexts) expect(await first.page.content()).not.toContain(text);
    await first.close();

    const second = await openConsole({ dataDir, env: keyring.env });
    const listed = await call(second, 'accounts.list');
    expect(listed).toMatchObject({ ok: true, value: { secrets: { kind: 'keychain' } } });
    expect(listed.ok && listed.value.accounts.find(({ id }) => id === 'ops')).toMatchObject({ missing: [] });
    expect(JSON.stringify(listed)).not.toContain(account.secrets.token);
    await second.close();
    for (const text of secretTexts) expect(dataText()).not.toContain(text);
  } finally {
    keyring.end();
  }
});

test('without a keychain the console opens, says what is missing, and keeps no secret', async () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus', HOME: home };
  const console = await openConsole({ dataDir, env });
  const listed = await call(console, 'accounts.list');
  expect(listed).toMatchObject({ ok: true, value: { secrets: { failure: { code: 'secrets/no-keychain' } } } });
  const added = await console.page.evaluate((given) => window.weiguan.call('accounts.add', given as never), account);
  expect(added).toMatchObject({ ok: false, error: { code: 'secrets/no-keychain' } });
  await console.goTo('accounts');
  await expect(console.page.getByText(/WEIGUAN_SECRETS_PASSPHRASE/).first()).toBeVisible();
  await console.close();
  for (const text of secretTexts) expect(dataText()).not.toContain(text);
});

test('with a keychain a restarted console verifies its callback, and goes on with the access_token that it had', async () => {
  test.skip(missing.length > 0, `this system lacks ${missing.join(', ')}`);
  const api = await openPlatformApi();
  const { receiverId, agentId, apiBase, apiSecret } = api;
  const keyring = await startKeyring();
  const checkIsValid = async (console: ConsoleWindow) => {
    await console.goTo('connection');
    const row = console.page.locator('[data-testid="platform-row"][data-id="ops"]');
    await row.getByRole('button', { name: '立即检查' }).click();
    await expect(row).toContainText('凭据有效');
  };
  try {
    const first = await openConsole({ dataDir, env: keyring.env });
    const given = { ...account.account, receiverId, agentId, apiBase };
    expect(await add(first, { account: given, secrets: { ...account.secrets, apiSecret } })).toMatchObject({ ok: true });
    await checkIsValid(first);
    await first.close();

    const second = await openConsole({ dataDir, env: keyring.env });
    expect(await echoOf(second, receiverId)).toBe('echoed');
    // A check would fetch anew: any other call goes on with the token that was kept.
    const contacts = await second.page.evaluate(() => window.weiguan.call('people.contacts', { account: 'ops' }));
    expect(contacts).toMatchObject({ ok: true });
    expect(api.calls('gettoken')).toBe(1);
    await checkIsValid(second);
    await second.close();
    expect(dataText()).not.toContain(apiSecret);
  } finally {
    keyring.end();
    await api.close();
  }
});

test('without a keychain an encrypted file serves under a passphrase, says so, and opens with no other', async () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus', HOME: home };
  const opened = (passphrase: string) => openConsole({ dataDir, env: { ...env, WEIGUAN_SECRETS_PASSPHRASE: passphrase } });
  const { receiverId } = account.account;
  const first = await opened('the right passphrase');
  expect(await add(first, account)).toMatchObject({ ok: true, value: { missing: [] } });
  await first.goTo('accounts');
  await expect(first.page.getByText('密钥保存在加密文件').first()).toBeVisible();
  await first.close();
  for (const text of [...secretTexts, 'the right passphrase']) expect(dataText()).not.toContain(text);
  const file = readFileSync(join(dataDir, 'secrets.enc'));

  const second = await opened('another passphrase');
  await second.goTo('accounts');
  await expect(second.page.getByText(/口令不对，打不开加密文件/).first()).toBeVisible();
  expect(await add(second, { ...account, account: { ...account.account, id: 'other' } })).toMatchObject({
    ok: false,
    error: { code: 'secrets/wrong-passphrase' },
  });
  expect(await echoOf(second, receiverId)).not.toBe('echoed');
  await second.close();
  expect(readFileSync(join(dataDir, 'secrets.enc'))).toEqual(file);

  const third = await opened('the right passphrase');
  expect(await echoOf(third, receiverId)).toBe('echoed');
  await third.close();
});

test('without a keychain a key file serves as well', async () => {
  const keyFile = join(home, 'weiguan.key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus', HOME: home, WEIGUAN_SECRETS_KEY_FILE: keyFile };
  const console = await openConsole({ dataDir, env });
  expect(await add(console, account)).toMatchObject({ ok: true, value: { missing: [] } });
  await console.goTo('accounts');
  await expect(console.page.getByText('密钥保存在加密文件').first()).toBeVisible();
  expect(await echoOf(console, account.account.receiverId)).toBe('echoed');
  await console.close();
  for (const text of secretTexts) expect(dataText()).not.toContain(text);
});
