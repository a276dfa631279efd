import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { TunnelConfig } from '../../shared/tunnel.ts';
import { endProgram, killAtExit, sweepGroup } from '../programs/end-program.ts';
import { programEnv } from '../programs/program-env.ts';
import { startProgram } from '../programs/start-program.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { cloudflared } from './cloudflared.ts';
import { frpc } from './frpc.ts';
import type { OpenTunnel, Provider, TunnelEvents } from './provider.ts';
import { readPublicUrl } from './public-url.ts';
import { readLines } from './read-lines.ts';
import type { TunnelTimings } from './timings.ts';

type ProgramConfig = Extract<TunnelConfig, { provider: 'program' }>;

/** How a program is started and its output read. */
export interface OutputReader {
  /** Where the admin gives none. */
  args(listenerUrl: string, dataDir: string): string[];
  /** The arguments as they are handed over, whoever gave them. */
  prepare?(args: string[], dataDir: string): Promise<Result<string[]>>;
  /** What a line without colours says. */
  read(line: string): { publicUrl?: string; ready: boolean };
  /** Whether its public names are made at its start. */
  namesAreNew: boolean;
  /** The variable that it takes its token from. */
  tokenVariable?: string;
}

/** Name of the secret that a program may need. */
export const programToken = 'tunnel/program-token';

/** A quick tunnel and frpc take no token. */
export const takesToken = ({ program, args }: ProgramConfig): boolean => readers[program].tokenVariable !== undefined && args.length > 0;

const readers: Record<ProgramConfig['program'], OutputReader> = { cloudflared, frpc };

export interface ProgramOptions {
  config: ProgramConfig;
  listenerUrl: string;
  /** Where files are that are named without a whole path. */
  dataDir: string;
  secrets: SecretStore;
  timings: TunnelTimings;
  /** Called with the number of each process that is started. */
  onStarted(pid: number): void;
}

/** Tunnel by an installed program, which is run without a shell and watched. `{listener}` in an argument is the listener's URL. */
export function programProvider({ config, listenerUrl, dataDir, secrets, timings, onStarted }: ProgramOptions): Provider {
  const reader = readers[config.program];
  const given = config.args.map((arg) => arg.replaceAll('{listener}', listenerUrl));
  const wanted = given.length > 0 ? given : reader.args(listenerUrl, dataDir);
  return {
    carries: false,
    mayInterpose: false,
    reconnects: true,
    settleMs: reader.namesAreNew && !config.publicUrl ? timings.newNameMs : 0,
    async open(events, signal) {
      const publicUrl = config.publicUrl || config.program === 'frpc' ? readPublicUrl(config.publicUrl) : undefined;
      if (publicUrl && !publicUrl.ok) return publicUrl;
      const args = reader.prepare ? await reader.prepare(wanted, dataDir) : ok(wanted);
      if (!args.ok) return args;
      const token = takesToken(config) ? await secrets.get(programToken) : undefined;
      // Where there is no keychain none was kept: a tunnel may have its credentials in a file.
      if (token && !token.ok && token.error.code !== 'secrets/no-keychain') return token;
      const own = token?.ok && token.value && reader.tokenVariable ? { [reader.tokenVariable]: token.value.text } : {};
      const started = startProgram(() => spawnProgram(config.command, args.value, { ...programEnv(process.env), ...own }));
      if (!started.ok) return err(startFailure(config, started.error));
      if (started.value.pid !== undefined) onStarted(started.value.pid);
      const running = watch(config, started.value, reader, events);
      const opened = await becomeReady(config, running, publicUrl?.value, timings, signal);
      if (!opened.ok) await running.end(timings.killMs);
      return opened;
    },
  };
}

/** A program that was started. */
interface Running {
  /** What the output has told so far. */
  told: { publicUrl?: string; ready: boolean };
  /** Calls back at each line; once only while it has something to wait for. */
  onLine: () => void;
  ended: Promise<Failure>;
  end(patienceMs: number): Promise<void>;
}

const spawnProgram = (command: string, args: string[], env: NodeJS.ProcessEnv) =>
  spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached: process.platform !== 'win32' });

function watch(config: ProgramConfig, child: ReturnType<typeof spawnProgram>, reader: OutputReader, events: TunnelEvents): Running {
  const forget = killAtExit(child);
  let lastLine = '';
  let ending = false;
  const running: Running = {
    told: { ready: false },
    onLine: () => undefined,
    ended: whenEnded(child, (error, code) => (error ? startFailure(config, error) : endedFailure(config, code, lastLine))),
    async end(patienceMs) {
      ending = true;
      await endProgram(child, patienceMs);
      forget();
    },
  };
  running.ended.then(forget);
  child.once('exit', () => sweepGroup(child));
  const readLine = (raw: string) => {
    const line = stripVTControlCharacters(raw).trimEnd();
    if (line === '' || ending) return;
    lastLine = line;
    events.onOutput(line);
    const { publicUrl, ready } = reader.read(line);
    if (publicUrl) running.told.publicUrl = publicUrl;
    running.told.ready ||= ready;
    running.onLine();
  };
  for (const stream of [child.stdout, child.stderr]) readLines(stream, readLine);
  return running;
}

function whenEnded(child: ChildProcess, why: (error: NodeJS.ErrnoException | undefined, code: string) => Failure): Promise<Failure> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(why(error, '')));
    child.once('close', (code, signal) => resolve(why(undefined, String(code ?? signal))));
  });
}

function startFailure({ program, command }: ProgramConfig, { code, message }: NodeJS.ErrnoException): Failure {
  if (code === 'ENOENT') return failure(`tunnel/${program}-missing`, { command });
  return failure('tunnel/program-start', { command, reason: code ?? message });
}

const endedFailure = ({ program }: ProgramConfig, code: string, line: string): Failure =>
  failure('tunnel/program-ended', { program, code, line: line.slice(0, 300) || '–' });

/** Waits until the program has said that it is ready, and where. */
function becomeReady(
  { program }: ProgramConfig,
  running: Running,
  given: string | undefined,
  { readyMs, killMs }: TunnelTimings,
  signal: AbortSignal,
): Promise<Result<OpenTunnel>> {
  return new Promise((resolve) => {
    const silent = () => end(err(failure('tunnel/program-silent', { program, seconds: String(readyMs / 1000) })));
    // why: one that is connected and has said no address, as a named tunnel of cloudflared, says none at the next start either
    const overdue = () => (running.told.ready ? end(err(failure('tunnel/no-public-url'))) : silent());
    const timer = setTimeout(overdue, readyMs);
    function end(result: Result<OpenTunnel>): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', silent);
      running.onLine = () => undefined;
      resolve(result);
    }
    if (signal.aborted) return silent();
    signal.addEventListener('abort', silent, { once: true });
    running.ended.then((reason) => end(err(reason)));
    running.onLine = () => {
      const publicUrl = given ?? running.told.publicUrl;
      if (!running.told.ready || !publicUrl) return;
      end(ok({ publicUrl, notes: [], closed: running.ended, close: () => running.end(killMs) }));
    };
  });
}
