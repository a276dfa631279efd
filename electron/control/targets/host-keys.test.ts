import { expect, test } from 'vitest';
import { openKeptValues } from '../../kept-values.ts';
import { checkHostKey } from '../../ssh/host-key.ts';
import type { Store } from '../../store/store.ts';
import { openTargetHostKeys } from './host-keys.ts';

test('a server whose key a newer version has kept in another shape is not trusted anew', async () => {
  const rows: Record<string, unknown> = {
    targetHostKeys: { web: { 'a:22': { key: 'ssh-ed25519 SHA256:first' }, 'b:22': 'ssh-rsa SHA256:b' } },
  };
  const store = { do: async (name: string, given: object) => (name === 'settings.all' ? rows : Object.assign(rows, given)) };
  const keys = openTargetHostKeys(await openKeptValues(store as unknown as Store)).of('web');
  expect(await checkHostKey(keys, 'a:22', 'ssh-ed25519 SHA256:other')).toBeDefined();
  expect(await checkHostKey(keys, 'b:22', 'ssh-rsa SHA256:b')).toBeUndefined();
});
