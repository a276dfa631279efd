import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ChoiceMenu, choiceMenuText } from '../../shared/choice-menu.ts';
import type { TemplateCard } from '../../shared/template-card.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiAnswer, type ApiError, type ApiRequest, type Endpoints, isError, no, parseJson } from './api-server-answer.ts';
import { type CardCodes, cardOf } from './card-endpoints.ts';
import type { MediaStore, StoredPicture } from './media.ts';

/** A message that the account sent to its person by itself. */
export interface ActiveMessage {
  account: string;
  text: string;
  /** What is shown instead of a text, which is empty then. */
  picture?: StoredPicture;
  card?: TemplateCard;
  menu?: ChoiceMenu;
}

export interface MessageDesk {
  holder(request: ApiRequest): SandboxAccount | ApiError;
  clock: () => number;
  media: MediaStore;
  cards: CardCodes;
  onMessage(message: ActiveMessage): void;
}

/** A text that is longer is cut by WeCom and refused by an Official Account (protocol reference, 3.3, 6). */
const textBytes = 2048;

const content = {
  msgtype: z.string(),
  text: z.object({ content: z.string() }).optional(),
  image: z.object({ media_id: z.string() }).optional(),
};
const WecomMessage = z.object({
  touser: z.string().optional(),
  toparty: z.string().optional(),
  totag: z.string().optional(),
  agentid: z.union([z.number(), z.string()]).optional(),
  ...content,
  template_card: z.unknown().optional(),
  enable_duplicate_check: z.union([z.literal(0), z.literal(1)]).optional(),
  duplicate_check_interval: z.number().max(14_400).optional(),
});
const CustomMessage = z.object({ touser: z.string(), ...content, msgmenu: ChoiceMenu.optional() });

/** The calls that send messages (protocol reference, 3.3 and 3.7): texts, pictures, template cards and menus to choose from, so far. */
export function messageEndpoints(desk: MessageDesk): Endpoints {
  const seen = new Map<string, { until: number; answer: ApiAnswer }>();
  let sent = 0;

  /** Sends unless the same body was sent within the window that the first one named. */
  function unlessRepeated(body: string, checked: boolean, windowMs: number, send: () => ApiAnswer | ApiError): ApiAnswer | ApiError {
    if (!checked) return send();
    const print = createHash('sha256').update(body).digest('hex');
    for (const [old, { until }] of seen) if (until <= desk.clock()) seen.delete(old);
    const earlier = seen.get(print);
    if (earlier) return earlier.answer;
    const answer = send();
    if (isError(answer)) return answer;
    seen.set(print, { until: desk.clock() + windowMs, answer });
    return answer;
  }

  return {
    'message/send': {
      method: 'POST',
      platform: 'wecom',
      answer(request) {
        const account = desk.holder(request);
        if ('errcode' in account) return account;
        const wish = WecomMessage.safeParse(parseJson(request.body));
        if (!wish.success) return no(47001);
        const problem = wecomProblem(account, wish.data);
        if (problem) return problem;
        const { touser = '', enable_duplicate_check: check, duplicate_check_interval: seconds = 1800 } = wish.data;
        const others = touser === '@all' ? [] : touser.split('|').filter((user) => user.toLowerCase() !== account.person.toLowerCase());
        const invaliduser = others.join('|').toLowerCase();
        if (others.length === touser.split('|').length) return { ...no(81013), invaliduser };
        return unlessRepeated(request.body, check === 1, seconds * 1000, () => {
          const shown = wecomShown(account, wish.data, desk);
          if ('errcode' in shown) return shown;
          sent += 1;
          desk.onMessage({ account: account.id, ...shown, text: cutText(shown.text) });
          const task = shown.card?.task_id;
          const code = task === undefined ? {} : { response_code: desk.cards.issue(account.id, task) };
          return { errcode: 0, errmsg: 'ok', invaliduser, msgid: `msg-${sent}`, ...code };
        });
      },
    },
    'message/custom/send': {
      method: 'POST',
      platform: 'official-account',
      answer(request) {
        const account = desk.holder(request);
        if ('errcode' in account) return account;
        const wish = CustomMessage.safeParse(parseJson(request.body));
        if (!wish.success) return no(47001);
        const shown = customShown(account, wish.data, desk.media);
        if ('errcode' in shown) return shown;
        if (wish.data.touser !== account.person) return no(40003);
        if (Buffer.byteLength(shown.menu ? choiceMenuText(shown.menu) : shown.text) > textBytes) return no(45002);
        desk.onMessage({ account: account.id, ...shown });
        return { errcode: 0, errmsg: 'ok' };
      },
    },
  };
}

function wecomProblem(account: SandboxAccount, message: z.infer<typeof WecomMessage>): ApiError | undefined {
  if (message.agentid === undefined) return no(41011);
  if (String(message.agentid) !== account.agentId) return no(301002);
  return !message.touser && !message.toparty && !message.totag ? no(82001) : undefined;
}

/** Only WeCom has cards. */
function wecomShown(
  account: SandboxAccount,
  message: z.infer<typeof WecomMessage>,
  { media, cards }: MessageDesk,
): Pick<ActiveMessage, 'text' | 'picture' | 'card'> | ApiError {
  if (message.msgtype !== 'template_card') return shownOf(account, message, media);
  const card = cardOf(message.template_card, account.id, cards);
  return 'errcode' in card ? card : { text: '', card };
}

/** Only Official Accounts have menus to choose from. */
function customShown(
  account: SandboxAccount,
  message: z.infer<typeof CustomMessage>,
  media: MediaStore,
): Pick<ActiveMessage, 'text' | 'picture' | 'menu'> | ApiError {
  if (message.msgtype !== 'msgmenu') return shownOf(account, message, media);
  return message.msgmenu ? { text: '', menu: message.msgmenu } : no(47001);
}

/** What the person gets to see of a message. */
function shownOf(
  account: SandboxAccount,
  { msgtype, text, image }: Pick<z.infer<typeof CustomMessage>, 'msgtype' | 'text' | 'image'>,
  media: MediaStore,
): Pick<ActiveMessage, 'text' | 'picture'> | ApiError {
  if (msgtype === 'text') return text?.content ? { text: text.content } : no(44004);
  if (msgtype !== 'image') return no(40008);
  const picture = media.find(account.id, image?.media_id ?? '');
  return picture ? { text: '', picture } : no(40007);
}

/** The first 2,048 bytes, without half a character at the end. */
function cutText(content: string): string {
  const bytes = Buffer.from(content);
  return bytes.length <= textBytes
    ? content
    : bytes
        .subarray(0, textBytes)
        .toString('utf8')
        .replace(/\uFFFD$/, '');
}
