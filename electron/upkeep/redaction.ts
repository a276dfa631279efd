import { setTimeout } from 'node:timers/promises';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import {
  RedactionRule,
  type RedactionState,
  redactionLimits,
  type StoredRun,
  type StoredWish,
  type Trial,
} from '../../shared/redaction.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import { givenBackAtOnce } from '../store/tables/retention.ts';
import { ruleProblem } from './adversary.ts';
import { rebuildOldFile } from './old-file.ts';
import { createRedactor, type Redactor } from './redactor.ts';
import { quietMoment } from './slow-work.ts';
import { redactStored } from './stored-redaction.ts';
import { tryRule } from './trial.ts';

export interface RedactionOptions {
  store: Store;
  kept: KeptValues;
  clock: Clock;
  /** Where the database is. */
  dataDir: string;
  language(): Language;
  onChange(state: RedactionState): void;
  /** Rows of the log that are not what they were. */
  onRowsChanged(ids: string[]): void;
  onBug(error: unknown): void;
}

/** What must not be kept: the rules, and what is done by them. */
export interface RedactionRoom {
  get(): RedactionState;
  /** What is in force; undefined where no rule is on. */
  redactor(): Redactor | undefined;
  /** Replaces all rules. Fails where one of them can't be used. */
  set(rules: RedactionRule[]): Promise<Result<RedactionState>>;
  try(rule: RedactionRule, sample: string): Promise<Result<Trial>>;
  /**
   * Counts, or redacts, what is stored already; answers when it has begun. Redacts only where what is expected is what
   * was counted last, with the present rules.
   */
  goThrough(wish: StoredWish): Promise<Result<StoredRun>>;
  stop(): Promise<void>;
  /** Something that was on disk in the clear was redacted: its traces are cleared away in a while. */
  leftTraces(): void;
  /** Resolves when nothing that was redacted or deleted can be read in the files any more. */
  clearTraces(): Promise<void>;
  close(): Promise<void>;
}

const keptName = 'redaction';
/** So long after the last trace they are cleared away, in ms. */
const clearAfterMs = 60_000;
/** Pages of the search index that are joined at a time. */
const pagesAtOnce = 64;

export function openRedaction({ store, kept, clock, dataDir, language, onChange, onRowsChanged, onBug }: RedactionOptions): RedactionRoom {
  let { items: rules, unreadable } = kept.readEach(keptName, RedactionRule);
  let timedOut: RedactionState['timedOut'] = null;
  let run: StoredRun | null = null;
  /** How many stored rows the present rules match; undefined where nobody has counted since they were changed or used. */
  let counted: number | undefined;
  let running: { stop: AbortController; ended: Promise<void> } | undefined;
  let clearing: NodeJS.Timeout | undefined;
  let told = 0;
  const closing = new AbortController();

  const state = (): RedactionState => ({ rules, unusable: redactor?.unusable.map(({ name }) => name) ?? [], unreadable, timedOut, run });
  const tell = () => onChange(state());
  const redactorOf = (some: RedactionRule[], elapsed = clock.elapsed) =>
    createRedactor({
      ...{ rules: some, isIncomplete: unreadable > 0, elapsed },
      onTimeout(rule, texts) {
        timedOut = { texts: (timedOut?.texts ?? 0) + texts, at: clock.now(), rule: rule.name };
        tell();
      },
    });
  let redactor = redactorOf(rules);

  async function goThrough(kind: StoredRun['kind'], inForce: Redactor, stop: AbortController): Promise<void> {
    const byRules = rules;
    const note = (next: StoredRun) => {
      run = next;
      if (next.state === 'running' && !next.clearing && clock.elapsed() - told < 100) return;
      told = clock.elapsed();
      tell();
    };
    try {
      const { signal } = stop;
      const whole = { store, redactor: inForce, elapsed: clock.elapsed, signal, onProgress: note, onChanged: onRowsChanged };
      const ended = await redactStored({ ...whole, rewrite: kind === 'redact' });
      if (kind === 'count') {
        // Where the rules have changed meanwhile, it says nothing about them.
        if (ended.state === 'done' && rules === byRules) counted = ended.found;
        return note(ended);
      }
      if (ended.found === 0) return note(ended);
      note({ ...ended, state: 'running', clearing: true });
      const remnants = await clearTraces(true);
      note({ ...ended, ...(remnants && { remnants }) });
    } catch (error) {
      onBug(error);
      if (run) note({ ...run, state: 'failed' });
    } finally {
      running = undefined;
    }
  }

  /** `wholeFile`: in a file of an early version those too that only writing it anew takes out; says why they stay. */
  async function clearTraces(wholeFile = false): Promise<StoredRun['remnants']> {
    clearTimeout(clearing);
    clearing = undefined;
    for (let first = true, done = false; !done && !closing.signal.aborted; first = false) {
      await quietMoment(store, clock.elapsed, closing.signal);
      done = (await store.do('redaction.mergeIndex', { first, pages: pagesAtOnce })).done && !first;
    }
    const remnants = wholeFile && !closing.signal.aborted ? await rebuildOldFile(store, dataDir) : undefined;
    await giveBackFreePages();
    if (!closing.signal.aborted) await store.do('retention.emptyWal');
    return remnants;
  }

  /** Pages that were given up before anything had to be erased may still be read; those that are gone may not. */
  async function giveBackFreePages(): Promise<void> {
    for (;;) {
      const { reusable, shrinks } = await store.do('retention.file');
      if (!shrinks || reusable === 0 || closing.signal.aborted) return;
      await quietMoment(store, clock.elapsed, closing.signal);
      await store.do('retention.giveBack', { bytes: givenBackAtOnce });
    }
  }

  return {
    get: state,
    redactor: () => redactor,
    async set(wanted) {
      if (new Set(wanted.map(({ id }) => id)).size < wanted.length) return err(failure('redaction/same-id', {}, language()));
      for (const rule of wanted) {
        const isKnown = rules.some(({ pattern, ignoreCase }) => pattern === rule.pattern && ignoreCase === rule.ignoreCase);
        const problem = isKnown ? undefined : ruleProblem(rule);
        if (problem) return err(problem);
        // A slow one stops everything for a while; others get their turn between two.
        await setTimeout(0);
      }
      await kept.keep(keptName, wanted);
      [rules, unreadable] = [wanted, 0];
      redactor = redactorOf(rules);
      timedOut = null;
      counted = undefined;
      if (run?.kind === 'count' && !running) run = null;
      tell();
      return ok(state());
    },
    async try(rule, sample) {
      const problem = ruleProblem(rule);
      if (problem) return err(problem);
      const page = await store.do('messages.page', { limit: redactionLimits.triedMessages, now: clock.now() });
      return tryRule(rule, sample, page.items);
    },
    async goThrough(wish) {
      const { kind } = wish;
      if (running) return err(failure('redaction/busy', {}, language()));
      if (!redactor) return err(failure('redaction/no-rules', {}, language()));
      if (unreadable > 0 || redactor.unusable.length > 0) return err(failure('redaction/not-usable', {}, language()));
      if (wish.kind === 'redact' && wish.expected !== counted)
        return err(failure('redaction/count-changed', { expected: String(wish.expected) }, language()));
      counted = undefined;
      const stop = new AbortController();
      run = { kind, looked: 0, of: 0, found: 0, waiting: 0, state: 'running' };
      const begun = run;
      // One text that takes too long must not cost others theirs: time stands still for this one.
      const unhurried = redactorOf(rules, () => 0);
      running = unhurried && { stop, ended: goThrough(kind, unhurried, stop) };
      return ok(begun);
    },
    async stop() {
      running?.stop.abort();
      await running?.ended;
    },
    leftTraces() {
      clearTimeout(clearing);
      clearing = setTimeoutOf(() => void clearTraces().catch(onBug), clearAfterMs);
    },
    async clearTraces() {
      await clearTraces();
    },
    async close() {
      closing.abort();
      const hadTraces = clearing !== undefined;
      clearTimeout(clearing);
      running?.stop.abort();
      await running?.ended;
      if (hadTraces) await store.do('retention.emptyWal').catch(onBug);
    },
  };
}

function setTimeoutOf(callback: () => void, ms: number): NodeJS.Timeout {
  const timer = globalThis.setTimeout(callback, ms);
  timer.unref();
  return timer;
}
