import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ConsoleRequest, Run, RunPlan, RunStart } from '../../shared/run.ts';
import type { CommandDesk } from './desk.ts';
import type { PlannedCommand } from './plan.ts';

/** The console's side of the command desk: what a click asks for takes the same way as a line in the chat. */
export interface ConsoleRuns {
  /** What a line would do; nothing is touched. */
  plan(line: string): Result<RunPlan>;
  /**
   * Begins a run, and answers as soon as it is in the journal. What is dangerous has to come with its confirmation. A click's
   * key is the id of its run: told again, it is answered with the run that it has begun; with another line it is refused.
   */
  start(request: ConsoleRequest): Promise<Result<RunStart>>;
  /** Ends a run of the console's or of the chat's. */
  cancel(id: string): Result<null>;
  close(): void;
}

export interface ConsoleRunsOptions {
  desk: CommandDesk;
  /** The run of this id, if it has begun. */
  known(id: string): Promise<Begun | null>;
  language(): Language;
  /** How many run at this moment. */
  onRunning?(count: number): void;
  onBug(error: unknown): void;
}

type Begun = Pick<Run, 'command' | 'line' | 'targets' | 'isRedacted'>;

const admin = { origin: 'console' } as const;

export function createConsoleRuns({ desk, known, language, onRunning = () => {}, onBug }: ConsoleRunsOptions): ConsoleRuns {
  const closing = new AbortController();
  /** Clicks whose runs are about to begin, by their keys. */
  const beginning = new Map<string, { line: string; start: Promise<Result<RunStart>> }>();
  let underWay = 0;
  const count = (change: 1 | -1) => {
    underWay += change;
    onRunning(underWay);
  };
  const planOf = (line: string) => desk.plan(line, admin, {}, language());

  /** Resolves when the run has begun, and goes on by itself; or fails with why it may not. */
  function begin(plan: PlannedCommand, id: string | undefined): Promise<Result<RunStart>> {
    return new Promise((resolve, reject) => {
      const onBegun = (run: string) => resolve(ok({ run }));
      const approval = plan.before.kind === 'confirm' ? { approvedBy: admin } : {};
      const running = { asker: admin, rule: {}, signal: closing.signal, onBegun, ...(id && { id }), ...approval };
      count(1);
      desk
        .run({ ...plan, before: { kind: 'nothing' } }, running)
        // why: one that was refused at the last moment never begins
        .then((result) => !result.ok && resolve(result))
        .catch((error: unknown) => {
          onBug(error);
          reject(error);
        })
        .finally(() => count(-1));
    });
  }

  async function startNew({ line, confirmed, key }: ConsoleRequest): Promise<Result<RunStart>> {
    const planned = planOf(line);
    if (!planned.ok) {
      await desk.refused(line, admin, planned.error);
      return planned;
    }
    const { before, targets } = planned.value;
    if (before.kind === 'choose')
      return err(failure('command/which-target', { usage: before.offers.map((offer) => offer.line).join(' · ') }, language()));
    const named = targets.map(({ id }) => id);
    const isConfirmed = confirmed !== undefined && confirmed.length === named.length && named.every((id) => confirmed.includes(id));
    if (before.kind === 'confirm' && !isConfirmed) return err(failure('command/unconfirmed', { targets: named.join(', ') }, language()));
    return begin(planned.value, key);
  }

  /** What was refused has not begun: it may be tried again. */
  async function startUnknown(key: string, request: ConsoleRequest): Promise<Result<RunStart>> {
    const begun = await known(key);
    if (!begun) return startNew(request);
    const planned = planOf(request.line);
    // why: what can't be planned now, as on hold, may have begun under this key before
    const isSame = !planned.ok || asksForSame(planned.value, begun);
    return isSame ? ok({ run: key }) : err(failure('command/key-used', { line: begun.line }, language()));
  }

  return {
    plan(line) {
      const planned = planOf(line);
      return planned.ok ? ok(describe(planned.value)) : planned;
    },
    start(request) {
      const { key, line } = request;
      if (key === undefined) return startNew(request);
      const before = beginning.get(key);
      if (before?.line === line) return before.start;
      const begin = () => startUnknown(key, request);
      const entry = { line, start: before ? before.start.then(begin, begin) : begin() };
      entry.start = entry.start.finally(() => beginning.get(key) === entry && beginning.delete(key));
      beginning.set(key, entry);
      return entry.start;
    },
    cancel(id) {
      return desk.cancel(id, admin) ? ok(null) : err(failure('command/not-running', {}, language()));
    },
    close: () => closing.abort(),
  };
}

/** A line that was redacted says no more what was asked. */
function asksForSame({ command, line, targets }: PlannedCommand, begun: Begun): boolean {
  if (!begun.isRedacted) return line === begun.line;
  return command.name === begun.command && targets.map(({ id }) => id).join() === begun.targets.join();
}

/** A plan as the console is told of it. */
export function describe({ command, line, danger, targets, before }: PlannedCommand): RunPlan {
  return {
    ...{ command: command.name, line, danger, targets: targets.map(({ id }) => id) },
    confirm: before.kind === 'confirm',
    offers: before.kind === 'choose' ? before.offers.map((offer) => ({ target: offer.target.id, line: offer.line })) : [],
  };
}
