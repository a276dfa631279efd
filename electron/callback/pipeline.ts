import { randomBytes } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { CommandContext } from '../commands/command.ts';
import { answerLanguage, commandLineOf } from '../commands/parser.ts';
import { failureText, type PlannedCommand, planCommand, runCommand } from '../commands/run.ts';
import type { AnswerRecord, ArrivalReceipt } from '../store/records.ts';
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
      timer = setTimeout(resolve, Math.max(0, budgetMs - exchange.stopwatch.total()), '');
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
    const line = message.from === 'sys' ? undefined : commandLineOf(message);
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
    if (!receipt.fresh && receipt.state !== 'received') return answerAgain(receipt, admitted, from);
    if (receipt.fresh) options.onAdded([receipt.id]);
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
    const answer = text === undefined ? undefined : makeAnswer(text, admitted, from, work.waiting > 0);
    exchange.stopwatch.lap('answered');
    const { answerId } = await store.do('messages.finish', {
      id,
      state: problem ? 'failed' : 'done',
      ms: exchange.stopwatch.total(),
      timing: exchange.stopwatch.steps(),
      failure: problem,
      answer,
    });
    if (answerId && answer?.state === 'sent' && work.waiting === 0) {
      await store.do('messages.setAnswerState', { id: answerId, state: 'late' });
    }
    options.onChanged([id]);
    if (answerId) options.onAdded([answerId]);
    return answer?.raw ?? '';
  }

  function makeAnswer(text: string, admitted: Admitted, from: CallbackAccount, awaited: boolean): AnswerRecord {
    const at = options.clock.now();
    const { xml, raw } = sealReply(text, at, admitted, from);
    return { at, type: 'text', xml, raw, text, state: awaited ? 'sent' : 'late' };
  }

  /** A message from before: its answer of then, word for word; nothing runs again. */
  async function answerAgain(receipt: EarlierReceipt, admitted: Admitted, from: CallbackAccount): Promise<string> {
    options.onChanged([receipt.id]);
    if (receipt.answer) {
      if (receipt.answer.state === 'late') {
        await store.do('messages.setAnswerState', { id: receipt.answer.id, state: 'sent' });
        options.onChanged([receipt.answer.id]);
      }
      return receipt.answer.raw;
    }
    if (receipt.state !== 'interrupted') return '';
    const text = failureText(failure('command/interrupted', {}, options.language()));
    return sealReply(text, options.clock.now(), admitted, from).raw;
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
function sealReply(text: string, at: number, { message, encrypted }: Admitted, from: CallbackAccount): { xml: string; raw: string } {
  const seconds = Math.floor(at / 1000);
  const { platform } = from.account;
  const xml = certain(buildReply({ type: 'text', text }, { platform, toUser: message.from, fromUser: message.to, createdAt: seconds }));
  if (!encrypted) return { xml, raw: xml };
  const nonce = randomBytes(8).toString('hex');
  const raw = certain(encryptReply(from.credentials, xml, { timestamp: String(seconds), nonce, random: randomBytes }));
  return { xml, raw };
}

/** A text reply can always be built; if not, that is a bug. */
function certain<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
