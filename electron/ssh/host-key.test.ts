import { expect, test } from 'vitest';
import { algorithmsFor, checkHostKey, describeHostKey } from './host-key.ts';

/** github.com's, whose fingerprint its documentation publishes. */
const blob = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl', 'base64');
const described = 'ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU';

test('a key is told as ssh-keygen tells it', () => {
  expect(describeHostKey(blob)).toBe(described);
});

test('the first key is pinned; another one is refused and leaves the pin alone', async () => {
  const pins = new Map<string, string>();
  const hostKeys = {
    get: async (server: string) => pins.get(server),
    set: async (server: string, key: string) => void pins.set(server, key),
  };
  expect(await checkHostKey(hostKeys, 'a:22', described)).toBeUndefined();
  expect(await checkHostKey(hostKeys, 'a:22', described)).toBeUndefined();
  expect(await checkHostKey(hostKeys, 'a:22', 'ssh-ed25519 SHA256:other')).toBe(described);
  expect([...pins]).toEqual([['a:22', described]]);
});

test('a server is asked for the key of the pinned type', () => {
  expect(algorithmsFor('ssh-rsa SHA256:x')).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa']);
  expect(algorithmsFor(undefined)).toBeUndefined();
});
