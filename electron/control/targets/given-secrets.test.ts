import { expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { Target } from '../../../shared/target.ts';
import { systemClock } from '../../clock.ts';
import { createMemoryStore } from '../../secrets/memory.ts';
import { withGivenSecrets } from './given-secrets.ts';

const ssh = { host: '10.0.0.1', user: 'root', auth: { by: 'password' as const } };
const given = [{ target: Target.parse({ id: 'rack-01', name: 'rack-01', ssh }), secrets: { sshPassword: 'from the file' } }];

async function open() {
  const kept = createMemoryStore(systemClock);
  for (const id of ['rack-01', 'web-01']) {
    await kept.set(`target/${id}/sshPassword`, 'from the keychain');
    await kept.set(`target/${id}/ipmiPassword`, 'from the keychain');
  }
  let opened = 0;
  const secrets = withGivenSecrets(async () => {
    opened += 1;
    return ok(kept);
  }, given);
  const textOf = async (name: string) => {
    const store = await secrets();
    const read = store.ok ? await store.value.get(name) : store;
    return read.ok ? read.value?.text : read.error.code;
  };
  return { textOf, opened: () => opened };
}

test('a server of the config file has the secrets that stand there, and no keychain is opened for it', async () => {
  const { textOf, opened } = await open();
  expect(await textOf('target/rack-01/sshPassword')).toBe('from the file');
  expect(opened()).toBe(0);
});

test('it gets no secret that was kept for another server of its id', async () => {
  const { textOf } = await open();
  expect(await textOf('target/rack-01/ipmiPassword')).toBeUndefined();
});

test('all others have theirs', async () => {
  const { textOf } = await open();
  expect(await textOf('target/web-01/sshPassword')).toBe('from the keychain');
});
