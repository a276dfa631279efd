/**
 * The gateway in plain Node: `headless [--config FILE]`. With a config file it serves the accounts that stand there;
 * without one the sandbox, with a one-time token in the console's address.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { failure, translateFailure } from '../shared/failures.ts';
import { err, type Failure, type Result } from '../shared/result.ts';
import { systemClock } from './clock.ts';
import { readCommandLine } from './config/command-line.ts';
import { hideSecrets, type StartConfiguration, startConfiguration, systemLanguage } from './config/start-configuration.ts';
import { createConsoleAccess } from './console/access.ts';
import { type ConsoleServer, openConsole } from './console/server.ts';
import { startFailure, startGateway } from './gateway.ts';
import { findHomebrew } from './homebrew.ts';
import { logEnd, openLog, outliveReaders } from './log.ts';
import { keyFault } from './secrets/encrypted-file.ts';
import { openToOthers } from './secrets/open-to-others.ts';
import { keepMessagesYoung } from './short-lived.ts';
import { inTime, stopLimitMs } from './stop.ts';

keepMessagesYoung();
// why: what is kept, messages above all, is nobody else's to read, whatever the data folder allows
process.umask(0o077);
outliveReaders();
findHomebrew(process.env, process.platform);

/** Exit codes: 1 for what failed while starting or running, or hung while stopping, 2 for a wrong command line or config file. */
const failed = 1;
const wrongConfiguration = 2;

const language = systemLanguage(process.env);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

async function main(): Promise<void> {
  const configuration = orExit(readConfiguration(), wrongConfiguration);
  const { log, keepSmall } = orExit(openLog(configuration.dataDir), failed);
  const exposed = openToOthers(configuration.secretFiles);
  if (exposed) say(exposed);
  const unopened = configuration.secrets && (await keyFault(configuration.dataDir, configuration.secrets));
  if (unopened) say(unopened);
  const gateway = orExit(
    await startGateway({
      configuration,
      clock: systemClock,
      log,
      storeWorker: new URL('./store-worker.js', import.meta.url),
      version,
    }),
    failed,
  );
  keepSmall();
  const onBug = (error: unknown) => log.error({ err: error }, 'bug');
  let served: Result<ConsoleServer> | undefined;
  const ending = endOnce(async () => {
    if (served?.ok) await served.value.close();
    await gateway.stop();
  }, onBug);
  void gateway.failed.then((problem) => {
    logEnd(log, problem);
    return ending.end(failed, problem);
  });
  stopOnSignal(ending);
  const { listener } = gateway;
  if (!listener.ok) return ending.end(failed, listener.error);
  const oneTimeToken = configuration.console.token === undefined ? randomBytes(32).toString('base64url') : undefined;
  served = await openConsole({
    ...configuration.console,
    access: createConsoleAccess({
      token: configuration.console.token ?? oneTimeToken ?? '',
      oneTime: oneTimeToken !== undefined,
      now: systemClock.elapsed,
    }),
    calls: gateway.calls,
    events: gateway.events,
    download: gateway.download,
    pageDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    language: () => language,
    onBug,
  });
  if (ending.isUnderWay()) return;
  if (!served.ok) return ending.end(failed, served.error);
  console.log(`listening ${listener.value.url}`);
  console.log(`console ${served.value.url}${oneTimeToken === undefined ? '' : `/#token=${oneTimeToken}`}`);
  gateway.resume();
  const overview = await gateway.calls['overview.get']({});
  if (overview.ok && overview.value.accounts.length === 0) say(failure('accounts/none'));
}

function readConfiguration(): Result<StartConfiguration> {
  const configured = startConfiguration(configFileArgument(), process.env, language);
  hideSecrets(process.env, configured);
  return configured;
}

function configFileArgument(): string | undefined {
  const read = readCommandLine('npm run headless -- --config FILE', { config: { type: 'string' } });
  return read.ok ? read.value.config : process.exit(read.error);
}

function orExit<T>(result: Result<T>, exitCode: number): T {
  if (result.ok) return result.value;
  say(result.error);
  process.exit(exitCode);
}

function say(problem: Failure): void {
  const { message, hint } = translateFailure(problem, language);
  console.error(`${message}\n${hint}`);
}

interface Ending {
  /** Stops in order, within its time, and exits. Whoever asks first says with which code. */
  end(exitCode: number, problem?: Failure): Promise<void>;
  isUnderWay(): boolean;
}

function endOnce(stop: () => Promise<void>, onBug: (error: unknown) => void): Ending {
  let isUnderWay = false;
  return {
    isUnderWay: () => isUnderWay,
    async end(exitCode, problem) {
      if (problem) say(problem);
      if (isUnderWay) return;
      isUnderWay = true;
      const stopped = await inTime(stop).catch(onBug);
      if (stopped === false) say(failure('gateway/slow-stop', { seconds: String(stopLimitMs / 1000) }));
      process.exit(stopped ? exitCode : failed);
    },
  };
}

/** The terminal and npm each pass on the same Ctrl+C, and it is one wish; only after so many ms it is another. */
const oneWishMs = 1_000;

/** The first signal stops in order, within its time; a second one ends at once. */
function stopOnSignal(ending: Ending): void {
  let stoppingSince: number | undefined;
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
    if (stoppingSince !== undefined) {
      if (systemClock.elapsed() - stoppingSince > oneWishMs) process.exit(128 + constants.signals[signal]);
      return;
    }
    stoppingSince = systemClock.elapsed();
    void ending.end(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}

try {
  await main();
} catch (error) {
  orExit(err(startFailure(error)), failed);
}
