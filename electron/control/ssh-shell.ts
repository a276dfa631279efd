import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import { afterMark } from './after-mark.ts';
import type { ProgramCall, ProgramEnd, RunOptions, Shell } from './driver.ts';
import { isBatchFile } from './local-shell.ts';
import { createProgramOutput } from './program-output.ts';
import { checkWords } from './quote.ts';
import { endLine, runLine } from './remote-line.ts';
import { limitRun, type RunLimit, whenAborted, within } from './run-limit.ts';
import type { Session, SshLink } from './ssh-link.ts';
import { endedWithin } from './ssh-session.ts';

/**
 * Runs programs over ssh. A run that is called off, or takes too long, is ended there too.
 * Fails with `ssh/…`, and with `shell/timeout`, `shell/aborted`, `shell/nul`, `shell/too-long` and `shell/batch-file`; the
 * first two of these where it may have been started, else with `ssh/timeout`, `ssh/not-begun` or `control/called-off`.
 * @param link gives the link at each use, so that a jump host that was changed counts at once
 */
export function sshShell(link: () => Result<SshLink>, killMs: number): Shell {
  return {
    async system(signal) {
      const found = link();
      return found.ok ? found.value.system(signal) : found;
    },
    async run(call, options) {
      const checked = checkWords([call.program, ...call.args]);
      if (!checked.ok) return checked;
      const found = link();
      if (!found.ok) return found;
      const limit = limitRun(call, options);
      try {
        return await runOver(found.value, { call, options, limit, killMs });
      } finally {
        limit.end();
      }
    },
  };
}

interface Run {
  call: ProgramCall;
  options: RunOptions;
  limit: RunLimit;
  killMs: number;
}

async function runOver(link: SshLink, run: Run): Promise<Result<ProgramEnd>> {
  const { call, options, limit } = run;
  const system = await link.system(limit.signal);
  if (!system.ok) return limit.signal.aborted && limit.isTimeout() ? err(tooLate(link, options)) : system;
  if (system.value === 'windows' && isBatchFile(call.program)) return err(failure('shell/batch-file', { program: call.program }));
  const mark = `weiguan-${randomUUID()}`;
  const line = runLine(system.value, call, mark);
  if (!line.ok) return line;
  const opened = await link.open(line.value, limit.signal, options.onWait);
  if (!opened) return err(limit.why());
  if (!opened.ok) return opened;
  const session = opened.value;
  try {
    return await follow(session, { ...run, mark, system: system.value, server: link.server, output: createProgramOutput(options) });
  } finally {
    session.release();
  }
}

/** Before the program was started it is the server that took too long. */
const tooLate = ({ server }: SshLink, { timeoutMs }: RunOptions) => failure('ssh/timeout', { server, seconds: String(timeoutMs / 1000) });

interface Followed extends Run {
  mark: string;
  system: TargetSystem;
  server: string;
  output: ReturnType<typeof createProgramOutput>;
}

/** Reads what the program says until it ends or has to. */
async function follow(session: Session, run: Followed): Promise<Result<ProgramEnd>> {
  const { channel, ended } = session;
  const { call, limit, output } = run;
  let tellPid: (pid: number | undefined) => void = () => undefined;
  const pid = new Promise<number | undefined>((resolve) => {
    tellPid = resolve;
  });
  const streams = (['stdout', 'stderr'] as const).map((from) => ({ from, marked: afterMark(run.mark, tellPid) }));
  for (const { from, marked } of streams)
    channel[from].on('data', (chunk: Buffer) => {
      const said = marked.take(chunk);
      if (!limit.signal.aborted) output.take(from, said);
    });
  ended.then(() => tellPid(undefined));
  channel.end(call.input ?? '');
  const { aborted, forget } = whenAborted(limit.signal);
  const end = await Promise.race([ended, aborted]);
  forget();
  if (!end) {
    await endProgram(session, run, pid);
    return err(limit.why());
  }
  if (!end.exit) return err(failure('ssh/lost', { server: run.server }));
  const before = streams.map(({ marked }) => marked.before());
  if (before.every((said) => said !== undefined))
    return err(failure('ssh/session-refused', { server: run.server, reason: firstLine(before) }));
  return ok({ ...end.exit, ...output.end() });
}

/** Why a login shell started nothing, in its own words. */
function firstLine(said: readonly Buffer[]): string {
  const lines = stripVTControlCharacters(Buffer.concat(said).toString()).split(/[\r\n]+/);
  return lines.find((line) => line.trim() !== '')?.slice(0, 200) ?? '–';
}

/**
 * Many servers take no signals over a channel, and none after the end of the input; so another session ends the program's
 * group. Without that, closing the channel is all that is left.
 */
async function endProgram(session: Session, { system, killMs }: Followed, pid: Promise<number | undefined>): Promise<void> {
  const known = await within(killMs, pid);
  const line = known === undefined ? undefined : endLine(system, known);
  if (line?.ok) await session.runBeside(line.value);
  await endedWithin(session, line?.ok ? killMs : 0);
}
