import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { instanceId } from './instance-id.ts';
import { openSecretStore } from './open-secret-store.ts';
import { createTestKeytar } from './test-keytar.ts';

const root = mkdtempSync(join(tmpdir(), 'weiguan-open-secrets-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = () => mkdtempSync(join(root, 'data-'));
const clock = systemClock;

test('without a key for the file the keychain is used, and two data folders share nothing in it', async () => {
  const keytar = createTestKeytar();
  const load = async () => keytar;
  const [one, two] = [folder(), folder()];
  const store = await openSecretStore({ dataDir: one, clock, keychain: { load } });
  expect(store).toMatchObject({ ok: true, value: { kind: 'keychain' } });
  if (store.ok) await store.value.set('a', 'x');
  const other = await openSecretStore({ dataDir: two, clock, keychain: { load } });
  expect(other.ok && (await other.value.get('a'))).toEqual({ ok: true, value: undefined });
  const again = await openSecretStore({ dataDir: one, clock, keychain: { load } });
  expect(again.ok && (await again.value.get('a'))).toMatchObject({ value: { text: 'x' } });
  expect(readdirSync(one)).toEqual(['instance-id', 'instance-place']);
});

test('with a key for the file the keychain is not even loaded', async () => {
  const dataDir = folder();
  const load = () => Promise.reject(new Error('must not be loaded'));
  const store = await openSecretStore({ dataDir, file: { passphrase: 'a good passphrase' }, clock, keychain: { load } });
  expect(store).toMatchObject({ ok: true, value: { kind: 'file' } });
  expect(readdirSync(dataDir)).toEqual(['secrets.enc']);
});

test('where no keychain answers nothing takes its place', async () => {
  const dataDir = folder();
  const load = () => Promise.reject(new Error('no such thing here'));
  expect(await openSecretStore({ dataDir, clock, keychain: { load } })).toMatchObject({ error: { code: 'secrets/no-keychain' } });
  expect(existsSync(join(dataDir, 'secrets.enc'))).toBe(false);
});

test('the id of a data folder stays, and a wrong one is told instead of replaced', () => {
  const dataDir = join(folder(), 'not', 'yet', 'there');
  const id = instanceId(dataDir);
  expect(id).toMatchObject({ ok: true, value: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(instanceId(dataDir)).toEqual(id);
  writeFileSync(join(dataDir, 'instance-id'), 'garbage');
  expect(instanceId(dataDir)).toMatchObject({ ok: false, error: { code: 'secrets/instance-id' } });
  expect(readFileSync(join(dataDir, 'instance-id'), 'utf8')).toBe('garbage');
  writeFileSync(join(dataDir, 'instance-id'), '');
  expect(instanceId(dataDir).ok).toBe(true);
});

test('a copy of a data folder beside the original does not get at its secrets; one that was moved or put back does', () => {
  const [parent, original] = [folder(), join(folder(), 'data')];
  const id = instanceId(original);
  const copy = join(parent, 'copy');
  cpSync(original, copy, { recursive: true });
  const refused = instanceId(copy);
  expect(refused).toMatchObject({ error: { code: 'secrets/copied-folder', params: { dataDir: copy, original } } });
  expect(instanceId(copy)).toEqual(refused);
  symlinkSync(original, join(parent, 'link'));
  expect(instanceId(join(parent, 'link'))).toEqual(id);
  renameSync(original, join(parent, 'moved'));
  expect(instanceId(join(parent, 'moved'))).toEqual(id);
  rmSync(join(parent, 'moved'), { recursive: true });
  expect(instanceId(copy)).toEqual(id);
});
