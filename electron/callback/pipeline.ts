import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { CommandContext } from '../commands/command.ts';
import { answerLanguage, commandLineOf } from '../commands/parser.ts';
import { failureText, type PlannedCommand, planCommand, runCommand } from '../commands/run.ts';
import type { AnswerRecord, ArrivalReceipt, Outcome } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { encryptReply } from '../wechat/crypt.ts';
import { dedupeKey } from '../wechat/messages.ts';
import { buildReply } from '../wechat/replies.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';
import { type Answer, document, type Exchange, plainText } from './exchange.ts';

export interface PipelineOptions {
  store: Store;
  clock: Clock;
  /** The gateway's language, for those who show none in what they write. */
  language(): Language;
  commandContext: Omit<CommandContext, 'caller' | 'language' | 'commands'>;
  /** After this many ms an unfinished message gets an empty answer. */
  budgetMs: number;
  /** Rows of the log that are new, and rows that have changed. */
  onAdded(ids: string[]): void;
  onChanged(ids: string[]): void;
  /** Pauses between attempts to write an outcome to a disk that refuses; a few minutes in all unless a test is in a hurry. */
  persistPausesMs?: readonly number[];
  /** How many commands run at this moment. */
  onRunning(count: number): void;
  onBug(error: unknown): void;
}

/** What happens to a message once it is let in: on disk, run once, answered within the budget. */
export interface Pipeline {
  /** Never rejects for reasons of the message; rejects with `StoreError` where it can't be put on disk. */
  take(exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<Answer>;
  /** Resolves when nothing is being worked on any more. */
  idle(): Promise<void>;
}

/** A message that is being worked on, with the deliveries that wait for its answer. */
interface Work {
  /** The response's body; empty for no reply. */
  answer: Promise<string>;
  /** How many deliveries still wait: an answer that nobody waits for is late. */
  waiting: number;
}

/** An answer that nobody waits for is late. */
const awaitedState = (work: Work): AnswerRecord['state'] => (work.waiting > 0 ? 'sent' : 'late');

/** How long to wait between attempts to write an outcome, in ms: five minutes in all. */
const persistPausesMs = [200, 500, 1000, 2000, 5000, 10_000, 20_000, ...Array<number>(8).fill(30_000)];

export function createPipeline(options: PipelineOptions): Pipeline {
  const { store, budgetMs } = options;
  const inHand = new Map<string, Work>();
  let running = 0;

  const countRunning = (change: 1 | -1) => {
    running += change;
    options.onRunning(running);
  };

  async function take(exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<Answer> {
    const key = dedupeKey(admitted.message);
    const place = `${from.account.id} ${key}`;
    const known = inHand.get(place);
    if (known) return waitFor(known, exchange, countRedelivery(from.account.id, key));
    const work: Work = { answer: Promise.resolve(''), waiting: 0 };
    inHand.set(place, work);
    work.answer = workOn(exchange, admitted, from, key, work).finally(() => inHand.delete(place));
    return waitFor(work, exchange);
  }

  async function countRedelivery(account: string, key: string): Promise<void> {
    const { id } = await store.do('messages.redelivered', { account, dedupeKey: key });
    if (id) options.onChanged([id]);
  }

  /** The answer, or an empty one when the delivery's budget is used up first. */
  async function waitFor(work: Work, exchange: Exchange, counted: Promise<unknown> = Promise.resolve()): Promise<Answer> {
    work.waiting++;
    let timer: NodeJS.Timeout | undefined;
    const budgetUsedUp = new Promise<string>((resolve) => {
      timer = globalThis.setTimeout(resolve, Math.max(0, budgetMs - exchange.stopwatch.total()), '');
      exchange.gone.addEventListener('abort', () => resolve(''), { once: true });
      if (exchange.gone.aborted) resolve('');
    });
    try {
      const body = await Promise.race([Promise.all([work.answer, counted]).then(([answer]) => answer), budgetUsedUp]);
      return body === '' ? plainText(200, '') : document(body);
    } finally {
      clearTimeout(timer);
      work.waiting--;
    }
  }

  async function workOn(exchange: Exchange, admitted: Admitted, from: CallbackAccount, key: string, work: Work): Promise<string> {
    const { message, xml } = admitted;
    const caller = { account: from.account.id, person: message.from };
    const isPerson = message.from !== '' && message.from !== 'sys';
    const line = isPerson ? commandLineOf(message) : undefined;
    const planned =
      line === undefined ? undefined : planCommand(line, caller, from.access, answerLanguage(message, line, options.language()));
    const receipt = await store.do('messages.receive', {
      account: from.account.id,
      at: exchange.at,
      dedupeKey: key,
      xml,
      raw: exchange.body,
      message,
      state: planned?.ok ? 'running' : 'received',
      command: planned?.ok ? planned.value.command.name : undefined,
      request: exchange.request,
      signature: exchange.signature,
    });
    exchange.stopwatch.lap('stored');
    if (!receipt.fresh && receipt.state !== 'received') return answerAgain(receipt, admitted, from, exchange, work);
    if (receipt.fresh) options.onAdded([receipt.id]);
    else if (planned?.ok) await store.do('messages.start', { id: receipt.id, command: planned.value.command.name });
    const result = planned && (await runPlanned(planned, caller));
    exchange.stopwatch.lap('run');
    return finish(receipt.id, exchange, result, admitted, from, work);
  }

  async function runPlanned(planned: Result<PlannedCommand>, caller: CommandContext['caller']): Promise<Result<string>> {
    if (!planned.ok) return planned;
    countRunning(1);
    try {
      return await runCommand(planned.value, { ...options.commandContext, caller }, options.onBug);
    } finally {
      countRunning(-1);
    }
  }

  /** Writes down the outcome and its answer; only then may the answer leave. */
  async function finish(
    id: string,
    exchange: Exchange,
    result: Result<string> | undefined,
    admitted: Admitted,
    from: CallbackAccount,
    work: Work,
  ): Promise<string> {
    const problem = result && !result.ok ? result.error : undefined;
    const text = result && (result.ok ? result.value : failureText(result.error));
    const answer = text === undefined ? undefined : makeAnswer(text, admitted, from, awaitedState(work));
    exchange.stopwatch.lap('answered');
    await keep(work, {
      id,
      state: problem ? 'failed' : 'done',
      ms: exchange.stopwatch.total(),
      timing: exchange.stopwatch.steps(),
      failure: problem,
      answer,
    });
    return answer?.raw ?? '';
  }

  /** Writes an outcome, however long the disk stays full: what was done must not be forgotten. */
  async function keep(work: Work, outcome: Outcome): Promise<void> {
    const { answerId } = await persist(() => store.do('messages.finish', outcome));
    options.onChanged([outcome.id]);
    if (!answerId || !outcome.answer) return;
    options.onAdded([answerId]);
    // While it was written somebody may have stopped waiting for the answer, or a redelivery begun to.
    let told = outcome.answer.state;
    for (let state = awaitedState(work); state !== told; state = awaitedState(work)) {
      await store.do('messages.setAnswerState', { id: answerId, state });
      options.onChanged([answerId]);
      told = state;
    }
  }

  async function persist<T>(write: () => Promise<T>): Promise<T> {
    for (const pauseMs of options.persistPausesMs ?? persistPausesMs) {
      try {
        return await write();
      } catch (error) {
        options.onBug(error);
        await setTimeout(pauseMs);
      }
    }
    return write();
  }

  function makeAnswer(text: string, admitted: Admitted, from: CallbackAccount, state: AnswerRecord['state']): AnswerRecord {
    const at = options.clock.now();
    const { xml, raw } = sealReply(text, at, admitted, from);
    return { at, type: 'text', xml, raw, text, state };
  }

  /**
   * A message from before: its answer of then, word for word; nothing runs again. One that says "running" is not in
   * hand, so it was cut off: by a restart, or by a disk that stayed full.
   */
  async function answerAgain(
    receipt: EarlierReceipt,
    admitted: Admitted,
    from: CallbackAccount,
    exchange: Exchange,
    work: Work,
  ): Promise<string> {
    options.onChanged([receipt.id]);
    if (receipt.answer) {
      if (receipt.answer.state === 'late') {
        await store.do('messages.setAnswerState', { id: receipt.answer.id, state: 'sent' });
        options.onChanged([receipt.answer.id]);
      }
      return receipt.answer.raw;
    }
    if (receipt.state !== 'interrupted' && receipt.state !== 'running') return '';
    const reason = failure('command/interrupted', {}, options.language());
    const answer = makeAnswer(failureText(reason), admitted, from, awaitedState(work));
    const [ms, timing] = [exchange.stopwatch.total(), exchange.stopwatch.steps()];
    await keep(work, { id: receipt.id, state: 'interrupted', ms, timing, failure: reason, answer });
    return answer.raw;
  }

  return {
    take,
    async idle() {
      await Promise.allSettled([...inHand.values()].map((work) => work.answer));
    },
  };
}

type EarlierReceipt = Extract<ArrivalReceipt, { fresh: false }>;

/** A text reply, plain and as it goes over the wire: encrypted where the message was. */
function sealReply(
  text: string,
  at: number,
  { message, encrypted, candidate }: Admitted,
  from: CallbackAccount,
): { xml: string; raw: string } {
  const seconds = Math.floor(at / 1000);
  const { platform } = from.account;
  const xml = certain(buildReply({ type: 'text', text }, { platform, toUser: message.from, fromUser: message.to, createdAt: seconds }));
  if (!encrypted) return { xml, raw: xml };
  const nonce = randomBytes(8).toString('hex');
  const raw = certain(encryptReply(candidate.credentials, xml, { timestamp: String(seconds), nonce, random: randomBytes }));
  return { xml, raw };
}

/** A text reply can always be built; if not, that is a bug. */
function certain<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
