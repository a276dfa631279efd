import { z } from 'zod';
import { type CardChange, TemplateCard } from '../../shared/template-card.ts';
import type { RandomBytes } from '../wechat/credentials.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiError, type ApiRequest, type Endpoints, no, parseJson } from './api-server-answer.ts';
import { problemOfCard, problemOfChange } from './card-rules.ts';

/** A card that an account changes on its person's phone. */
export interface CardUpdate {
  account: string;
  /** The card's `task_id`. */
  task: string;
  change: CardChange;
}

/** The codes by which cards can be changed, each once and for 72 hours (protocol reference, 3.4). */
export interface CardCodes {
  issue(account: string, task: string): string;
  /** The card's task; undefined where the code was used, is too old, or never was. */
  redeem(account: string, code: string): string | undefined;
  /** Whether the account has sent a card under this task before: an app's task ids are unique. */
  isTaken(account: string, task: string): boolean;
}

const codeMs = 72 * 3_600_000;
const mostKept = 1000;

export function createCardCodes(clock: () => number, random: RandomBytes): CardCodes {
  const codes = new Map<string, { account: string; task: string; until: number }>();
  const tasks = new Set<string>();
  const makeRoom = (kept: Map<string, unknown> | Set<string>) => {
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  return {
    issue(account, task) {
      const code = Buffer.from(random(24)).toString('base64url');
      codes.set(code, { account, task, until: clock() + codeMs });
      tasks.add(JSON.stringify([account, task]));
      makeRoom(codes);
      makeRoom(tasks);
      return code;
    },
    redeem(account, code) {
      const found = codes.get(code);
      if (found?.account !== account || found.until <= clock()) return undefined;
      codes.delete(code);
      return found.task;
    },
    isTaken: (account, task) => tasks.has(JSON.stringify([account, task])),
  };
}

/** A card that comes with a message; the errcode of what is wrong with it. */
export function cardOf(wish: unknown, account: string, codes: CardCodes): TemplateCard | ApiError {
  const card = TemplateCard.safeParse(wish);
  if (!card.success) return { errcode: 42027, errmsg: `invalid template_card.${card.error.issues[0]?.path.join('.') ?? ''}` };
  const problem = problemOfCard(card.data);
  if (problem) return problem;
  return card.data.task_id !== undefined && codes.isTaken(account, card.data.task_id) ? no(42014) : card.data;
}

const Update = z.object({
  userids: z.array(z.string()).max(1000).optional(),
  atall: z.union([z.literal(0), z.literal(1)]).optional(),
  agentid: z.union([z.number(), z.string()]).optional(),
  response_code: z.string().optional(),
  button: z.object({ replace_name: z.string() }).optional(),
  template_card: TemplateCard.optional(),
});

export interface CardDesk {
  holder(request: ApiRequest): SandboxAccount | ApiError;
  codes: CardCodes;
  onUpdate(update: CardUpdate): void;
}

/** The call that changes a card (protocol reference, 3.4). */
export function cardEndpoints({ holder, codes, onUpdate }: CardDesk): Endpoints {
  return {
    'message/update_template_card': {
      method: 'POST',
      platform: 'wecom',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        const wish = Update.safeParse(parseJson(request.body));
        if (!wish.success) return no(47001);
        const { userids = [], atall, agentid, response_code: code = '', button, template_card } = wish.data;
        if (agentid === undefined) return no(41011);
        if (String(agentid) !== account.agentId) return no(301002);
        if (!atall && !userids.some((user) => user.toLowerCase() === account.person.toLowerCase())) return no(81013);
        const change = button ? { button } : template_card && { template_card };
        const problem = change ? problemOfChange(change) : no(40063);
        if (!change || problem) return problem ?? no(40063);
        const task = codes.redeem(account.id, code);
        if (task === undefined) return no(60140);
        onUpdate({ account: account.id, task, change });
        return { errcode: 0, errmsg: 'ok', invaliduser: '' };
      },
    },
  };
}
