import { failure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ProgramCall, Shell } from '../driver.ts';
import { lastWords } from '../remote-words.ts';

/** Whom is asked, and for how long. */
export interface Asking {
  /** The target's id, for what is told. */
  target: string;
  signal: AbortSignal;
  language: Language;
}

/** One way to ask, and how its answer is read: undefined where it is not what was asked for. */
export interface Question<T> {
  call: ProgramCall;
  parse(printed: string): T | undefined;
}

const timeoutMs = 20_000;
/** Two looks at 5,000 processes are as much. */
const mostBytes = 4 * 1024 * 1024;

/** Asks over a shell and reads the answer. Fails with `command/unreadable` and what the shell fails with. */
export async function askShell<T>(shell: Shell, { call, parse }: Question<T>, { target, signal, language }: Asking): Promise<Result<T>> {
  const ended = await shell.run(call, { signal, timeoutMs, mostBytes });
  if (!ended.ok) return ended;
  const { stdout, stderr, code } = ended.value;
  const read = parse(stdout.toString('utf8'));
  return read === undefined
    ? err(failure('command/unreadable', { target, reason: lastWords(stderr) || `exit ${code}` }, language))
    : ok(read);
}
