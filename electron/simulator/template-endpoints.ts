import { z } from 'zod';
import type { TemplateCard } from '../../shared/template-card.ts';
import type { SandboxAccount } from './account.ts';
import { type ApiAnswer, type ApiError, type ApiRequest, type Endpoints, no, parseJson } from './api-server-answer.ts';

/** A template message that an account has sent to its person. */
export interface SentTemplate {
  account: string;
  /** What the event that tells of its arrival names. */
  messageId: string;
  /** As the phone shows it. */
  text: string;
  card: TemplateCard;
}

interface Template {
  template_id: string;
  title: string;
  content: string;
  example: string;
}

/** The templates of every Official Account here; the first one has a place for all that a notice says. */
export const sandboxTemplates: readonly [Template, ...Template[]] = [
  {
    template_id: 'sandbox-4QkZrm0yT8hVb1nWc2xLd6pGf9sJa3eUoK7iMq',
    title: '服务器告警通知',
    content:
      '告警内容：{{thing1.DATA}}\n服务器：{{thing2.DATA}}\n当前状态：{{phrase3.DATA}}\n告警时间：{{time4.DATA}}\n原因：{{thing5.DATA}}',
    example: '告警内容：官网\n服务器：web-01\n当前状态：故障\n告警时间：2026-11-21 18:40\n原因：连接被拒绝',
  },
  {
    template_id: 'sandbox-7PzNcX2vR5tYk8qHw3mBj6dLf0gSa9eUoT1iVr',
    title: '设备状态提醒',
    content: '设备名称：{{thing1.DATA}}\n设备状态：{{phrase2.DATA}}\n更新时间：{{time3.DATA}}',
    example: '设备名称：web-01\n设备状态：正常\n更新时间：2026-11-21 18:40',
  },
];

const Send = z.object({
  touser: z.string(),
  template_id: z.string(),
  client_msg_id: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

export interface TemplateDesk {
  holder(request: ApiRequest): SandboxAccount | ApiError;
  clock: () => number;
  onTemplate(sent: SentTemplate): void;
}

/** For so long a message of the same name reaches its person once. */
const swallowedMs = 10 * 60_000;

/** The calls about template messages (protocol reference, 3.8). */
export function templateEndpoints({ holder, clock, onTemplate }: TemplateDesk): Endpoints {
  const seen = new Map<string, { until: number; answer: ApiAnswer }>();
  let sent = 0;

  function send(account: SandboxAccount, template: Template, data: z.infer<typeof Send>['data']): ApiAnswer {
    sent += 1;
    const msgid = clock() * 1000 + (sent % 1000);
    const rows = linesOf(template.content).map(({ label, key }) => ({ keyname: label, value: data[key]?.value ?? '' }));
    const text = [template.title, ...rows.map(({ keyname, value }) => `${keyname}：${value}`)].join('\n');
    const card: TemplateCard = { card_type: 'text_notice', main_title: { title: template.title }, horizontal_content_list: rows };
    onTemplate({ account: account.id, messageId: String(msgid), text, card });
    return { errcode: 0, errmsg: 'ok', msgid };
  }

  return {
    'template/get_all_private_template': {
      method: 'GET',
      platform: 'official-account',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        const template_list = sandboxTemplates.map((one) => ({ ...one, primary_industry: 'IT科技', deputy_industry: '互联网|电子商务' }));
        return account.platform === 'wecom' ? no(48002) : { template_list };
      },
    },
    'message/template/send': {
      method: 'POST',
      platform: 'official-account',
      answer(request) {
        const account = holder(request);
        if ('errcode' in account) return account;
        const wish = Send.safeParse(parseJson(request.body));
        if (!wish.success) return no(47001);
        const { touser, template_id, client_msg_id: name, data } = wish.data;
        if (touser !== account.person) return no(40003);
        const template = sandboxTemplates.find((one) => one.template_id === template_id);
        if (!template) return no(40037);
        const problem = problemOfData(template, data);
        if (problem) return problem;
        for (const [old, { until }] of seen) if (until <= clock()) seen.delete(old);
        const key = JSON.stringify([account.id, touser, name]);
        const answer = (name !== undefined && seen.get(key)?.answer) || send(account, template, data);
        if (name !== undefined && !seen.has(key)) seen.set(key, { until: clock() + swallowedMs, answer });
        return answer;
      },
    },
  };
}

const linesOf = (content: string) =>
  [...content.matchAll(/([^\n]*?)[:：]?\{\{(\w+)\.DATA\}\}/g)].map(([, label = '', key = '']) => ({ label, key }));

/** How much the kinds of fields hold, in characters. */
const longest: Record<string, number> = { thing: 20, phrase: 5 };

/** Every field must say something that it can hold; errmsg names the first that does not (protocol reference, 6.3). */
function problemOfData({ content }: Template, data: z.infer<typeof Send>['data']): ApiError | undefined {
  for (const { key } of linesOf(content)) {
    const value = data[key]?.value ?? '';
    if (value === '') return { errcode: 47003, errmsg: `argument invalid! data.${key}.value is empty` };
    const kind = key.replace(/\d+$/, '');
    const fits = [...value].length <= (longest[kind] ?? 200);
    const isRight = kind === 'phrase' ? /^\p{Script=Han}+$/u.test(value) : kind !== 'time' || /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(value);
    if (!fits || !isRight) return { errcode: 47003, errmsg: `argument invalid! data.${key}.value invalid` };
  }
  return undefined;
}
