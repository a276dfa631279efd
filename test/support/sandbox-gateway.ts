import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { systemClock } from '../../electron/clock.ts';
import { type Gateway, startGateway } from '../../electron/gateway.ts';
import { sandboxAccounts } from '../../electron/simulator/sandbox.ts';
import { must } from '../../shared/test-result.ts';

/** Starts the gateway in this process on a free port, with no accounts but the sandbox's. */
export async function startSandboxGateway(
  dataDir: string,
  { sandbox = sandboxAccounts(randomBytes), clock = systemClock } = {},
): Promise<Gateway> {
  return must(
    await startGateway({
      configuration: {
        ...{ dataDir, secrets: { passphrase: 'of the tests' }, replayWindowSeconds: 0 },
        ...{ listener: { host: '127.0.0.1', port: 0 }, accounts: [], targets: [], sandbox },
      },
      clock,
      log: pino({ level: 'silent' }),
      storeWorker: new URL('../../out/electron/store-worker.js', import.meta.url),
      version: '0',
    }),
  );
}
