import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { openKeychain } from './keychain.ts';
import { createTestKeytar, type TestKeytar } from './test-keytar.ts';

const long = 'k'.repeat(6000);
const instance = 'f'.repeat(32);

const open = (keytar: TestKeytar, timeoutMs?: number) =>
  openKeychain({ instance, clock: systemClock, load: async () => keytar, ...(timeoutMs !== undefined && { timeoutMs }) });
async function opened(keytar: TestKeytar, timeoutMs?: number) {
  return must(await open(keytar, timeoutMs));
}
const locked = { ok: false, error: { code: 'secrets/locked' } };

describe('the keychain', () => {
  test('keeps the secrets of two data folders apart', async () => {
    const keytar = createTestKeytar();
    await (await opened(keytar)).set('a', 'mine');
    const other = await openKeychain({ instance: '0'.repeat(32), clock: systemClock, load: async () => keytar });
    expect(other.ok && (await other.value.get('a'))).toEqual({ ok: true, value: undefined });
    expect([...keytar.entries.keys()]).toContain(`Weiguan/${instance}/a`);
  });
  test('holds no piece of a long secret after it was changed or deleted', async () => {
    const keytar = createTestKeytar();
    const store = await opened(keytar);
    const before = keytar.entries.size;
    for (const text of [long, `${long}${long}`, long, 'short', long]) {
      await store.set('ssh', text);
      expect(await store.get('ssh')).toMatchObject({ value: { text } });
    }
    expect(keytar.entries.size).toBe(before + 1 + Math.ceil((6040 * 4) / 3 / 2500));
    await store.delete('ssh');
    expect(keytar.entries.size).toBe(before);
  });
  test('holds the whole old secret when a change of it breaks off half-way', async () => {
    const keytar = createTestKeytar();
    const store = await opened(keytar);
    await store.set('ssh', long);
    const { setPassword } = keytar;
    let writes = 0;
    keytar.setPassword = async (...entry) => {
      if (++writes === 3) throw new Error('the power is gone');
      await setPassword(...entry);
    };
    expect(await store.set('ssh', 'n'.repeat(9000))).toMatchObject({ ok: false, error: { code: 'secrets/no-keychain' } });
    expect(await store.get('ssh')).toMatchObject({ value: { text: long } });
    await store.delete('ssh');
    expect([...keytar.entries.keys()]).toEqual([`Weiguan/${instance}`]);
  });
  test('says which secret is damaged', async () => {
    const keytar = createTestKeytar();
    const store = await opened(keytar);
    await store.set('ssh', long);
    keytar.entries.delete(`Weiguan/${instance}/ssh#a1`);
    expect(await store.get('ssh')).toMatchObject({ ok: false, error: { code: 'secrets/entry', params: { name: 'ssh' } } });
    keytar.entries.set(`Weiguan/${instance}/ssh`, 'written by somebody else');
    expect(await store.get('ssh')).toMatchObject({ error: { code: 'secrets/entry' } });
    expect(await store.set('ssh', 'anew')).toMatchObject({ ok: true });
  });
});

test.each(['The session wrapping the secret does not exist', 'The name :1.0 was not provided by any .service files'])(
  'a keychain whose service was restarted is told as that, not as one that has to be installed: %s',
  async (text) => {
    const keytar = createTestKeytar();
    const store = must(await open(keytar));
    keytar.getPassword = () => Promise.reject(new Error(text));
    expect(await store.get('a')).toMatchObject({ ok: false, error: { code: 'secrets/keychain-restarted' } });
  },
);

describe('a locked keychain', () => {
  test('cannot be opened', async () => {
    const keytar = createTestKeytar();
    keytar.isLocked = true;
    expect(await open(keytar)).toMatchObject(locked);
  });
  test('is not taken for one without secrets, though it says so', async () => {
    const keytar = createTestKeytar();
    const store = await opened(keytar);
    await store.set('a', 'x');
    keytar.isLocked = true;
    expect(await store.get('a')).toMatchObject(locked);
    expect(await store.set('a', 'y')).toMatchObject(locked);
    expect(await store.delete('a')).toMatchObject(locked);
    keytar.isLocked = false;
    expect(await store.get('a')).toMatchObject({ value: { text: 'x' } });
  });
  test('that waits for its password is told after the time limit; the next calls fail at once and ask nothing', async () => {
    const keytar = createTestKeytar();
    const store = await opened(keytar, 100);
    const release = keytar.hang();
    expect(await store.get('a')).toMatchObject(locked);
    const asked = keytar.calls;
    const start = performance.now();
    const answers = await Promise.all([store.get('a'), store.set('a', 'x'), store.delete('a')]);
    expect(performance.now() - start).toBeLessThan(80);
    expect(answers).toMatchObject([locked, locked, locked]);
    expect(keytar.calls).toBe(asked);
    expect(process.listenerCount('exit')).toBeGreaterThan(0);
    release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await store.set('a', 'x')).toMatchObject({ ok: true });
  });
  test('takes no more than one thread, though it is opened again and again, until it answers', async () => {
    const keytar = createTestKeytar();
    const release = keytar.hang();
    expect(await Promise.all([open(keytar, 50), open(keytar, 50), open(keytar, 50)])).toMatchObject([locked, locked, locked]);
    const start = performance.now();
    for (let round = 0; round < 5; round++) expect(await open(keytar, 50)).toMatchObject(locked);
    expect(performance.now() - start).toBeLessThan(40);
    expect(keytar.calls).toBe(1);
    release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await open(keytar, 50)).toMatchObject({ ok: true });
  });
  test.each(['User interaction is not allowed.', 'User canceled the operation.', 'The prompt was dismissed'])(
    'says %j',
    async (message) => {
      const keytar = createTestKeytar();
      keytar.getPassword = () => Promise.reject(new Error(message));
      expect(await open(keytar)).toMatchObject(locked);
    },
  );
});

describe('where there is no keychain', () => {
  const none = async (load: () => Promise<TestKeytar>) => openKeychain({ instance, clock: systemClock, load });
  test('the failure says why and what to do', async () => {
    const keytar = createTestKeytar();
    keytar.getPassword = () => Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY'));
    const failed = await none(async () => keytar);
    expect(failed).toMatchObject({
      ok: false,
      error: { code: 'secrets/no-keychain', message: expect.stringContaining('autolaunch D-Bus') },
    });
    expect(failed.ok || failed.error.hint).toMatch(/gnome-keyring.*WEIGUAN_SECRETS_PASSPHRASE.*WEIGUAN_SECRETS_KEY_FILE/);
  });
  test('keytar that does not load is the same failure, not a crash', async () =>
    expect(await none(() => Promise.reject(new Error('Failed to load keytar native addon')))).toMatchObject({
      error: { code: 'secrets/no-keychain', params: { reason: 'Failed to load keytar native addon' } },
    }));
});

test('importing the room loads no native code', () => {
  const source = `import { runnerImport } from 'vite';
    await runnerImport('./electron/secrets/open-secret-store.ts');
    console.log(process.report.getReport().sharedObjects.filter((name) => /keytar|libsecret/.test(name)).length);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], { encoding: 'utf8' });
  expect(stdout.trim(), stderr).toBe('0');
});
