import { failure } from '../../shared/failures.ts';
import type { CurlCopy, HandReply, Rehearsal, ReplyOutlook } from '../../shared/inspection.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { ReplyAllowance } from '../../shared/reply-allowance.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { summarise } from '../../shared/summary.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import { handKey } from '../callback/answer-rows.ts';
import { messageParts } from '../callback/answers.ts';
import type { Admitted } from '../callback/door.ts';
import type { Pipeline } from '../callback/pipeline.ts';
import { exchangeAgain } from '../callback/recovery.ts';
import { copyOfReplay } from '../callback/replay-copy.ts';
import type { Clock } from '../clock.ts';
import type { PlannedCommand } from '../commands/plan.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { FullMessageRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { RandomBytes } from '../wechat/credentials.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { ByHand } from './by-hand.ts';
import { curlOf } from './signed-copy.ts';

export interface InspectorOptions {
  store: Store;
  pipeline: Pick<Pipeline, 'planReplay' | 'replay'>;
  outbox: Pick<Outbox, 'nudge'>;
  byHand: ByHand;
  clock: Clock;
  random: RandomBytes;
  account(id: string): CallbackAccount | undefined;
  canSendLater(account: CallbackAccount['account']): boolean;
  /** What may still be sent to a person. */
  allowance(account: CallbackAccount['account'], person: string): Promise<ReplyAllowance>;
  /** Where this program listens for callbacks, without the path. */
  listenerUrl(): string;
  /** How long a signed request is taken, in seconds; 0 is for ever. */
  replayWindowSeconds: number;
  /** The shell of this system, for commands to be copied. */
  shell: CurlCopy['shell'];
  language(): Language;
  /** Rows of the log that are new. */
  onAdded(ids: string[]): void;
}

/** What an admin does with a message of the log: answer it, send it through again, copy it. */
export interface Inspector {
  /** `key` names the reply: asked for twice under one key it is sent once. */
  reply(input: { id: string; text: string; key: string }): Promise<Result<HandReply>>;
  outlook(input: { id: string }): Promise<Result<ReplyOutlook>>;
  /** Tries what waits in the outbox of the message's account at once. */
  tryNow(input: { id: string }): Promise<Result<null>>;
  /** What the message (or the XML given in its place) would do; nothing is touched. */
  rehearse(input: { id: string; xml?: string | undefined }): Promise<Result<Rehearsal>>;
  /** Sends it through the pipeline as a new message, for real, once for each `key`. Gives back its id once it is stored. */
  replay(input: { id: string; xml?: string | undefined; key: string }): Promise<Result<{ id: string }>>;
  curl(input: { id: string }): Promise<Result<CurlCopy>>;
}

export function createInspector(options: InspectorOptions): Inspector {
  const { store, byHand, clock, language } = options;
  /** Replies that go into a response, by their keys: asked for again they have been sent already, or are about to be. */
  const answering = new Map<string, Promise<boolean>>();

  const isHeld = (id: string) => byHand.holding().messages.some((message) => message.id === id);

  /** The row with its account, or why nothing can be done with it. */
  async function find(id: string): Promise<Result<{ row: FullMessageRecord; from: CallbackAccount }>> {
    const row = await store.do('messages.get', { id });
    if (!row) return err(failure('messages/not-found', {}, language()));
    const from = options.account(row.account);
    return from ? ok({ row, from }) : err(failure('inspector/no-account', { account: row.account }, language()));
  }

  /** The same as a message that was let in; `xml` in place of its own. */
  async function admit({
    id,
    xml,
  }: {
    id: string;
    xml?: string | undefined;
  }): Promise<Result<{ admitted: Admitted; from: CallbackAccount; isAltered: boolean }>> {
    const found = await find(id);
    if (!found.ok) return found;
    const { row, from } = found.value;
    if (row.direction !== 'in') return err(failure('inspector/not-incoming', {}, language()));
    const text = xml ?? row.xml;
    const message = parseMessage(text);
    const [candidate] = from.candidates;
    if (!message.ok) return message;
    if (!candidate) return err(failure('inspector/no-account', { account: row.account }, language()));
    return ok({
      from,
      isAltered: row.redacted === true && text === row.xml,
      admitted: { message: message.value, xml: text, encrypted: candidate.texts.encodingAesKey !== undefined, candidate },
    });
  }

  return {
    async reply({ id, text, key }) {
      const found = await find(id);
      if (!found.ok) return found;
      const { row, from } = found.value;
      if (row.person === '') return err(failure('inspector/nobody', {}, language()));
      if (await answering.get(key)) return ok({ way: 'response' });
      const parts = messageParts(text);
      // why: of what has to be fetched nobody would be told
      const isTooLong = parts.length > 1 && !options.canSendLater(from.account) && isHeld(id);
      if (isTooLong) return err(failure('inspector/too-long', { most: String(limits.textReplyBytes) }, language()));
      const written = answering.get(key) ?? byHand.answer(id, { text, key });
      answering.set(key, written);
      if (await written) return ok({ way: 'response' });
      answering.delete(key);
      if (!options.canSendLater(from.account)) {
        // why: what is asked for once more after a restart may have gone into the response then
        if ((await store.do('messages.withKey', { key: handKey(key)(0) })).id !== null) return ok({ way: 'response' });
        return err(failure('inspector/cannot-send', { account: from.account.name }, language()));
      }
      const at = clock.now();
      const answers = parts.map((part, index) => ({
        ...{ key: handKey(key)(index), at, type: 'text', text: part, xml: '', raw: '', state: 'queued' as const },
      }));
      const ids = await Promise.all(answers.map((answer) => store.do('messages.addAnswer', { id, answer })));
      options.onAdded(ids);
      options.outbox.nudge();
      return ok({ way: 'outbox', ...(ids[0] !== undefined && { id: ids[0] }) });
    },
    async outlook({ id }) {
      const found = await find(id);
      if (!found.ok) return found;
      const { row, from } = found.value;
      const active = await options.allowance(from.account, row.person);
      const held = byHand.holding().messages.find((message) => message.id === id);
      return ok({ ...(held && { heldUntil: held.until }), active });
    },
    async tryNow({ id }) {
      const found = await find(id);
      if (!found.ok) return found;
      await store.do('outbox.hurry', { account: found.value.row.account, now: clock.now() });
      options.outbox.nudge();
      return ok(null);
    },
    async rehearse(input) {
      const found = await admit(input);
      if (!found.ok) return found;
      const { admitted, from } = found.value;
      const planned = options.pipeline.planReplay(admitted.message, from);
      return ok({
        summary: summarise(admitted.message, language()),
        person: admitted.message.from,
        ...(planned?.ok && { command: commandOf(planned.value) }),
        ...(planned && !planned.ok && { refusal: planned.error }),
        answer: planned === undefined ? 'none' : options.canSendLater(from.account) ? 'outbox' : 'fetched',
      });
    },
    async replay({ id, xml, key }) {
      const found = await admit({ id, xml });
      if (!found.ok) return found;
      if (found.value.isAltered) return err(failure('redaction/altered', {}, language()));
      const { admitted, from } = found.value;
      const exchange = exchangeAgain({ account: from.account.id, at: clock.now() }, clock, admitted.xml);
      const replayed = await options.pipeline.replay({ of: id, key }, exchange, admitted, from);
      return replayed.ok ? ok({ id: replayed.value }) : replayed;
    },
    async curl({ id }) {
      const found = await admit({ id });
      if (!found.ok) return found;
      if (found.value.isAltered) return err(failure('redaction/altered', {}, language()));
      const { admitted, from } = found.value;
      const url = `${options.listenerUrl()}/callback/${from.account.id}`;
      const { credentials } = admitted.candidate;
      const { random, shell } = options;
      const { key } = await store.do('messages.replayKeyOf', { id });
      const xml = key === null ? admitted.xml : copyOfReplay(admitted.xml, key);
      const text = curlOf({ url, credentials, xml, now: clock.now(), random, shell });
      return ok({ text, shell, seconds: options.replayWindowSeconds });
    },
  };
}

const commandOf = ({ command, line, danger }: PlannedCommand) => ({ name: command.name, line, danger });
