import { CancelledBy } from './cut-off.ts';
import { type AccessRule, type Asker, isCalled } from './policy.ts';

/** A command that runs at this moment. */
export interface RunUnderWay {
  /** Names it for those who may stop it, as long as it runs. */
  number: number;
  line: string;
  /** For how long it has run, in ms. */
  ms: number;
  /** Ends it. */
  stop(): void;
}

/** What is known of it when it begins. */
export interface Beginning {
  line: string;
  asker: Asker;
  approvedBy?: Asker | undefined;
  rule: AccessRule;
  /** It only looks at others, or answers at once: nobody would stop it. */
  isBrief: boolean;
}

/** The commands that run at this moment. */
export interface UnderWay {
  /** @returns to be called when it has ended */
  begin(id: string, controller: AbortController, what: Beginning): () => void;
  /** Those that somebody asked for, or said yes to, the earliest first. */
  of(asker: Asker): RunUnderWay[];
  /** Ends one; false where it has ended already. */
  cancel(id: string, by: Asker): boolean;
}

/** Numbers begin again after this one, to stay short. */
const mostNumbers = 999;

/** @param elapsed ms since some fixed point */
export function createUnderWay(elapsed: () => number): UnderWay {
  const running = new Map<string, Beginning & { controller: AbortController; number: number; since: number }>();
  let last = 0;

  function freeNumber(): number {
    const taken = new Set([...running.values()].map(({ number }) => number));
    do last = (last % mostNumbers) + 1;
    while (taken.has(last));
    return last;
  }

  return {
    begin(id, controller, what) {
      running.set(id, { ...what, controller, number: freeNumber(), since: elapsed() });
      return () => running.delete(id);
    },
    of: (asker) =>
      [...running.values()]
        .filter((run) => !run.isBrief && [run.asker, run.approvedBy].some((one) => one && isSame(one, asker, run.rule)))
        .map(({ number, line, since, controller }) => ({
          ...{ number, line, ms: elapsed() - since },
          stop: () => controller.abort(new CancelledBy(asker)),
        })),
    cancel(id, by) {
      running.get(id)?.controller.abort(new CancelledBy(by));
      return running.has(id);
    },
  };
}

function isSame(one: Asker, other: Asker, rule: AccessRule): boolean {
  if (one.origin === 'console' || other.origin === 'console') return one.origin === other.origin;
  return one.account === other.account && isCalled(one.person, other.person, rule);
}
