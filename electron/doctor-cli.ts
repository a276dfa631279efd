/**
 * The doctor in a terminal: `doctor [--config FILE] [--account ID] [--only token,tunnel]`. Where a gateway runs, it is
 * asked; else one is started in this process, on the same data folder, for as long as the checks take.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccountView } from '../shared/account-view.ts';
import { CheckId, checkIds, type DoctorReport } from '../shared/doctor.ts';
import { failure, translateFailure } from '../shared/failures.ts';
import { listed } from '../shared/language.ts';
import { err, type Failure, ok, type Result } from '../shared/result.ts';
import { systemClock } from './clock.ts';
import { readCommandLine } from './config/command-line.ts';
import { hideSecrets, type StartConfiguration, startConfiguration, systemLanguage } from './config/start-configuration.ts';
import { neededBy } from './doctor/check.ts';
import { isInUse } from './doctor/data-folder.ts';
import { createReportPrinter, oneLine } from './doctor/report-lines.ts';
import { findGateway, type RunningGateway } from './doctor/running-gateway.ts';
import { startGateway } from './gateway.ts';
import { findHomebrew } from './homebrew.ts';
import { openLog, outliveReaders } from './log.ts';
import { inTime } from './stop.ts';

// why: what is kept, messages above all, is nobody else's to read, whatever the data folder allows
process.umask(0o077);
outliveReaders();
findHomebrew(process.env, process.platform);

/** Exit codes: 1 where something is red, or could not be looked at; 2 for a wrong command line or config file. */
const somethingRed = 1;
const wrongUsage = 2;

const language = systemLanguage(process.env);
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** A gateway, wherever it runs. */
interface Desk extends Pick<RunningGateway, 'call' | 'follow'> {
  close(): Promise<void>;
}

async function main(): Promise<number> {
  const wish = readWish();
  if (!wish.ok) return wish.error;
  const configuration = startConfiguration(wish.value.config, process.env, language);
  if (!configuration.ok) return say(configuration.error, wrongUsage);
  hideSecrets(process.env, configuration);
  const desk = await openDesk(configuration.value);
  if (!desk.ok) return say(desk.error, somethingRed);
  const isStopping = stopOnSignal(desk.value);
  try {
    await tunnelSettled(desk.value);
    return await examine(desk.value, wish.value);
  } catch (error) {
    if (!isStopping()) throw error;
    return somethingRed;
  } finally {
    // why not return: the signal's exit code counts
    if (isStopping()) await new Promise(() => undefined);
    await inTime(() => desk.value.close());
  }
}

interface Wish {
  config?: string | undefined;
  account?: string | undefined;
  /** Absent for all. */
  only?: readonly CheckId[] | undefined;
}

/** Or the code to exit with. */
function readWish(): Result<Wish, number> {
  const usage = `npm run doctor -- [--config FILE] [--account ID] [--only ${checkIds.join(',')}]`;
  const read = readCommandLine(usage, { config: { type: 'string' }, account: { type: 'string' }, only: { type: 'string' } });
  if (!read.ok) return read;
  const { config, account, only } = read.value;
  const wanted = CheckId.array()
    .optional()
    .safeParse(only?.split(',').map((id) => id.trim()));
  if (wanted.success) return ok({ config, account, only: wanted.data });
  console.error(`--only ${only}\nUsage: ${usage}`);
  return err(wrongUsage);
}

function say(problem: Failure, exitCode: number): number {
  const { message, hint } = translateFailure(problem, language);
  console.error(`${oneLine(message)}\n${oneLine(hint)}`);
  return exitCode;
}

/** Examines the accounts one after the other; gives back the exit code. */
async function examine(desk: Desk, { account, only }: Wish): Promise<number> {
  const answered = await desk.call('accounts.list', {});
  if (!answered.ok) return say(answered.error, somethingRed);
  const { accounts } = answered.value;
  if (accounts.length === 0) return say(failure('accounts/none'), somethingRed);
  const chosen = account === undefined ? worthLooking(accounts) : accounts.filter(({ id }) => id === account);
  const ids = accounts.map(({ id }) => id);
  if (chosen.length === 0) return say(failure('doctor/no-account', { id: account ?? '', ids: listed(ids, language) }), wrongUsage);
  const run = await follow(desk);
  let exitCode = 0;
  for (const { id, name } of chosen) {
    if (chosen.length > 1) console.log(`${id === chosen[0]?.id ? '' : '\n'}${oneLine(`${name} (${id})`)}`);
    const isFine = only === undefined ? isGreen(await run(id, checkIds)) : await examineWith(run, id, only);
    if (!isFine) exitCode = somethingRed;
  }
  return exitCode;
}

/** Runs checks of an account and prints them as they end; undefined where they could not be run. */
type RunChecks = (account: string, ids: readonly CheckId[]) => Promise<DoctorReport | undefined>;

async function follow(desk: Desk): Promise<RunChecks> {
  let follower: (report: DoctorReport) => void = () => undefined;
  await desk.follow('doctor.changed', (report) => follower(report));
  return async (account, ids) => {
    const print = createReportPrinter({ language, colour: usesColour(), write: (line) => console.log(line) });
    const startedAt = systemClock.now();
    const isOurs = (report: DoctorReport) =>
      report.account === account && report.startedAt >= startedAt && report.checks.length === new Set(ids).size;
    follower = (report) => isOurs(report) && print(report);
    const report = await desk.call('doctor.run', { account, only: [...ids] });
    follower = () => undefined;
    if (report.ok) print(report.value);
    else say(report.error, somethingRed);
    return report.ok ? report.value : undefined;
  };
}

const isGreen = (report: DoctorReport | undefined) => report?.checks.every(({ state }) => state !== 'failed') ?? false;

/** Runs these checks and, after them, those that they turn out to wait for. What was asked for and has to wait is not fine. */
async function examineWith(
  run: RunChecks,
  account: string,
  ids: readonly CheckId[],
  seen: ReadonlySet<CheckId> = new Set(ids),
): Promise<boolean> {
  const report = await run(account, ids);
  const needed = report ? neededBy(report) : [];
  const missing = needed.filter((id) => !seen.has(id));
  if (missing.length > 0) {
    console.log(alsoChecked[language]);
    await examineWith(run, account, missing, new Set([...seen, ...missing]));
  }
  return isGreen(report) && needed.length === 0;
}

const alsoChecked = { 'zh-CN': '上面有项在等其他检查，一并检查：', en: 'Checked too, because something above waits for it:' };

/** Accounts of the sandbox only where there are no real ones. */
function worthLooking(accounts: AccountView[]): AccountView[] {
  const real = accounts.filter(({ origin, enabled }) => origin !== 'sandbox' && enabled);
  return real.length > 0 ? real : accounts;
}

const usesColour = () => process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Only while a gateway holds the data folder may the one that answers at its console be it: nobody else may get the token. */
async function openDesk(configuration: StartConfiguration): Promise<Result<Desk>> {
  const inUse = isInUse(configuration.dataDir);
  if (!inUse.ok) return inUse;
  if (!inUse.value) return openOwn(configuration);
  const running = await findGateway(configuration.console);
  if (running?.ok) return ok({ ...running.value, close: async () => running.value.close() });
  return running ?? err(failure('doctor/gateway-busy'));
}

/** A gateway of our own. */
async function openOwn(configuration: StartConfiguration): Promise<Result<Desk>> {
  const opened = openLog(configuration.dataDir, { echo: false });
  if (!opened.ok) return opened;
  const { log } = opened.value;
  const storeWorker = new URL('./store-worker.js', import.meta.url);
  const started = await startGateway({ configuration, clock: systemClock, log, storeWorker, version });
  if (!started.ok) return started;
  const { calls, events, listener, stop } = started.value;
  if (!listener.ok) say(listener.error, somethingRed);
  const call: Desk['call'] = (name, input) => (calls[name] as (input: unknown) => Promise<Result<never>>)(input);
  return ok({
    call,
    async follow(name, tell) {
      events.listen((told, event) => {
        if ((told as string) === name) tell(event as never);
      });
    },
    close: stop,
  });
}

/** So long a tunnel that has just been started may take to open. */
const tunnelMs = 15_000;
/** A gateway that has just been started begins with its tunnel within this. */
const tunnelStartMs = 1_000;

async function tunnelSettled({ call }: Desk): Promise<void> {
  const startedAt = systemClock.elapsed();
  for (let waited = 0; waited < tunnelMs; waited = systemClock.elapsed() - startedAt) {
    const tunnel = await call('tunnel.get', {});
    if (!tunnel.ok) return;
    const { config, state } = tunnel.value;
    const isAboutToStart = state.state === 'off' && config.provider !== 'none' && waited < tunnelStartMs;
    if (!isAboutToStart && (state.state !== 'starting' || state.publicUrl !== undefined)) return;
    await pause(100);
  }
}

/** What the tunnel started must not be left behind. @returns whether that is under way */
function stopOnSignal(desk: Desk): () => boolean {
  let isStopping = false;
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.once(signal, () => {
      isStopping = true;
      void inTime(() => desk.close()).finally(() => process.exit(exitCode));
    });
  }
  return () => isStopping;
}

const exitCode = await main();
// why: on a pipe of Windows what is not written yet would be lost
process.stdout.write('', () => process.exit(exitCode));
