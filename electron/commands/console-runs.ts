import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ConsoleRequest, RunPlan, RunStart } from '../../shared/run.ts';
import type { CommandDesk } from './desk.ts';
import type { PlannedCommand } from './plan.ts';

/** The console's side of the command desk: what a click asks for takes the same way as a line in the chat. */
export interface ConsoleRuns {
  /** What a line would do; nothing is touched. */
  plan(line: string): Result<RunPlan>;
  /**
   * Begins a run, and answers as soon as it is in the journal. What is dangerous has to come with its confirmation. A click
   * whose key is known is answered with the run that it has begun.
   */
  start(request: ConsoleRequest): Promise<Result<RunStart>>;
  /** Ends a run of the console's or of the chat's. */
  cancel(id: string): Result<null>;
  close(): void;
}

export interface ConsoleRunsOptions {
  desk: CommandDesk;
  language(): Language;
  /** How many run at this moment. */
  onRunning?(count: number): void;
  onBug(error: unknown): void;
}

/** So many clicks are remembered by their keys; one whose answer was lost is repeated soon. */
const mostKeys = 1_000;

const admin = { origin: 'console' } as const;

export function createConsoleRuns({ desk, language, onRunning = () => {}, onBug }: ConsoleRunsOptions): ConsoleRuns {
  const closing = new AbortController();
  /** What came of clicks, by their keys. */
  const known = new Map<string, Promise<Result<RunStart>>>();
  let underWay = 0;
  const count = (change: 1 | -1) => {
    underWay += change;
    onRunning(underWay);
  };
  const planOf = (line: string) => desk.plan(line, admin, {}, language());

  /** Resolves when the run has begun, and goes on by itself; or fails with why it may not. */
  function begin(plan: PlannedCommand): Promise<Result<RunStart>> {
    return new Promise((resolve, reject) => {
      const onBegun = (id: string) => resolve(ok({ run: id }));
      const isApproved = plan.before.kind === 'confirm';
      const running = { asker: admin, rule: {}, signal: closing.signal, onBegun, ...(isApproved && { approvedBy: admin }) };
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

  async function startNew({ line, confirmed }: ConsoleRequest): Promise<Result<RunStart>> {
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
    return begin(planned.value);
  }

  /** What was refused has not begun: it is forgotten, and may be tried again. */
  async function startOnce(key: string, request: ConsoleRequest): Promise<Result<RunStart>> {
    const starting = startNew(request);
    known.set(key, starting);
    const [oldest] = known.keys();
    if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
    const started = await starting;
    if (!started.ok) known.delete(key);
    return started;
  }

  return {
    plan(line) {
      const planned = planOf(line);
      return planned.ok ? ok(describe(planned.value)) : planned;
    },
    start(request) {
      const { key } = request;
      return key === undefined ? startNew(request) : (known.get(key) ?? startOnce(key, request));
    },
    cancel(id) {
      return desk.cancel(id, admin) ? ok(null) : err(failure('command/not-running', {}, language()));
    },
    close: () => closing.abort(),
  };
}

/** A plan as the console is told of it. */
export function describe({ command, line, danger, targets, before }: PlannedCommand): RunPlan {
  return {
    ...{ command: command.name, line, danger, targets: targets.map(({ id }) => id) },
    confirm: before.kind === 'confirm',
    offers: before.kind === 'choose' ? before.offers.map((offer) => ({ target: offer.target.id, line: offer.line })) : [],
  };
}
