import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hideSecrets, startConfiguration, systemLanguage } from './start-configuration.ts';

const dir = mkdtempSync(join(tmpdir(), 'weiguan-start-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function configFile(settings: object): string {
  const file = join(dir, 'config.json');
  const account = { id: 'oa', platform: 'official-account', appId: 'wx1', token: 't', mode: 'plaintext' };
  writeFileSync(file, JSON.stringify({ accounts: [account], ...settings }));
  return file;
}

test('the environment says what opens the encrypted file of secrets', () => {
  expect(startConfiguration(undefined, { WEIGUAN_SECRETS_PASSPHRASE: 'from-env' }, 'en')).toMatchObject({
    value: { secrets: { passphrase: 'from-env' } },
  });
  expect(startConfiguration(undefined, { WEIGUAN_SECRETS_KEY_FILE: 'weiguan.key' }, 'en')).toMatchObject({
    value: { secrets: { keyFile: resolve('weiguan.key') } },
  });
  expect(startConfiguration(undefined, {}, 'en')).not.toHaveProperty('value.secrets');
});

test('the config file has the last word', () => {
  const env = { WEIGUAN_SECRETS_PASSPHRASE: 'from-env' };
  expect(startConfiguration(configFile({}), env, 'en')).toMatchObject({ value: { secrets: { passphrase: 'from-env' } } });
  const file = configFile({ secrets: { passphrase: 'from-file' } });
  expect(startConfiguration(file, env, 'en')).toMatchObject({ value: { secrets: { passphrase: 'from-file' } } });
});

const withoutFile = startConfiguration(undefined, {}, 'en');

test('the passphrase is taken out of the environment, and put back for a program that starts anew', () => {
  const env: NodeJS.ProcessEnv = { WEIGUAN_SECRETS_PASSPHRASE: 'from-env', PATH: '/bin' };
  const show = hideSecrets(env, withoutFile);
  expect(env).toEqual({ PATH: '/bin' });
  show();
  expect(env.WEIGUAN_SECRETS_PASSPHRASE).toBe('from-env');
  const without: NodeJS.ProcessEnv = {};
  hideSecrets(without, withoutFile)();
  expect(without).toEqual({});
});

test('what the config file takes from the environment no program that is started later can see', () => {
  const secrets = { WG_TEST_TOKEN: 'token', WG_TEST_CONSOLE: '0123456789abcdef', WG_TEST_PASS: 'a passphrase', WG_TEST_PROXY: 'proxy' };
  Object.assign(process.env, secrets, { WG_TEST_OTHER: 'seen' });
  const wayOut = { via: 'proxy', url: 'http://me@127.0.0.1:9', password: { env: 'WG_TEST_PROXY' } };
  const account = { id: 'oa', platform: 'official-account', appId: 'wx1', token: { env: 'WG_TEST_TOKEN' }, mode: 'plaintext', wayOut };
  const file = configFile({
    ...{ accounts: [account], console: { token: { env: 'WG_TEST_CONSOLE' } } },
    secrets: { passphrase: { env: 'WG_TEST_PASS' } },
  });
  const configured = startConfiguration(file, process.env, 'en');
  expect(configured).toMatchObject({ value: { accounts: [{ secrets: { token: 'token', proxyPassword: 'proxy' } }] } });
  const seen = () =>
    execFileSync(process.execPath, ['-p', 'Object.keys(process.env).filter((name) => /^WG_TEST_/.test(name)).sort().join()'], {
      encoding: 'utf8',
    });
  const show = hideSecrets(process.env, configured);
  expect(seen()).toBe('WG_TEST_OTHER\n');
  show();
  expect(seen()).toContain('WG_TEST_TOKEN');
  for (const name of [...Object.keys(secrets), 'WG_TEST_OTHER']) delete process.env[name];
});

test('a passphrase and a key file at once are refused', () =>
  expect(startConfiguration(undefined, { WEIGUAN_SECRETS_PASSPHRASE: 'p', WEIGUAN_SECRETS_KEY_FILE: 'k' }, 'en')).toMatchObject({
    error: { code: 'secrets/two-keys' },
  }));

test('the language is what the environment says, and else the system’s own', () => {
  expect(systemLanguage({ LANG: 'zh_CN.UTF-8' }, 'en-GB')).toBe('zh-CN');
  expect(systemLanguage({ LANG: 'zh_CN.UTF-8', LC_ALL: 'C.UTF-8' }, 'zh-CN')).toBe('en');
  expect(systemLanguage({}, 'zh-Hans-CN')).toBe('zh-CN');
  expect(systemLanguage({}, 'de-DE')).toBe('en');
});
