import { randomUUID } from 'node:crypto';
import type { Language } from '../../shared/language.ts';
import type { Run, RunOutput } from '../../shared/run.ts';
import { runIdAt } from '../../shared/run-id.ts';
import type { Picture } from '../control/driver.ts';
import type { OperationInput } from '../store/operations.ts';
import { persistPausesMs, persistUntil } from '../store/persist.ts';
import type { Store } from '../store/store.ts';
import { redactFailure } from '../upkeep/redacted-records.ts';
import type { Journal, RunEnd, RunRequest } from './journal.ts';
import { keptAnswer } from './kept-answer.ts';
import type { Asker } from './policy.ts';

export interface KeptJournalOptions {
  store: Store;
  /** Takes out of a text what must not be kept. */
  redact(account: string, text: string): string;
  onChanged(run: Run): void;
  onOutput(output: RunOutput): void;
  /** Aborts when the program stops. */
  signal: AbortSignal;
  /** Pauses between attempts to write a run's end to a disk that refuses. */
  pausesMs?: readonly number[];
  onBug(error: unknown): void;
}

/** The journal, and the history as the console reads it, with what runs at this moment. */
export interface KeptJournal extends Journal {
  page(asked: OperationInput<'runs.page'>): Promise<Run[]>;
  get(id: string): Promise<Run | null>;
  /** The run of this id, if it has begun. */
  known(id: string): Promise<Run | null>;
  /** Has the looks that are under way found like the rest; where the disk refuses that, they are when they have ended. */
  showLooks(): Promise<void>;
}

/** The journal on disk. Looking is on the trail when it has ended, in one go; all else also before it begins. */
export function openJournal({
  store,
  redact,
  onChanged,
  onOutput,
  signal,
  pausesMs = persistPausesMs,
  onBug,
}: KeptJournalOptions): KeptJournal {
  /** Those that run at this moment. */
  const running = new Map<string, Run>();
  /** Looks among them that have been put where the history finds them. */
  const shown = new Map<string, Promise<unknown>>();

  function clean(run: Run, language: Language = 'zh-CN'): Run {
    const keep = (text: string) => redact(run.account ?? '', text);
    // why first: what must not be kept may stand across the cut
    const cut = run.answer === undefined ? undefined : keptAnswer(keep(run.answer), language);
    // A script's last words are in what it failed with.
    const failure = run.failure && redactFailure(run.failure, (texts) => texts.map(keep));
    const line = keep(run.line);
    return {
      ...run,
      line,
      ...(line !== run.line && { isRedacted: true }),
      ...(cut !== undefined && { answer: cut }),
      ...(failure && { failure }),
    };
  }

  async function write(run: Run, trail: object[], picture?: Picture): Promise<void> {
    await store.do('runs.put', {
      run,
      trail,
      ...(picture && { picture: { type: picture.type, base64: picture.bytes.toString('base64') } }),
    });
    onChanged(run);
  }

  async function showLooks(): Promise<void> {
    await Promise.all([...running.values()].filter(isLook).map((run) => shown.get(run.id) ?? show(run)));
  }

  function show(run: Run): Promise<unknown> {
    const showing = store.do('runs.put', { run, trail: [] }).catch(() => shown.delete(run.id));
    shown.set(run.id, showing);
    return showing;
  }

  return {
    async begin({ evidence, ...request }, approvedBy) {
      const run = clean({ ...request, id: request.id ?? freshId(request.at), state: 'running' });
      if (isLook(run)) onChanged(run);
      else await write(run, [asked({ ...run, evidence }), ...approved(run, approvedBy), { run: run.id, at: run.at, kind: 'begun' }]);
      running.set(run.id, run);
      return run.id;
    },
    async end(id, end) {
      const begun = running.get(id);
      running.delete(id);
      shown.delete(id);
      if (!begun) throw new Error('a run that was never begun has ended');
      const { picture, by, language, ...rest } = end;
      const run = clean({ ...begun, ...defined(rest), ...(picture && { hasPicture: true }) }, language);
      const trail = [...(isLook(run) ? [asked(run)] : []), { ...ended(run), by }];
      // However long the disk stays full: what was done must not be forgotten.
      await persistUntil(signal, () => write(run, trail, picture), pausesMs, onBug);
    },
    async note({ evidence, ...request }, { picture: _none, by: _nobody, language, ...end }) {
      const run = clean({ ...request, id: freshId(request.at), ...defined(end), state: end.state }, language);
      await write(run, [asked({ ...run, evidence }), ended(run)]);
    },
    output(id, text) {
      onOutput({ run: id, text: redact(running.get(id)?.account ?? '', text) });
    },
    async latest(most, who) {
      await showLooks();
      return store.do('runs.page', { limit: most, ...who });
    },
    showLooks,
    async page(asked) {
      await showLooks();
      return store.do('runs.page', asked);
    },
    async get(id) {
      await showLooks();
      return store.do('runs.get', { id });
    },
    known: async (id) => running.get(id) ?? store.do('runs.get', { id }),
  };
}

const freshId = (at: number) => runIdAt(at, randomUUID());

/** Looking changes nothing. What a script does only its author knows, whatever they say of it. */
const isLook = ({ danger, command }: Run) => danger === 'read' && command !== 'run';

/** What was asked for, as the trail keeps it. */
const asked = ({ id, at, ...request }: RunRequest & { id: string }) => {
  const { origin, account, person, command, line, danger, targets, message, isReplay, evidence } = request;
  return { run: id, at, kind: 'asked', origin, account, person, command, line, danger, targets, message, isReplay, evidence };
};

/** Who said yes to it. Kept before it begins: should the program be killed meanwhile, nobody else could tell. */
const approved = ({ id, at }: Run, by: Asker | undefined) => (by ? [{ run: id, at, kind: 'approved', ...by }] : []);

/** What was decided or came of it. */
const ended = ({ id, at, state, ms, failure, answer }: Run) => ({
  run: id,
  ...{ at: at + Math.round(ms ?? 0), kind: state, code: failure?.code, params: failure?.params, answer },
});

const defined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T & RunEnd;

/** Says of runs that were cut off by the program's end that nobody knows what came of them. Gives them back. */
export async function closeUnfinished(store: Store): Promise<Run[]> {
  const unfinished = await store.do('runs.unfinished');
  for (const run of unfinished) {
    const interrupted: Run = { ...run, state: 'interrupted' };
    await store.do('runs.put', { run: interrupted, trail: [...(isLook(run) ? [asked(run)] : []), ended(interrupted)] });
  }
  return unfinished;
}
