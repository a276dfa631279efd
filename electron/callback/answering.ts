import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Direction, MessageState } from '../../shared/message-log.ts';
import type { CardChange } from '../../shared/template-card.ts';
import { type CardNews, changeOf } from '../commands/card-news.ts';
import { failureText } from '../commands/run.ts';
import type { AnswerRecord, ArrivalReceipt, KeptAnswer, Outcome, RowGlance } from '../store/records.ts';
import { createTurns } from '../turns.ts';
import type { Reply } from '../wechat/replies.ts';
import { type AnswerRowsOptions, type Asked, createAnswerRows, textReply, unsealed } from './answer-rows.ts';
import { sealReply } from './answers.ts';
import { askerOf } from './asking.ts';
import type { CommandAnswer } from './command-turns.ts';
import type { Work } from './deliveries.ts';

export interface AnsweringOptions extends AnswerRowsOptions {
  /** Tries to write what must not be forgotten until the disk takes it, or the program stops. */
  keepTrying<T>(write: () => Promise<T>): Promise<T>;
  /** Whether something else of this person's is being worked on. */
  isBusyWith(work: Work): boolean;
  onAdded(rows: RowGlance[]): void;
  onChanged(ids: string[], direction: Direction): void;
  onQueued(): void;
  /** What comes of the next attempt to send this row, where that is known within `ms`. */
  cardAttempt?(id: string, ms: number): Promise<CardAttempt | undefined>;
}

/** A card was sent, is tried again later, its text goes out instead, or it was given up. */
type CardAttempt = 'sent' | 'again' | 'instead' | 'dead';

/** What came of a message. */
type Concluded = Pick<Outcome, 'id' | 'state' | 'failure'>;

export type CutOff = 'command/interrupted' | 'command/not-started';

/**
 * Which way an answer goes: into the response that waits for it, else into the outbox, else (where the account can't
 * send by itself) it waits for a redelivery, or for the person who fetches it. Always on disk first.
 * What is given back is the response's body: '' for no reply.
 */
export interface Answering {
  /**
   * Writes down what came of a message, and its answer; only then may the answer leave. A picture goes behind the text,
   * always later: a response holds one message. A card, or a menu, goes in the place of the text, later as well, where one is
   * shown.
   */
  conclude(asked: Asked, outcome: Concluded, said: CommandAnswer | undefined): Promise<string>;
  /** Writes down what a tapped card shows from now on, and gives back the response that changes it: '' where nobody waits for it. */
  tellCard(id: string, asked: Asked, news: CardNews): Promise<string>;
  /** A message from before: its answer of then, word for word. */
  answerAgain(receipt: EarlierReceipt, asked: Asked): Promise<string>;
  /** The command of a message was cut off, or never begun: its person is told. */
  cutOff(id: string, why: CutOff, asked: Asked): Promise<string>;
  /** "1" from a person whose answer has to be fetched. Undefined where that is not what was meant. */
  fetchLate(id: string, asked: Asked): Promise<string | undefined>;
  /** The last delivery of a message that still runs is answered with how to get the result. */
  promise(asked: Omit<Asked, 'work'>, dedupeKey: string): Promise<string>;
}

export type EarlierReceipt = Extract<ArrivalReceipt, { fresh: false }>;

/** A person types this to get an answer that waits. */
const fetchWord = /^[1１]$/;

function changeReply(change: CardChange): Reply {
  return 'button' in change
    ? { type: 'update_button', replaceName: change.button.replace_name }
    : { type: 'update_template_card', card: change.template_card };
}

/** What the log says of a changed card. */
const changeText = ({ label, reason }: CardNews) => (reason ? `${label}\n${reason.text}` : label);

export function createAnswering(options: AnsweringOptions): Answering {
  const { store, clock, keepTrying } = options;
  const fetching = createTurns();
  const rows = createAnswerRows(options);
  const { isHeard, later, languageOf } = rows;

  /** `fetched`: how many of those that wait are told by this answer. */
  const conclude = async (asked: Asked, outcome: Concluded, said: CommandAnswer | undefined, fetched = 0): Promise<string> => {
    const { stopwatch } = asked.exchange;
    const answers = said === undefined ? [] : await rows.of(said, outcome.id, asked, fetched);
    stopwatch.lap('answered');
    const whole = { ...outcome, ms: stopwatch.total(), timing: stopwatch.brief(), answers };
    // However long the disk stays full: what was done must not be forgotten.
    const [{ answerIds }] = await Promise.all([keepTrying(() => store.do('messages.finish', whole)), asked.work.record]);
    said?.byHand?.kept();
    options.onChanged([outcome.id], 'in');
    const [first] = answers;
    const [firstId] = answerIds;
    if (!first || !firstId) return '';
    options.onAdded(answers.map((answer, index) => glanceAt(answer, answerIds[index] ?? '', asked)));
    const raw = await settle({ id: firstId, raw: first.raw, text: first.text, state: first.state }, asked);
    const attempt = first.card ? attemptOf(firstId, asked) : undefined;
    if (later(asked) === 'queued') options.onQueued();
    const fate = await attempt;
    return fate === 'again' || fate === 'dead' ? sayWithoutCard(outcome.id, first, asked) : raw;
  };

  function attemptOf(id: string, { exchange, work }: Asked): Promise<CardAttempt | undefined> | undefined {
    const left = limits.answerBudgetMs - exchange.stopwatch.total();
    return work.waiting > 0 && left > 0 ? options.cardAttempt?.(id, left) : undefined;
  }

  /** The platform can't be reached by itself just now, but somebody still waits for the response: it takes the text at once. */
  async function sayWithoutCard(id: string, { card }: AnswerRecord, asked: Asked): Promise<string> {
    if (!card || card.kind === 'update' || !isHeard(asked)) return '';
    const at = clock.now();
    const sealed = sealReply(textReply(card.instead), at, asked.admitted, asked.from);
    const key = `answer ${id} text ${asked.exchange.at}`;
    const answer: AnswerRecord = { key, at, type: 'text', text: card.instead, ...sealed, state: 'sent' };
    const answerId = await keepTrying(() => store.do('messages.addAnswer', { id, answer }));
    options.onAdded([glanceAt(answer, answerId, asked)]);
    return sealed.raw;
  }

  const glanceAt = ({ at, state }: AnswerRecord, id: string, { from }: Pick<Asked, 'from'>): RowGlance => ({
    id,
    direction: 'out',
    account: from.account.id,
    at,
    state,
  });

  /** While an answer was written somebody may have stopped waiting for it, or a redelivery begun to. */
  async function settle(answer: KeptAnswer, asked: Asked): Promise<string> {
    const wanted = (): AnswerRecord['state'] => (isHeard(asked) ? 'sent' : later(asked));
    let { raw } = answer;
    let told: MessageState = answer.state;
    // What is in the outbox arrives from there, and only from there.
    for (let state = wanted(); state !== told && told !== 'queued'; state = wanted()) {
      const at = clock.now();
      const sealed =
        state === 'queued' ? unsealed : raw === '' ? sealReply(textReply(answer.text), at, asked.admitted, asked.from) : undefined;
      await keepTrying(() => store.do('messages.setAnswer', { id: answer.id, at, state, ...sealed }));
      options.onChanged([answer.id], 'out');
      raw = sealed?.raw ?? raw;
      told = state;
    }
    return told === 'queued' ? '' : raw;
  }

  const tellCard: Answering['tellCard'] = async (id, asked, news) => {
    const change = changeOf(news);
    const reply = changeReply(change);
    const row = { at: clock.now(), type: reply.type, text: changeText(news) };
    const keep = async (answer: AnswerRecord) => {
      const answerId = await keepTrying(() => store.do('messages.addAnswer', { id, answer }));
      options.onAdded([glanceAt(answer, answerId, asked)]);
    };
    if (asked.work.waiting > 0) {
      const sealed = sealReply(reply, row.at, asked.admitted, asked.from);
      await keep({ ...row, key: `card ${id} ${asked.exchange.at}`, ...sealed, state: 'sent' });
      if (asked.work.waiting > 0) return sealed.raw;
    }
    // Nobody waits, or any more: then the card is changed by its code.
    const { message } = asked.admitted;
    const responseCode = message.type === 'event' && message.kind === 'card-button' ? message.card.responseCode : '';
    if (responseCode === '' || later(asked) === 'late') return '';
    const card = { kind: 'update', responseCode, change } as const;
    await keep({ ...row, key: `card ${id} later ${asked.exchange.at}`, ...unsealed, state: 'queued', card });
    options.onQueued();
    return '';
  };

  const cutOff: Answering['cutOff'] = (id, why, asked) => {
    const reason = failure(why, {}, languageOf(asked));
    return conclude(asked, { id, state: 'interrupted', failure: reason }, { text: failureText(reason) });
  };

  return {
    conclude,
    tellCard,
    cutOff,
    async answerAgain(receipt, asked) {
      const { id, state, answer } = receipt;
      if (answer) return answer.state === 'late' ? settle(answer, asked) : answer.raw;
      // One that says "running" is not in hand, so it was cut off: by a restart, or by a disk that stayed full.
      return state === 'interrupted' || state === 'running' ? cutOff(id, 'command/interrupted', asked) : '';
    },
    async fetchLate(id, asked) {
      const { message } = asked.admitted;
      const { account, person } = asked.work;
      if (later(asked) === 'queued' || message.type !== 'text' || !fetchWord.test(message.content.trim())) return undefined;
      // One after the other, so that two of them don't fetch the same answer.
      return fetching(async () => {
        const { answer } = await store.do('messages.oldestLate', { account, person });
        if (!answer) {
          if (!options.isBusyWith(asked.work)) return undefined;
          return conclude(asked, { id, state: 'done' }, { text: failureText(failure('command/still-running', {}, options.language())) });
        }
        const body = await conclude(asked, { id, state: 'done' }, { text: answer.text }, 1);
        // Only then: an answer that is fetched twice is no harm, one that is lost is.
        await keepTrying(() => store.do('messages.setAnswer', { id: answer.id, at: clock.now(), state: 'sent' }));
        options.onChanged([answer.id], 'out');
        return body;
      });
    },
    async promise({ admitted, from, exchange }, dedupeKey) {
      options.choices.forget(askerOf(admitted.message.from, from));
      const at = clock.now();
      const text = failureText(failure('command/still-running', {}, options.language()));
      const sealed = sealReply(textReply(text), at, admitted, from);
      const { id } = await store.do('messages.idOf', { account: from.account.id, dedupeKey });
      if (!id) return sealed.raw;
      const answer: AnswerRecord = { key: `promise ${id} ${exchange.at}`, at, type: 'text', text, ...sealed, state: 'sent' };
      options.onAdded([glanceAt(answer, await store.do('messages.addAnswer', { id, answer }), { from })]);
      return sealed.raw;
    },
  };
}
