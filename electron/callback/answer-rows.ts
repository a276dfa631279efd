import { choiceMenuText, hasChoiceMenus } from '../../shared/choice-menu.ts';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { mostPictureBytes } from '../../shared/platform-limits.ts';
import { cardText, hasCards } from '../../shared/template-card.ts';
import type { Clock } from '../clock.ts';
import type { TimedCard, TimedMenu } from '../commands/command.ts';
import type { CommandDesk } from '../commands/desk.ts';
import { answerLanguage, commandLineOf } from '../commands/parser.ts';
import { failureText } from '../commands/run.ts';
import type { AnswerRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { withoutLinks } from '../wechat/no-links.ts';
import type { Reply } from '../wechat/replies.ts';
import type { CallbackAccount } from './accounts.ts';
import { messageParts, sealReply } from './answers.ts';
import { askerOf } from './asking.ts';
import type { AnswerPicture, CommandAnswer } from './command-turns.ts';
import type { Work } from './deliveries.ts';
import type { Admitted } from './door.ts';
import type { Exchange } from './exchange.ts';

export interface AnswerRowsOptions {
  store: Store;
  clock: Clock;
  language(): Language;
  /** Whether the account can send a message by itself; what can't has to be fetched. */
  canSendLater(account: CallbackAccount['account']): boolean;
  /** Questions that are answered with a number, as a result is fetched with one: what was said last is meant. */
  choices: CommandDesk['choices'];
  onBug(error: unknown): void;
}

/** A message on its way, with those who wait for its answer. */
export interface Asked {
  exchange: Exchange;
  admitted: Admitted;
  from: CallbackAccount;
  work: Work;
}

/** Makes the rows of an answer: what it says, in which message, and which way that goes. */
export interface AnswerRows {
  /** Whether the answer itself can leave in a response. */
  isHeard(asked: Asked): boolean;
  /** The way of what leaves in no response. */
  later(asked: Pick<Asked, 'from'>): 'queued' | 'late';
  /** In which language a person is told what went wrong. */
  languageOf(asked: Asked): Language;
  /**
   * The rows of what is said, in their order; the first may leave in the response.
   * @param id of the message that is answered
   * @param fetched how many of the answers that wait are told by this one
   */
  of(said: CommandAnswer, id: string, asked: Asked, fetched: number): Promise<AnswerRecord[]>;
}

/** What leaves in no response is in no envelope. */
export const unsealed = { xml: '', raw: '' };

/** What the parts of a reply by hand are called, whichever way they go. */
export const handKey = (key: string) => (index: number) => `hand ${key} ${index}`;

export const textReply = (text: string): Reply => ({ type: 'text', text });

export function createAnswerRows(options: AnswerRowsOptions): AnswerRows {
  const { store, clock } = options;
  const later = ({ from }: Pick<Asked, 'from'>): 'queued' | 'late' => (options.canSendLater(from.account) ? 'queued' : 'late');
  /** Whether the answer itself can leave in a response: the one to a tap on a card only changes the card. */
  const isHeard: AnswerRows['isHeard'] = ({ work }) => work.waiting > 0 && work.early === undefined;

  const languageOf = ({ admitted: { message } }: Asked) => answerLanguage(message, commandLineOf(message) ?? '', options.language());

  async function rowsOf(
    { text: said, picture, card, menu, byHand }: CommandAnswer,
    id: string,
    asked: Asked,
    fetched: number,
  ): Promise<AnswerRecord[]> {
    const { platform } = asked.from.account;
    // why: what an admin has written is meant so
    const text = byHand ? said : withoutLinks(said);
    if (card && later(asked) === 'queued' && hasCards[platform]) return [cardRow(id, card, text, asked)];
    if (menu && later(asked) === 'queued' && hasChoiceMenus[platform]) return [menuRow(id, menu, text, asked)];
    if (!picture) return answersOf(id, await withLateNote(text, asked, fetched), asked, byHand && handKey(byHand.key));
    return withPicture(picture, id, text, asked);
  }

  function cardRow(id: string, { shows, until }: TimedCard, instead: string, asked: Asked): AnswerRecord {
    const key = `answer ${id} card ${asked.exchange.at}`;
    const row = { key, at: clock.now(), type: 'template_card', text: cardText(shows), ...unsealed, state: 'queued' } as const;
    return { ...row, card: { kind: 'send', card: shows, instead, until } };
  }

  function menuRow(id: string, { shows, until }: TimedMenu, instead: string, asked: Asked): AnswerRecord {
    const key = `answer ${id} menu ${asked.exchange.at}`;
    const row = { key, at: clock.now(), type: 'msgmenu', text: choiceMenuText(shows), ...unsealed, state: 'queued' } as const;
    return { ...row, card: { kind: 'menu', menu: shows, instead, until } };
  }

  async function withPicture(picture: AnswerPicture, id: string, text: string, asked: Asked): Promise<AnswerRecord[]> {
    if (later(asked) === 'late' || picture.bytes > mostPictureBytes) {
      if (picture.isExtra) return answersOf(id, await withLateNote(text, asked), asked);
      const note = failureText(failure('outbox/picture-stays', {}, languageOf(asked)));
      return answersOf(id, await withLateNote(`${text}\n\n${note}`, asked), asked);
    }
    const key = `answer ${id} picture ${asked.exchange.at}`;
    const row: AnswerRecord = { key, at: clock.now(), type: 'image', text: '', ...unsealed, state: 'queued', picture: picture.run };
    return [...answersOf(id, text, asked), row];
  }

  /** The first part leaves in the response where somebody waits for it; all the others go the later way. */
  function answersOf(
    id: string,
    text: string,
    asked: Asked,
    keyOf = (index: number) => `answer ${id} ${index} ${asked.exchange.at}`,
  ): AnswerRecord[] {
    const at = clock.now();
    return messageParts(text).map((part, index) => {
      const leaves = index === 0 && isHeard(asked);
      const sealed = leaves ? sealReply(textReply(part), at, asked.admitted, asked.from) : unsealed;
      return { key: keyOf(index), at, type: 'text', text: part, ...sealed, state: leaves ? 'sent' : later(asked) };
    });
  }

  /**
   * Where answers have to be fetched, a person who has others waiting is told so with the next one. Not where that doesn't
   * fit into the same message: it would have to be fetched itself. Nor while a number means something else.
   */
  async function withLateNote(text: string, asked: Asked, fetched = 0): Promise<string> {
    if (later(asked) === 'queued' || asked.work.waiting === 0) return text;
    const { account, person } = asked.work;
    if (options.choices.isOpen(askerOf(person, asked.from))) return text;
    const waiting = await store.do('messages.oldestLate', { account, person }).catch(options.onBug);
    if (!waiting || waiting.count <= fetched) return text;
    const noted = `${text}\n\n${failureText(failure('command/late-answers', { count: String(waiting.count - fetched) }, options.language()))}`;
    return Buffer.byteLength(noted) <= limits.textReplyBytes ? noted : text;
  }

  return { isHeard, later, languageOf, of: rowsOf };
}
