import { z } from 'zod';
import { hasForm, mistake } from './mistake.ts';

/** What a template message can tell of an incident. */
export const templateFacts = ['title', 'server', 'state', 'time', 'reason'] as const;
export type TemplateFact = (typeof templateFacts)[number];

const TemplateField = z
  .object({
    /** As the platform names it: `thing1`, `time2`, `keyword3`. */
    key: z
      .string()
      .refine(
        hasForm(/^[A-Za-z]\w{0,63}$/),
        mistake('应以字母开头，后面是字母、数字和“_”', 'a letter is expected, then letters, digits and "_"'),
      ),
    /** What stands before it in the template, for people. */
    label: z.string().max(64).default(''),
    shows: z.enum([...templateFacts, 'nothing']),
  })
  .strict();
export type TemplateField = z.infer<typeof TemplateField>;

/** An Official Account's template by which incidents are told where no customer message may be sent. */
export const NoticeTemplate = z
  .object({
    id: z.string().trim().min(1).max(128),
    title: z.string().max(64).default(''),
    /** All fields of the template: the platform refuses a message that leaves one out. */
    fields: z
      .array(TemplateField)
      .min(1)
      .max(20)
      .refine(
        (fields) => new Set(fields.map(({ key }) => key)).size === fields.length,
        mistake('各项的 key 不能相同', 'the keys have to be different'),
      ),
  })
  .strict();
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/** A template that an account has (protocol reference, 3.8). */
export interface OwnTemplate {
  id: string;
  title: string;
  /** Its lines, with `{{thing1.DATA}}` where the fields are. */
  content: string;
  /** How the platform thinks that it looks filled in. */
  example: string;
}

/** A template message, ready to be sent. */
export interface TemplateMessage {
  templateId: string;
  data: Record<string, { value: string }>;
  /** What people read there, for the log. */
  text: string;
}

const words: [TemplateFact, RegExp][] = [
  ['time', /时间|日期|\btime\b|\bdate\b/i],
  ['reason', /原因|说明|详情|备注|reason|remark|detail/i],
  ['state', /状态|级别|结果|等级|state|status|level/i],
  ['server', /服务器|设备|主机|机器|地址|server|device|host/i],
  ['title', /./],
];

/** The fields of a template's content, each once, with what each might best show. */
export function fieldsOfTemplate(content: string): TemplateField[] {
  const found = [...content.matchAll(/([^\n{}]*)\{\{\s*([A-Za-z]\w{0,63})\.DATA\s*\}\}/g)].map(([, before = '', key = '']) => ({
    key,
    label: before
      .trim()
      .replace(/[:：]$/, '')
      .slice(-64),
  }));
  const taken = new Set<TemplateFact>();
  const suggest = (key: string, label: string): TemplateField['shows'] => {
    const fit = words.find(([fact, word]) => !taken.has(fact) && word.test(`${label} ${kindOf(key)}`))?.[0];
    if (!fit) return 'nothing';
    taken.add(fit);
    return fit;
  };
  return found
    .filter(({ key }, index) => found.findIndex((other) => other.key === key) === index)
    .slice(0, 20)
    .map(({ key, label }) => ({ key, label, shows: suggest(key, label) }));
}

const kindOf = (key: string) => key.replace(/\d+$/, '').toLowerCase();

/** What an incident has to say to a template. */
export type FactTexts = Record<TemplateFact, string> & {
  /** The state in five Chinese characters at the most, which is all that a `phrase` takes. */
  phrase: string;
};

/**
 * How much each kind of field holds, in characters, as WeChat's page on template messages tells (not in the protocol
 * reference); kinds that are not named here hold 200.
 */
const longest: Record<string, number> = {
  thing: 20,
  character_string: 32,
  name: 10,
  phrase: 5,
  const: 20,
  number: 32,
  letter: 32,
  symbol: 5,
};
/** Where there is nothing to say: the platform refuses an empty field. */
const nothing: Record<string, string> = { phrase: '无', number: '0', amount: '0', letter: 'x' };

/** The message that tells these facts by a template, each cut to what its field takes. */
export function fillTemplate({ id, title, fields }: NoticeTemplate, facts: FactTexts): TemplateMessage {
  const filled = fields.map(({ key, label, shows }) => ({ key, label, shows, value: textFor(kindOf(key), shows, facts) }));
  const lines = filled.filter(({ shows }) => shows !== 'nothing').map(({ label, value }) => (label ? `${label}：${value}` : value));
  return {
    templateId: id,
    data: Object.fromEntries(filled.map(({ key, value }) => [key, { value }])),
    text: [...(title ? [title] : []), ...lines].join('\n'),
  };
}

function textFor(kind: string, shows: TemplateField['shows'], facts: FactTexts): string {
  if (kind === 'time' || kind === 'date') return facts.time;
  const text = shows === 'nothing' ? '' : kind === 'phrase' ? facts.phrase : facts[shows];
  const plain = kind === 'character_string' ? text.replace(/[^\x20-\x7e]+/g, '-') : text;
  return cut(plain.replace(/\s+/g, ' ').trim(), longest[kind] ?? 200) || (nothing[kind] ?? '-');
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
