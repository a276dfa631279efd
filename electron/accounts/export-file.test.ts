import { expect, test } from 'vitest';
import { type AccountDraft, accountOf } from '../../shared/account-draft.ts';
import { readExport, writeExport } from './export-file.ts';

const draft: AccountDraft = {
  id: 'ops',
  platform: 'wecom',
  name: '运维',
  receiverId: 'ww1234567890abcdef',
  agentId: '1000002',
  mode: 'safe',
  apiBase: 'https://qyapi.weixin.qq.com',
  wayOut: { via: 'proxy', url: 'socks5://10.0.0.1:1080' },
  operators: ['zhang'],
};
const secrets = { token: 'firstToken', encodingAesKey: 'a'.repeat(43) };
const passphrase = 'a long passphrase';
const notAnExport = { ok: false, error: { code: 'accounts/not-an-export' } };

const exported = (words: string | undefined) => writeExport(accountOf(draft, true), secrets, words);
/** The file with its plain part changed by somebody who does not know the passphrase. */
async function forged(change: (file: { account: Record<string, unknown>; sealed?: string }) => void) {
  const file = JSON.parse(await exported(passphrase));
  change(file);
  return readExport(JSON.stringify(file), passphrase);
}

test('an export comes back as it was: whole under a passphrase, without secrets else', async () => {
  expect(await readExport(await exported(passphrase), passphrase)).toEqual({ ok: true, value: { draft, secrets, enabled: true } });
  const plain = await exported(undefined);
  expect(plain).not.toContain('firstToken');
  expect(await readExport(plain, undefined)).toEqual({ ok: true, value: { draft, secrets: {}, enabled: true } });
});

test('a sealed export that was enabled or disabled outside the seal is refused', async () =>
  expect(await forged((file) => Object.assign(file, { enabled: false }))).toMatchObject(notAnExport));

test.each<[string, Record<string, unknown>]>([
  ['API address', { apiBase: 'https://evil.example' }],
  ['way out', { wayOut: { via: 'proxy', url: 'http://evil.example:3128' } }],
  ['operators', { operators: ['zhang', 'mallory'] }],
  ['id', { id: 'other' }],
])('a sealed export whose %s was changed outside the seal is refused', async (_, change) =>
  expect(await forged((file) => Object.assign(file.account, change))).toMatchObject(notAnExport),
);

test('a sealed export may be laid out anew: the order of its fields says nothing', async () =>
  expect(
    await forged((file) => {
      file.account = Object.fromEntries(Object.entries(file.account).reverse());
    }),
  ).toEqual({ ok: true, value: { draft, secrets, enabled: true } }));

test('a passphrase asks for a seal: a file whose seal was taken off is refused', async () =>
  expect(
    await forged((file) => {
      delete file.sealed;
    }),
  ).toMatchObject(notAnExport));
