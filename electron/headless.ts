/**
 * The gateway in plain Node: `headless [--config FILE]`. With a config file it serves the accounts that stand there;
 * without one the sandbox, with a one-time token in the console's address.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Result } from '../shared/result.ts';
import { systemClock } from './clock.ts';
import { createConsoleAccess } from './console/access.ts';
import { type ConsoleServer, openConsole } from './console/server.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { openLog } from './log.ts';
import { startConfiguration, systemLanguage } from './start-configuration.ts';

/** Exit codes: 1 for what failed while starting, 2 for a wrong command line or config file. */
const failedToStart = 1;
const wrongConfiguration = 2;

const language = systemLanguage(process.env);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

async function main(): Promise<void> {
  const configuration = orExit(startConfiguration(configFileArgument(), process.env, language), wrongConfiguration);
  const log = openLog(configuration.dataDir);
  const gateway = orExit(
    await startGateway({
      configuration,
      clock: systemClock,
      log,
      storeWorker: new URL('./store-worker.js', import.meta.url),
      version,
    }),
    failedToStart,
  );
  const listener = orExit(gateway.listener, failedToStart);
  const oneTimeToken = configuration.console.token === undefined ? randomBytes(32).toString('base64url') : undefined;
  const served = orExit(
    await openConsole({
      ...configuration.console,
      access: createConsoleAccess({
        token: configuration.console.token ?? oneTimeToken ?? '',
        oneTime: oneTimeToken !== undefined,
        now: systemClock.elapsed,
      }),
      calls: gateway.calls,
      events: gateway.events,
      pageDir: fileURLToPath(new URL('../renderer', import.meta.url)),
      language: () => language,
      onBug: (error) => log.error({ err: error }, 'bug'),
    }),
    failedToStart,
  );
  stopOnSignal(gateway, served);
  console.log(`listening ${listener.url}`);
  console.log(`console ${served.url}${oneTimeToken === undefined ? '' : `/#token=${oneTimeToken}`}`);
}

function configFileArgument(): string | undefined {
  try {
    return parseArgs({ options: { config: { type: 'string' } } }).values.config;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nUsage: npm run headless -- --config FILE`);
    process.exit(wrongConfiguration);
  }
}

function orExit<T>(result: Result<T>, exitCode: number): T {
  if (result.ok) return result.value;
  console.error(`${result.error.message}\n${result.error.hint}`);
  process.exit(exitCode);
}

function stopOnSignal(gateway: Gateway, served: ConsoleServer): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await served.close();
    await gateway.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

await main();
