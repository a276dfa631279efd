import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SandboxAccount } from './account.ts';
import { type ApiAnswer, type ApiError, type ApiRequest, type Endpoints, no, parseJson } from './api-server-answer.ts';

/** A message that the account sent to its person by itself. */
export interface ActiveMessage {
  account: string;
  text: string;
}

export interface MessageDesk {
  holder(request: ApiRequest): SandboxAccount | ApiError;
  clock: () => number;
  onMessage(message: ActiveMessage): void;
}

/** A text that is longer is cut by WeCom and refused by an Official Account (protocol reference, 3.3, 6). */
const textBytes = 2048;

const text = z.object({ content: z.string() }).optional();
const WecomMessage = z.object({
  touser: z.string().optional(),
  toparty: z.string().optional(),
  totag: z.string().optional(),
  msgtype: z.string(),
  agentid: z.union([z.number(), z.string()]).optional(),
  text,
  enable_duplicate_check: z.union([z.literal(0), z.literal(1)]).optional(),
  duplicate_check_interval: z.number().max(14_400).optional(),
});
const CustomMessage = z.object({ touser: z.string(), msgtype: z.string(), text });

/** The calls that send messages (protocol reference, 3.3 and 3.7): text alone, so far. */
export function messageEndpoints(desk: MessageDesk): Endpoints {
  const seen = new Map<string, { until: number; answer: ApiAnswer }>();
  let sent = 0;

  /** Sends unless the same body was sent within the window that the first one named. */
  function unlessRepeated(body: string, checked: boolean, windowMs: number, send: () => ApiAnswer): ApiAnswer {
    if (!checked) return send();
    const print = createHash('sha256').update(body).digest('hex');
    for (const [old, { until }] of seen) if (until <= desk.clock()) seen.delete(old);
    const earlier = seen.get(print);
    if (earlier) return earlier.answer;
    const answer = send();
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
          sent += 1;
          desk.onMessage({ account: account.id, text: cutText(wish.data.text?.content ?? '') });
          return { errcode: 0, errmsg: 'ok', invaliduser, msgid: `msg-${sent}` };
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
        const problem = textProblem(wish.data);
        if (problem) return problem;
        if (wish.data.touser !== account.person) return no(40003);
        const content = wish.data.text?.content ?? '';
        if (Buffer.byteLength(content) > textBytes) return no(45002);
        desk.onMessage({ account: account.id, text: content });
        return { errcode: 0, errmsg: 'ok' };
      },
    },
  };
}

function wecomProblem(account: SandboxAccount, message: z.infer<typeof WecomMessage>): ApiError | undefined {
  if (message.agentid === undefined) return no(41011);
  if (String(message.agentid) !== account.agentId) return no(301002);
  if (!message.touser && !message.toparty && !message.totag) return no(82001);
  return textProblem(message);
}

function textProblem({ msgtype, text }: { msgtype: string; text?: { content: string } | undefined }): ApiError | undefined {
  if (msgtype !== 'text') return no(40008);
  return text?.content ? undefined : no(44004);
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
