import type { Language } from '../../shared/language.ts';
import type { Run } from '../../shared/run.ts';
import type { Picture } from '../control/driver.ts';
import type { Asker } from './policy.ts';

/** What is known of a run when it is asked for. `evidence`: what the trail keeps of it besides. */
export type RunRequest = Pick<
  Run,
  'at' | 'origin' | 'account' | 'person' | 'command' | 'line' | 'danger' | 'targets' | 'message' | 'isReplay'
> & { evidence?: Record<string, string> | undefined };

/** What came of it. `by`: who cancelled it. `language`: that of the answer. */
export type RunEnd = Pick<Run, 'state' | 'ms' | 'answer' | 'failure'> & { picture?: Picture; by?: Asker; language?: Language };

/** The record of every request, decision, run and result: the audit trail is written by it, and nowhere else. */
export interface Journal {
  /** On disk when it resolves, with who said yes to it: only then may the command begin. Gives back the run's id, a new one where none is given. */
  begin(request: RunRequest & { id?: string }, approvedBy?: Asker): Promise<string>;
  end(id: string, end: RunEnd): Promise<void>;
  /** A request that ran nothing: it was refused, or asks back first. */
  note(request: RunRequest, end: RunEnd): Promise<void>;
  /** What a running command prints. */
  output(id: string, text: string): void;
  /** The latest runs, newest first; of one person where one is named. */
  latest(most: number, who?: { account: string; person: string }): Promise<Run[]>;
}
