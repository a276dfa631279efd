import { expect, test } from 'vitest';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { err } from '../../shared/result.ts';
import { waitingAfterRefusal } from './login-refusal.ts';

/** How often three calls in a row try to log in, where each try fails so. */
async function triesOf(code: FailureCode): Promise<number> {
  let tries = 0;
  const fail = async () => {
    tries += 1;
    return err(failure(code));
  };
  const connection = waitingAfterRefusal({ client: fail, dial: fail, drop: async () => undefined });
  for (let call = 0; call < 3; call++) expect(await connection.dial('api.test', 443)).toMatchObject({ error: { code } });
  return tries;
}

test.each(['ssh/auth-key', 'ssh/auth-agent', 'ssh/auth-password', 'ssh/host-key-changed'] as const)(
  'After %s, which the server said, calls do not log in again',
  async (code) => expect(await triesOf(code)).toBe(1),
);

test.each(['secrets/locked', 'ssh/key-file', 'ssh/key-passphrase-missing', 'ssh/no-agent', 'ssh/no-password', 'ssh/lost'] as const)(
  'After %s, of which no server knows, each call tries anew',
  async (code) => expect(await triesOf(code)).toBe(3),
);
