import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { Direction } from '../../shared/message-log.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import type { Clock } from '../clock.ts';
import type { CardNews } from '../commands/card-news.ts';
import type { CommandDesk } from '../commands/desk.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import { failureText } from '../commands/run.ts';
import type { Leave } from '../commands/run-queue.ts';
import { chosenNews } from '../commands/which-card.ts';
import { persistPausesMs, persistUntil } from '../store/persist.ts';
import type { Arrival, ArrivalReceipt, RowGlance, UnfinishedMessage } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { isReplayKey } from '../store/tables/replay-key.ts';
import { dedupeKey } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import { type AnsweringOptions, type CutOff, createAnswering } from './answering.ts';
import { arrivalOf } from './arrival.ts';
import { askByHand, isAnswerable } from './ask-by-hand.ts';
import { askerOf, createAsking } from './asking.ts';
import { type CommandTurns, createCommandTurns, type HandAnswer } from './command-turns.ts';
import { endingOf, isRecording, type Patience, type Work, waitFor } from './deliveries.ts';
import type { Admitted } from './door.ts';
import type { Answer, Exchange } from './exchange.ts';
import { createInHand, type Entering, type Passage, placeOf } from './in-hand.ts';
import { createReplays } from './replays.ts';
import { createShortWay } from './short-way.ts';
import { type TemplateTold, toldOf } from './template-result.ts';
import { createTurnstile } from './turnstile.ts';
import { createWholeTimings } from './whole-timings.ts';

export interface PipelineOptions extends Pick<AnsweringOptions, 'cardAttempt'> {
  store: Store;
  clock: Clock;
  /** The gateway's language, for those who show none in what they write. */
  language(): Language;
  commands: Pick<CommandDesk, 'plan' | 'run' | 'refused' | 'choices'>;
  /** Aborts when the program stops. */
  signal: AbortSignal;
  /** When unfinished messages get an empty answer, and when the platform hangs up. */
  patience: Patience;
  /** Whether the account can send a message by itself; what can't has to be fetched. */
  canSendLater(account: CallbackAccount['account']): boolean;
  /** An answer that the admin writes while the message waits: undefined where none came in `ms`, or nobody is asked. */
  byHand(message: { id: string; account: string; ms: number }): Promise<HandAnswer | undefined>;
  /** Whether somebody might be asked about the next message. */
  isHeld?(account: string): boolean;
  /** Rows of the log that are new, and rows that have changed. */
  onAdded(rows: RowGlance[]): void;
  onChanged(ids: string[], direction: Direction): void;
  /** What became of a template message is told; told again where nobody knows whether it was heard. */
  onTemplateResult?(result: TemplateTold): Promise<void>;
  /** There is something in the outbox. */
  onQueued(): void;
  /** Pauses between attempts to write an outcome to a disk that refuses: the usual ones, unless a test is in a hurry. */
  persistPausesMs?: readonly number[];
  /** How many commands run at this moment. */
  onRunning(count: number): void;
  onBug(error: unknown): void;
}

/** What happens to a message once it is let in: on disk, run once, answered within the budget. */
export interface Pipeline {
  /**
   * Fails where there is too much in hand. Never rejects for reasons of the message; rejects with `StoreError` where it
   * can't be put on disk. Throws, or rejects with something else, where there is a bug.
   */
  take(exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<Result<Answer>>;
  /** What the replay of a message asks for: a command that may be run, why it may not, or nothing. */
  planReplay(message: WechatMessage, from: CallbackAccount): Result<PlannedCommand> | undefined;
  /** Works on a message that is on disk and was never begun; what it answers is sent later. Not where a redelivery had it begun. */
  resume(row: RowInHand, exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<void>;
  /**
   * Sends a stored message through once more, as a new one, for real; asked for twice under one key it goes once. Gives back
   * its new id as soon as it is on disk: a command may take hours.
   */
  replay(asked: { of: string; key: string }, exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<Result<string>>;
  /** Tells the person of a message on disk that its command was cut off, or was never begun. Not where a redelivery was told. */
  tellCutOff(row: RowInHand, why: CutOff, exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<void>;
  /** Resolves when nothing is being worked on any more. */
  idle(): Promise<void>;
}

/** A row that is worked on again, under the key that its redeliveries have, with the state that it had when it was found. */
type RowInHand = Pick<UnfinishedMessage, 'id' | 'dedupeKey' | 'state'>;

type Delivery = Pick<Passage, 'exchange' | 'admitted' | 'from'>;

export function createPipeline(options: PipelineOptions): Pipeline {
  const { store } = options;
  const turnstile = createTurnstile({ messages: limits.messagesInHand, bytes: limits.messageBytesInHand });
  const shortWay = createShortWay(turnstile, options.clock);
  const noteWhole = createWholeTimings(options);
  const pausesMs = options.persistPausesMs ?? persistPausesMs;
  const keepTrying = <T>(write: () => Promise<T>) => persistUntil(options.signal, write, pausesMs, options.onBug);
  const turns = createCommandTurns({
    ...options,
    async begin(id, command) {
      const { isStarted } = await keepTrying(() => store.do('messages.start', { id, command }));
      if (isStarted) options.onChanged([id], 'in');
      return isStarted;
    },
  });
  const inHand = createInHand({ ...options, turnstile, tellCard: (id, passage, news) => answering.tellCard(id, passage, news) });
  const answering = createAnswering({ ...options, keepTrying, choices: options.commands.choices, isBusyWith: inHand.isBusyWith });
  const { plan, planReplay, asItWaited, isChoice, answered, noteRefusal } = createAsking(options.commands, options.language);

  /** Works on a row that was found unfinished, unless a redelivery of it is in hand, or was since. */
  async function takeUp(row: RowInHand, passage: Entering, work: (passage: Passage) => Promise<string>): Promise<void> {
    const { id, state } = row;
    const place = placeOf(passage.from, row.dedupeKey);
    const again = () => takeUp(row, passage, work);
    // What is in hand may be a recording, which begins nothing: then there is still all to do.
    const known = inHand.find(place)?.answer.then(again, again);
    if (known) return void known.catch(options.onBug);
    // Only once it is in hand can no redelivery come in between.
    const workOnce = async (begun: Passage) => {
      const now = await keepTrying(() => store.do('messages.get', { id }));
      begun.work.earlier = now?.deliveries ?? 0;
      return now?.state === state ? work(begun) : '';
    };
    await inHand.begin(place, passage, workOnce).answer;
  }

  const waitOptions = (admitted: Admitted, from: CallbackAccount, exchange: Exchange, key: string) => ({
    budgetMs: options.patience.budgetMs,
    hangUpMs: options.patience.hangUpMs,
    canSendLater: options.canSendLater(from.account),
    createdAt: admitted.message.createdAt,
    promise: () => answering.promise({ admitted, from, exchange }, key),
  });

  // why no spread: each message comes by here, and to copy an object that then gets more fields costs as much as its hash does
  function entering({ exchange, admitted, from }: Delivery, key: string): Entering {
    const isReplay = isReplayKey(key);
    return { exchange, admitted, from, isReplay, planned: (isReplay ? planReplay : plan)(admitted.message, from) };
  }

  function take(exchange: Exchange, admitted: Admitted, from: CallbackAccount): Promise<Result<Answer>> {
    const key = admitted.key ?? dedupeKey(admitted.message);
    // Most messages meet nobody, and go without a place: its name is a text of its own.
    const known = inHand.isEmpty() ? undefined : inHand.find(placeOf(from, key));
    if (known) return join(known, { exchange, admitted, from }, key);
    const passage = entering({ exchange, admitted, from }, key);
    return asksForNothing(passage) ? takeShort(passage, key) : takeLong(passage, key);
  }

  const waitWith = (work: Work, { exchange, admitted, from }: Delivery, key: string) =>
    waitFor(work, exchange, waitOptions(admitted, from, exchange, key));

  async function join(work: Work, delivery: Delivery, key: string): Promise<Result<Answer>> {
    void countRedelivery(delivery.from.account.id, key, delivery.exchange.at).catch(options.onBug);
    return ok(await waitWith(work, delivery, key));
  }

  function takeShort(passage: Entering, key: string): Promise<Result<Answer>> {
    const { exchange, from } = passage;
    return shortWay.go({
      account: from.account.id,
      exchange,
      ms: endingOf(1, options.canSendLater(from.account), options.patience).ms,
      keep: () => receive(passage, key, 'done'),
      seenBefore: (receipt) => {
        const place = placeOf(from, key);
        return waitWith(inHand.find(place) ?? inHand.begin(place, passage, (begun) => goOn(receipt, begun)), passage, key);
      },
    });
  }

  async function takeLong(passage: Entering, key: string): Promise<Result<Answer>> {
    const work = inHand.tryBegin(placeOf(passage.from, key), passage, (begun) => workOn(begun, key));
    return work ? ok(await waitWith(work, passage, key)) : err(failure('callback/busy'));
  }

  async function countRedelivery(account: string, key: string, at: number): Promise<void> {
    const { id } = await store.do('messages.redelivered', { account, dedupeKey: key, at });
    if (id) options.onChanged([id], 'in');
  }

  function receive(passage: Entering, key: string, state: Arrival['state'], replays?: string): Promise<ArrivalReceipt> {
    const { exchange, admitted, from, planned } = passage;
    const command = planned?.ok ? planned.value.command.name : undefined;
    const arrival = arrivalOf({ exchange, admitted, from, command }, key, state, replays);
    return store.do('messages.receive', arrival).then((receipt) => tellReceived(receipt, passage, arrival));
  }

  function tellReceived(receipt: ArrivalReceipt, { exchange, admitted, from }: Entering, { dedupeKey: key, state, command }: Arrival) {
    exchange.stopwatch.lap('stored');
    const { id } = receipt;
    const isReplay = isReplayKey(key) || undefined;
    if (receipt.fresh && state === 'done') noteWhole(id, exchange.stopwatch);
    if (receipt.fresh) options.onAdded([{ id, direction: 'in', account: from.account.id, at: exchange.at, state, command, isReplay }]);
    else options.onChanged([id], 'in');
    const told = toldOf(admitted.message, from);
    if (!told) return receipt;
    return options.onTemplateResult?.(told).then(() => receipt) ?? receipt;
  }

  async function workOn(passage: Passage, key: string): Promise<string> {
    const leave = passage.planned?.ok ? turns.tryEnter(passage.planned.value) : undefined;
    let receipt: ArrivalReceipt;
    try {
      receipt = await receive(passage, key, passage.planned?.ok ? (leave ? 'running' : 'waiting') : 'received');
    } catch (error) {
      leave?.();
      throw error;
    }
    passage.work.isStored = true;
    return goOn(receipt, passage, leave);
  }

  /** Goes on with a message that is on disk. `leave` gives back the place of its command, where it has one already. */
  async function goOn(receipt: ArrivalReceipt, passage: Passage, leave?: Leave): Promise<string> {
    let place = leave;
    if (!receipt.fresh) passage.work.earlier = receipt.deliveries - 1;
    try {
      // It hears what was said before, and begins nothing.
      if (!receipt.fresh && isRecording(passage.exchange, receipt)) return receipt.answer?.raw ?? '';
      // Nothing was done yet about what was only received, or waited: it is worked on now.
      const hasWaited = !receipt.fresh && receipt.state === 'waiting';
      const isUntouched = receipt.fresh || receipt.state === 'received' || hasWaited;
      if (!isUntouched) return await answering.answerAgain(receipt, passage);
      const { admitted, from } = passage;
      const wished = hasWaited ? asItWaited(passage.planned, admitted.message) : passage.planned;
      // Only now that it is on disk: until then it may come again, and has to mean the same.
      const isOver = wished?.ok === true && !answered(admitted.message, from);
      const planned = isOver ? err(failure('command/choice-over', {}, wished.value.language)) : wished;
      // A number that answers a question asks for no result, even where its answer is that it can't be done.
      const isFetching = !wished?.ok && !hasWaited && !isChoice(admitted.message, from);
      const fetched = isFetching ? await answering.fetchLate(receipt.id, passage) : undefined;
      if (fetched !== undefined) return fetched;
      const isStarted = place !== undefined && receipt.fresh;
      if (!isStarted) {
        // One that takes its turn anew must not hold a place while it waits for one.
        place?.();
        place = undefined;
      }
      return await carryOut(receipt.id, { ...passage, planned }, isStarted);
    } finally {
      place?.();
    }
  }

  /** Whether nothing will come of a message, whatever happens: then it is written down once, as done. */
  function asksForNothing({ planned, admitted: { message }, from }: Entering): boolean {
    if (planned !== undefined || (message.type === 'text' && !options.canSendLater(from.account))) return false;
    return !isAnswerable(message) || !(options.isHeld?.(from.account.id) ?? true);
  }

  /** Runs the command, or has the admin asked, and writes down what came of it. `isStarted`: the row says so already. */
  async function carryOut(id: string, passage: Passage, isStarted: boolean): Promise<string> {
    const { planned, exchange, admitted, from, tap, isReplay } = passage;
    const { message } = admitted;
    const chosen =
      planned?.ok && message.type === 'event' && message.kind === 'card-button' && chosenNews(message.card.taskId, planned.value);
    if (chosen) tap?.tell(id, chosen);
    const result = planned?.ok
      ? await runPlanned(id, planned.value, passage, isStarted)
      : ((await askByHand(id, passage, options)) ?? planned);
    if (result === 'not begun') return '';
    const problem = result?.ok ? result.value.failed : result?.error;
    const isSilent =
      problem && planned?.ok === false && !(await noteRefusal({ message: id, ...(isReplay && { isReplay }) }, problem, message, from));
    exchange.stopwatch.lap('run');
    const onCard = await tap?.told();
    const said = result?.ok ? result.value : problem && { text: failureText(problem) };
    const outcome = { id, state: problem ? 'failed' : 'done', failure: problem } as const;
    return answering.conclude(passage, outcome, isSilent || onCard?.isAll ? undefined : said);
  }

  function runPlanned(
    id: string,
    planned: PlannedCommand,
    { from, work, exchange, tap }: Passage,
    isStarted: boolean,
  ): ReturnType<CommandTurns['runInTurn']> {
    const onRecording = (writing: Promise<void>) => {
      work.record = writing;
    };
    const by = { asker: askerOf(work.person, from), from, exchange, onCard: tap && ((news: CardNews) => tap.tell(id, news)), onRecording };
    return isStarted ? turns.runNow(id, planned, by) : turns.runInTurn(id, planned, by);
  }

  const replay = createReplays({
    ...{ store, inHand, entering, receive, language: options.language },
    carryOut: (id, passage) => carryOut(id, passage, false),
  });

  return {
    take,
    planReplay,
    async resume(row, exchange, admitted, from) {
      const passage = entering({ exchange, admitted, from }, row.dedupeKey);
      const planned = asItWaited(passage.planned, admitted.message);
      await takeUp(row, { ...passage, planned }, (begun) => carryOut(row.id, begun, false));
    },
    replay: (asked, exchange, admitted, from) => replay(asked, { exchange, admitted, from }),
    async tellCutOff(row, why, exchange, admitted, from) {
      await takeUp(row, { exchange, admitted, from, planned: undefined }, (passage) => answering.cutOff(row.id, why, passage));
    },
    idle: inHand.idle,
  };
}
