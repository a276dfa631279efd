import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall, ProgramEnd, Shell } from './driver.ts';
import { launchd } from './launchd.ts';
import type { Asking } from './reading/ask-shell.ts';
import { lastWords } from './remote-words.ts';
import { runAllowed } from './sudo.ts';
import { systemd } from './systemd.ts';
import { windowsServices } from './windows-services.ts';

export type ServiceAct = 'status' | 'start' | 'stop' | 'restart';

/** How a service is doing. */
export interface ServiceState {
  state: 'running' | 'stopped' | 'starting' | 'stopping' | 'failed';
  /** In the system's own words, such as `active (running)`. */
  words: string;
  /** Of its main process. */
  pid?: number;
  /** Since when it is so, in the system's own words. */
  since?: string;
}

/** How a service is doing; or what was done to it, and why its state couldn't be read after that. */
export type ServiceReport = ServiceState | { done: Exclude<ServiceAct, 'status'>; unread: Failure };

/** What keeps services on a kind of system. */
export interface ServiceKeeper {
  call(act: ServiceAct, service: string): ProgramCall;
  /** Reads what the call for `status` printed; undefined where there is no such service. */
  parse(end: Pick<ProgramEnd, 'code'> & { stdout: string }): ServiceState | undefined;
}

const keepers: Record<TargetSystem, ServiceKeeper> = { linux: systemd, macos: launchd, windows: windowsServices, other: systemd };

/** A service may take long to stop: systemd gives it 90 s. */
const options = { timeoutMs: 120_000, mostBytes: 64 * 1024 };

/**
 * Tells how a service is doing, after having started, stopped or restarted it where that was asked for. Its name must be one
 * that the admin allowed. Fails with `command/no-service`, `command/service-refused` and what the shell fails with.
 */
export async function askService(shell: Shell, act: ServiceAct, service: string, asking: Asking): Promise<Result<ServiceReport>> {
  const { signal, language } = asking;
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const keeper = keepers[system.value];
  const run = (wanted: ServiceAct) => runAllowed(shell, keeper.call(wanted, service), { ...options, signal });
  const look = async (): Promise<Result<ServiceState>> => {
    const ended = await run('status');
    if (!ended.ok) return ended;
    const state = keeper.parse({ code: ended.value.code, stdout: ended.value.stdout.toString('utf8') });
    if (state) return ok(state);
    return err(failure('command/no-service', { service, target: asking.target, reason: reasonOf(ended.value) }, language));
  };
  if (act === 'status') return look();
  const ended = await run(act);
  if (!ended.ok) return ended;
  if (ended.value.code !== 0) return err(failure('command/service-refused', { service, reason: reasonOf(ended.value) }, language));
  const state = await look();
  if (state.ok) return state;
  // why: systemd forgets a transient unit once it was stopped
  const isGone = act === 'stop' && state.error.code === 'command/no-service';
  return ok(isGone ? { state: 'stopped', words: '' } : { done: act, unread: state.error });
}

const reasonOf = ({ stderr, code }: ProgramEnd) => lastWords(stderr) || `exit ${code}`;
