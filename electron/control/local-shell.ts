import { type ChildProcess, spawn } from 'node:child_process';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import { endProgram, killAtExit, sweepGroup } from '../programs/end-program.ts';
import { programEnv } from '../programs/program-env.ts';
import { startProgram } from '../programs/start-program.ts';
import type { ProgramCall, ProgramEnd, RunOptions, Shell } from './driver.ts';
import { createProgramOutput } from './program-output.ts';
import { checkWords } from './quote.ts';
import { limitRun, type RunLimit, whenAborted, within } from './run-limit.ts';
import { windowsEncoding } from './windows-encoding.ts';

/** How long a program may take to end by itself, in ms, before it is ended by force. */
const defaultPatienceMs = 1000;

const systems: Partial<Record<NodeJS.Platform, TargetSystem>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** What a shell says where there is no such program; over ssh it is the same. */
const notFound = 127;

/**
 * Runs programs on this computer, without a shell, with the few variables of ours that a program needs, in a group of
 * their own: when a run is called off, nothing is left of it.
 * Fails with `shell/timeout`, `shell/aborted`, `shell/nul`, `shell/too-long`, `shell/batch-file` and `shell/start`.
 */
export function localShell(env: NodeJS.ProcessEnv, { patienceMs = defaultPatienceMs } = {}): Shell {
  return {
    system: async () => ok(systems[process.platform] ?? 'other'),
    async run(call, options) {
      const checked = checkWords([call.program, ...call.args]);
      if (!checked.ok) return checked;
      if (process.platform === 'win32' && isBatchFile(call.program)) return err(failure('shell/batch-file', { program: call.program }));
      const limit = limitRun(call, options);
      try {
        return await runLimited(call, options, limit, { env: surroundings(env), patienceMs });
      } finally {
        limit.end();
      }
    },
  };
}

/** Windows hands the arguments of these to cmd.exe, which reads its own language in them. */
export const isBatchFile = (program: string): boolean => /\.(?:bat|cmd)[. ]*$/i.test(program);

function surroundings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = Object.entries(programEnv(env)).filter(([name]) => !/^(?:LC_|LANG$)/.test(name));
  return { ...Object.fromEntries(passed), LANG: 'C.UTF-8' };
}

interface LocalRun {
  env: NodeJS.ProcessEnv;
  patienceMs: number;
}

async function runLimited(
  call: ProgramCall,
  options: RunOptions,
  limit: RunLimit,
  { env, patienceMs }: LocalRun,
): Promise<Result<ProgramEnd>> {
  const encoding = process.platform === 'win32' ? await windowsEncoding() : undefined;
  if (limit.signal.aborted) return err(limit.why());
  const started = startProgram(() =>
    spawn(call.program, [...call.args], { env, stdio: 'pipe', windowsHide: true, detached: process.platform !== 'win32' }),
  );
  if (!started.ok) return err(startFailure(call, started.error));
  const child = started.value;
  const forget = killAtExit(child);
  const output = createProgramOutput(options, encoding);
  for (const from of ['stdout', 'stderr'] as const) child[from].on('data', (chunk: Buffer) => output.take(from, chunk));
  // a program needn't read what it is given
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input ?? '');
  const ended = whenEnded(child);
  const { aborted, forget: letGo } = whenAborted(limit.signal);
  const end = await Promise.race([ended, aborted]);
  letGo();
  if (!end) await endGroup(child, ended, patienceMs);
  forget();
  if (!end) return err(limit.why());
  if (!(end instanceof Error)) return ok({ ...end, ...output.end() });
  if (end.code !== 'ENOENT') return err(startFailure(call, end));
  return ok({ code: notFound, stdout: Buffer.alloc(0), stderr: `${call.program}: not found\n`, cut: false });
}

const startFailure = ({ program }: ProgramCall, { code, message }: NodeJS.ErrnoException) =>
  failure('shell/start', { program, reason: code ?? message });

type ChildEnd = Pick<ProgramEnd, 'code' | 'signal'>;

function whenEnded(child: ChildProcess): Promise<ChildEnd | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', (code, signal) => resolve({ code, ...(signal && { signal: signal.replace('SIG', '') }) }));
  });
}

/** Its children go too. Output that somebody else still holds open is let go of. */
async function endGroup(child: ChildProcess, ended: Promise<unknown>, patienceMs: number): Promise<void> {
  await endProgram(child, patienceMs);
  sweepGroup(child);
  await within(patienceMs, ended);
  child.stdout?.destroy();
  child.stderr?.destroy();
}
