import { setMaxListeners } from 'node:events';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DeliveryAttempt, Phone, PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import type { RandomBytes } from '../wechat/credentials.ts';
import { textOf } from '../wechat/fields.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiControls, createApiServer, mediaPath } from './api-server.ts';
import type { CardUpdate } from './card-endpoints.ts';
import { deliver } from './delivery.ts';
import { sentAfterTap, tapPayload } from './menu-tap.ts';
import { bubbleOf, createMsgIds, messageHead, messageOf } from './message.ts';
import type { ActiveMessage } from './message-endpoints.ts';
import { openPhone, withAttempt, withBubble, withCardChange, withoutBubbles } from './phone.ts';
import { phoneMenuOf } from './phone-menu.ts';
import { inWords, type Problem } from './phrases.ts';
import { judgeReply, type ShownReply } from './reply.ts';
import { freshSeal, type SigningKeys, signingKeys, signMessage, signVerification } from './signer.ts';
import type { SentTemplate } from './template-endpoints.ts';
import { verify } from './verification.ts';

export type { SandboxAccount } from './account.ts';

export interface SimulatorOptions {
  accounts: SandboxAccount[];
  /** Where an account's messages go; asked at each delivery. */
  callbackUrl: (accountId: string) => string;
  /** Unix time in ms. */
  clock: () => number;
  random: RandomBytes;
  /** Called with the phones that have changed, at each change. */
  onChange: (phones: Phone[]) => void;
  /** How long an answer may take; the platform's own 5 s unless a test is in a hurry. */
  deadlineMs?: number;
  /** From the end of an attempt to the next one. */
  retryDelayMs?: number;
  /** Of problems and notices; Chinese where absent. */
  language?: () => Language;
  /** Gets what nobody expected and no caller waits for; without it that ends the program. */
  onBug?: (error: unknown) => void;
}

export interface DeliverOptions {
  /**
   * Signs and seals each retry anew. The protocol reference leaves open (1.8, "Replay") whether the platform does so;
   * unless told otherwise a retry repeats timestamp, nonce and body.
   */
  freshRetry?: boolean;
  /** Called when an attempt starts, and when its outcome is known. */
  onAttempt?: (attempt: DeliveryAttempt) => void;
}

/** A WeChat platform in miniature, with a phone for each of its accounts. */
export interface Simulator {
  /** For tests: faults, tokens that end early, counts. */
  api: ApiControls;
  /** Opens the API on an address, by its nature a loopback one; port 0 takes any free port. */
  start(address: { host: string; port: number }): Promise<{ url: string }>;
  phones(): Phone[];
  /** Lets the person do something; what comes of it shows on the phone. */
  act(account: string, action: PhoneAction): Result<{ bubble: string }>;
  /** Empties the chat. */
  clear(account: string): Result<null>;
  /** Checks the account's callback URL as the platform's console does when its form is saved. */
  verifyUrl(account: string): Promise<Result<{ echoed: string }>>;
  /**
   * Delivers any message: the children of `<xml>`, where the common fields (2.1) may be left out. A reply shows on the
   * phone. Throws where the account is unknown.
   */
  deliver(account: string, message: FieldTree, options?: DeliverOptions): Promise<DeliveryAttempt[]>;
  /** Calls off what is under way, and closes the API. Nothing is delivered afterwards. */
  close(): Promise<void>;
}

/** The reference says only that three deliveries take some 15 s, which is three deadlines; so the pause is short. */
const defaultRetryDelayMs = 1000;

/** What the simulator keeps of an account. */
interface Chat {
  account: SandboxAccount;
  keys: SigningKeys;
  phone: Phone;
}

export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, random, callbackUrl, onChange, deadlineMs = limits.platformDeadlineMs, retryDelayMs = defaultRetryDelayMs } = options;
  const chats = new Map<string, Chat>(
    options.accounts.map((account) => [account.id, { account, keys: signingKeys(account), phone: openPhone(account) }]),
  );
  const onBug =
    options.onBug ??
    ((error: unknown) => {
      throw error;
    });
  const api = createApiServer({
    accounts: options.accounts,
    clock,
    random,
    onBug,
    onMessage: showMessage,
    onCardUpdate,
    onTemplate,
    onMenu: showMenu,
  });
  const nextMsgId = createMsgIds(clock);
  const closing = new AbortController();
  // Every delivery under way listens, however many there are.
  setMaxListeners(0, closing.signal);
  const underWay = new Set<Promise<unknown>>();
  let apiUrl = 'http://127.0.0.1';
  let bubbles = 0;

  const language = (): Language => options.language?.() ?? 'zh-CN';
  const words = (problem: Problem) => inWords(problem, language());
  const unknown = (id: string) => err(failure('simulator/unavailable', { account: id }, language()));

  function change(chat: Chat, phone: Phone): void {
    chat.phone = phone;
    onChange([phone]);
  }

  function addBubble(chat: Chat, bubble: Pick<PhoneBubble, 'side' | 'kind' | 'text' | 'picture' | 'card' | 'menu'>): string {
    bubbles += 1;
    const id = String(bubbles);
    change(chat, withBubble(chat.phone, { id, ...bubble, at: clock(), attempts: [] }));
    return id;
  }

  /** What the account sends by itself shows in its person's chat. */
  function showMessage({ account, text, picture, card, menu }: ActiveMessage): void {
    const chat = chats.get(account);
    if (!chat) return;
    if (card) return void addBubble(chat, { side: 'account', kind: 'card', text, card });
    if (menu) return void addBubble(chat, { side: 'account', kind: 'menu', text, menu });
    if (!picture) return void addBubble(chat, { side: 'account', kind: 'text', text });
    addBubble(chat, { side: 'account', kind: 'image', text, picture: `data:${picture.type};base64,${picture.bytes.toString('base64')}` });
  }

  /** A template message shows in the chat, and the platform tells its account that it has arrived (protocol reference, 2.6). */
  function onTemplate({ account, messageId, text, card }: SentTemplate): void {
    const chat = chats.get(account);
    if (!chat || closing.signal.aborted) return;
    addBubble(chat, { side: 'account', kind: 'template', text, card });
    const event = { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: messageId, Status: 'success' };
    track(send(chat, { ...messageHead(chat.account, clock()), ...event }, {})).catch(onBug);
  }

  /** The person sees the menu that was published; taps mean its buttons from then on. */
  function showMenu(account: string, published: Menu): void {
    const chat = chats.get(account);
    if (!chat) return;
    const menu = phoneMenuOf(published);
    chat.account = { ...chat.account, menu };
    change(chat, { ...chat.phone, menu });
  }

  function onCardUpdate({ account, task, change: to }: CardUpdate): void {
    const chat = chats.get(account);
    if (chat) change(chat, withCardChange(chat.phone, task, to));
  }

  /** Keeps `close` waiting until the work is over. */
  function track<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const done = () => underWay.delete(work);
    work.then(done, done);
    return work;
  }

  async function send(
    chat: Chat,
    message: FieldTree,
    { freshRetry = false, onAttempt = () => {} }: DeliverOptions,
  ): Promise<DeliveryAttempt[]> {
    const { account, keys } = chat;
    const signed = () => signMessage(account, keys, message, freshSeal(clock(), random));
    const first = signed();
    const { attempts, reply } = await deliver({
      url: callbackUrl(account.id),
      request: (number) => (freshRetry && number > 1 ? signed() : first),
      judge: (body) => judgeReply(account, keys, message, body),
      clock,
      deadlineMs,
      retryDelayMs,
      signal: closing.signal,
      words,
      onAttempt,
    });
    if (!closing.signal.aborted) showOutcome(chat, attempts.at(-1)?.outcome, reply, textOf(message, 'TaskId'));
    return attempts;
  }

  /** What the person sees of it: the reply, nothing, or (of an Official Account) an apology for what went wrong. */
  function showOutcome(chat: Chat, outcome: DeliveryAttempt['outcome'] | undefined, reply: ShownReply | undefined, task: string): void {
    if (reply && 'change' in reply) change(chat, withCardChange(chat.phone, task, reply.change));
    else if (reply)
      addBubble(chat, { side: 'account', kind: reply.kind, text: typeof reply.text === 'string' ? reply.text : words(reply.text) });
    const fine = outcome === 'replied' || outcome === 'empty';
    if (fine || chat.account.platform === 'wecom') return;
    addBubble(chat, { side: 'account', kind: 'notice', text: words({ phrase: 'outOfService' }) });
  }

  /** The card's button that the person taps, as long as it can be tapped. Each tap brings a code of its own. */
  function tappedOn({ account, phone }: Chat, { bubble, key }: Extract<PhoneAction, { kind: 'card' }>) {
    const card = phone.bubbles.find(({ id }) => id === bubble)?.card;
    const button = card?.button_list?.find((one) => one.key === key);
    if (!card || !button || card.task_id === undefined || card.replace_text !== undefined) return undefined;
    const { task_id: task, card_type: type } = card;
    return { button: button.text, card: { task, type, responseCode: api.cards.issue(account.id, task) } };
  }

  const simulator: Simulator = {
    api,

    async start(address) {
      const { url } = await api.listen(address);
      apiUrl = url;
      return { url };
    },

    phones: () => [...chats.values()].map(({ phone }) => phone),

    act(id, action) {
      const chat = chats.get(id);
      if (!chat || closing.signal.aborted) return unknown(id);
      const { account } = chat;
      if (action.kind === 'tap' && !tapPayload(account, action))
        return ok({ bubble: addBubble(chat, { side: 'person', ...bubbleOf(account, action, language()) }) });
      const tapped = action.kind === 'card' ? tappedOn(chat, action) : undefined;
      if (action.kind === 'card' && !tapped) return err(failure('simulator/card-closed', {}, language()));
      const mediaId = Buffer.from(random(32)).toString('base64url');
      const stamp = { now: clock(), msgId: nextMsgId(), mediaId, picUrl: `${apiUrl}${mediaPath}${mediaId}` };
      const message = messageOf(account, action, { ...stamp, ...(tapped && { card: tapped.card }) });
      const bubble = addBubble(chat, { side: 'person', ...bubbleOf(account, action, language(), tapped?.button) });
      const onAttempt = (attempt: DeliveryAttempt) => change(chat, withAttempt(chat.phone, bubble, attempt));
      track(send(chat, message, { onAttempt })).catch(onBug);
      const more = action.kind === 'tap' && sentAfterTap(account, action);
      if (more) simulator.act(id, more);
      return ok({ bubble });
    },

    clear(id) {
      const chat = chats.get(id);
      if (!chat) return unknown(id);
      change(chat, withoutBubbles(chat.phone));
      return ok(null);
    },

    async verifyUrl(id) {
      const chat = chats.get(id);
      if (!chat) return unknown(id);
      const { query, echo } = signVerification(chat.account, chat.keys, freshSeal(clock(), random));
      const { platform } = chat.account;
      return track(verify({ platform, url: callbackUrl(id), query, echo, signal: closing.signal, language: language() }));
    },

    async deliver(id, message, deliverOptions = {}) {
      const chat = chats.get(id);
      if (!chat) throw new Error(`no sandbox account ${id}`);
      const agent = chat.account.agentId !== undefined && { AgentID: chat.account.agentId };
      return track(send(chat, { ...messageHead(chat.account, clock()), ...agent, ...message }, deliverOptions));
    },

    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
      await api.close();
    },
  };
  return simulator;
}
