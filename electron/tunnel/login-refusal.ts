import type { Failure } from '../../shared/result.ts';
import { err } from '../../shared/result.ts';
import type { SshConnection } from '../ssh/connection.ts';
import { isServersNo } from './retry.ts';

/**
 * A connection whose `dial` doesn't log in again where the server said no: calls of an API come by the dozen, and a server
 * that is asked so often with a wrong password bans the address. `client`, which the tunnel's supervisor asks for in its own
 * time, tries again, and so does whoever dials after a `drop`. What fails on our side, such as a locked keychain, no server
 * hears of: each call tries anew, and works as soon as that is mended.
 */
export function waitingAfterRefusal(connection: SshConnection): SshConnection {
  let refused: Failure | undefined;
  const note = <Answer extends { ok: true } | { ok: false; error: Failure }>(answer: Answer): Answer => {
    if (!answer.ok && isServersNo(answer.error)) refused = answer.error;
    return answer;
  };
  return {
    async client() {
      refused = undefined;
      return note(await connection.client());
    },
    dial: async (host, port) => (refused ? err(refused) : note(await connection.dial(host, port))),
    drop(only) {
      refused = undefined;
      return connection.drop(only);
    },
  };
}
