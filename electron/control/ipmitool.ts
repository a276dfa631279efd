import { spawn } from 'node:child_process';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { startProgram } from '../programs/start-program.ts';

/** How `ipmitool` ended. */
export interface ToolEnd {
  code: number | null;
  stdout: string;
  /** Both kinds of output. */
  said: string;
}

interface ToolCall {
  /** Its name or path. */
  program: string;
  args: readonly string[];
  password: string;
  timeoutMs: number;
  /** `host:port`, for the messages. */
  address: string;
}

const mostOutput = 64 * 1024;

/** ipmitool needs to be found and to find its files; our other variables are none of its business. */
const passed = ['PATH', 'HOME', 'SYSTEMROOT', 'TEMP', 'TMP'];

/**
 * Runs ipmitool without a shell. The password stands in its environment, which other users can't read as they can
 * arguments.
 * Fails with `control/ipmitool-missing`, `control/ipmitool-start`, `control/ipmi-timeout`, and when it is
 * called off with `control/called-off` where it wasn't started, else with `shell/aborted`.
 */
export function runIpmitool({ program, args, password, timeoutMs, address }: ToolCall, signal: AbortSignal): Promise<Result<ToolEnd>> {
  if (signal.aborted) return Promise.resolve(err(failure('control/called-off')));
  const kept = Object.entries(process.env).filter(([name]) => passed.includes(name.toUpperCase()));
  const env = { ...Object.fromEntries(kept), LC_ALL: 'C', IPMI_PASSWORD: password };
  const started = startProgram(() => spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true }));
  if (!started.ok) return Promise.resolve(err(startFailure(started.error)));
  const child = started.value;
  return new Promise((resolve) => {
    let stdout = '';
    let said = '';
    let isLate = false;
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      isLate = true;
      kill();
    }, timeoutMs);
    signal.addEventListener('abort', kill, { once: true });
    const end = (result: Result<ToolEnd>) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
      resolve(result);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(0, mostOutput);
      said = (said + text).slice(0, mostOutput);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, mostOutput);
    });
    child.once('error', (error: NodeJS.ErrnoException) => end(err(startFailure(error))));
    child.once('close', (code) => {
      if (signal.aborted) return end(err(failure('shell/aborted', { program: 'ipmitool' })));
      if (isLate) return end(err(failure('control/ipmi-timeout', { address, seconds: String(Math.round(timeoutMs / 1000)) })));
      end(ok({ code, stdout, said }));
    });
  });
}

const startFailure = ({ code, message }: NodeJS.ErrnoException) =>
  code === 'ENOENT' ? failure('control/ipmitool-missing') : failure('control/ipmitool-start', { reason: code ?? message });
