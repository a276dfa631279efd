import type { Localized } from '../language.ts';
import type { FilterRow } from './filter.ts';
import { type KnownValue, knownDirections, knownEvents, knownProperties, knownStates, knownTypes } from './known-values.ts';

/** Names that only the running gateway knows, for completion. */
export interface Vocabulary {
  accounts: readonly string[];
  commands: readonly string[];
  persons: readonly string[];
}

interface FieldRuleBase {
  /** Other names, in any language; the first Chinese one is the one that is offered. */
  aliases: readonly string[];
  name: Localized;
  /** What it asks for, in one line. */
  about: Localized;
  /** A value as an example. */
  example: string;
}

/** What kind of values a field has, and where they stand in a row. */
export type FieldRule = FieldRuleBase &
  (
    | { kind: 'word'; column: string; read(row: FilterRow): string | undefined; known?: readonly KnownValue[]; listed?: keyof Vocabulary }
    /** Only the known values are possible. */
    | { kind: 'choice'; column: string; read(row: FilterRow): string | undefined; known: readonly KnownValue[] }
    | { kind: 'property'; known: readonly KnownValue[]; has(row: FilterRow, property: string): boolean }
    /** `units` turns what is written behind a number into the column's unit. */
    | { kind: 'number'; column: string; read(row: FilterRow): number | undefined; units: Record<string, number> }
    | { kind: 'time'; column: string; read(row: FilterRow): number; side: 'from' | 'to' }
    | { kind: 'text'; read(row: FilterRow): string }
  );

/** What a row may have, by the value that `has:` knows it by. */
const properties: Record<string, (row: FilterRow) => boolean | undefined> = {
  command: (row) => row.command !== undefined,
  answer: (row) => row.hasAnswer,
  failure: (row) => row.hasFailure,
};

/** Every field of the filter language, once: the parser, completion, SQL and live matching all come from here. */
export const fields = {
  from: {
    kind: 'word',
    column: 'person',
    read: (row) => row.person,
    listed: 'persons',
    aliases: ['person', 'user', 'to', '发送人', '人员', '用户', '成员'],
    name: { 'zh-CN': '发送人', en: 'Person' },
    about: { 'zh-CN': '微信里的人：UserID 或 OpenID，可用 * 结尾', en: 'The person in WeChat: UserID or OpenID; may end in *' },
    example: 'zhangsan',
  },
  account: {
    kind: 'word',
    column: 'account',
    read: (row) => row.account,
    listed: 'accounts',
    aliases: ['app', '账号', '应用', '帐号'],
    name: { 'zh-CN': '账号', en: 'Account' },
    about: { 'zh-CN': '账号的编号', en: "The account's id" },
    example: 'ops',
  },
  type: {
    kind: 'word',
    column: 'type',
    read: (row) => row.type,
    known: knownTypes,
    aliases: ['类型', '消息类型'],
    name: { 'zh-CN': '类型', en: 'Type' },
    about: { 'zh-CN': '消息类型；拒收的请求是错误码', en: 'The type of message; of refused requests the error code' },
    example: 'event',
  },
  event: {
    kind: 'word',
    column: 'event',
    read: (row) => row.event,
    known: knownEvents,
    aliases: ['事件', '事件类型'],
    name: { 'zh-CN': '事件', en: 'Event' },
    about: { 'zh-CN': '事件的名称', en: 'The name of the event' },
    example: 'CLICK',
  },
  status: {
    kind: 'choice',
    column: 'state',
    read: (row) => row.state,
    known: knownStates,
    aliases: ['state', 'is', '状态'],
    name: { 'zh-CN': '状态', en: 'Status' },
    about: { 'zh-CN': '处理到哪一步', en: 'How far it has come' },
    example: 'failed',
  },
  dir: {
    kind: 'choice',
    column: 'direction',
    read: (row) => row.direction,
    known: knownDirections,
    aliases: ['direction', '方向', '收发'],
    name: { 'zh-CN': '方向', en: 'Direction' },
    about: { 'zh-CN': '收到、发出还是拒收', en: 'Came in, went out or was refused' },
    example: 'in',
  },
  command: {
    kind: 'word',
    column: 'command',
    read: (row) => row.command,
    listed: 'commands',
    aliases: ['cmd', '命令', '指令'],
    name: { 'zh-CN': '命令', en: 'Command' },
    about: { 'zh-CN': '执行的命令', en: 'The command that it ran' },
    example: 'status',
  },
  ms: {
    kind: 'number',
    column: 'ms',
    read: (row) => row.ms,
    units: { '': 1, ms: 1, 毫秒: 1, s: 1000, 秒: 1000, m: 60_000, min: 60_000, 分: 60_000, 分钟: 60_000 },
    aliases: ['took', 'duration', '耗时', '用时', '毫秒'],
    name: { 'zh-CN': '耗时', en: 'Took' },
    about: {
      'zh-CN': '从收到到应答的毫秒数，可用 > >= < <= 或 100..500',
      en: 'From arrival to answer, in ms; takes > >= < <= and 100..500',
    },
    example: '>2000',
  },
  since: {
    kind: 'time',
    side: 'from',
    column: 'at',
    read: (row) => row.at,
    aliases: ['after', '起', '自', '从', '之后'],
    name: { 'zh-CN': '起', en: 'Since' },
    about: {
      'zh-CN': '从何时起：30s 5m 1h 2d、今天、2026-11-21 或 2026-11-21T10:30',
      en: 'From when on: 30s 5m 1h 2d, today, 2026-11-21 or 2026-11-21T10:30',
    },
    example: '1h',
  },
  until: {
    kind: 'time',
    side: 'to',
    column: 'at',
    read: (row) => row.at,
    aliases: ['before', '止', '至', '到', '之前'],
    name: { 'zh-CN': '止', en: 'Until' },
    about: { 'zh-CN': '到何时止，写法同“起”，日期当天算在内', en: 'Up to when, written as since; a date counts to its end' },
    example: '2026-11-21',
  },
  id: {
    kind: 'number',
    column: 'id',
    read: (row) => Number(row.id),
    units: { '': 1 },
    aliases: ['编号', '序号'],
    name: { 'zh-CN': '编号', en: 'Number' },
    about: { 'zh-CN': '记录的编号，可写 100..200', en: "The row's number; takes 100..200" },
    example: '4711',
  },
  has: {
    kind: 'property',
    known: knownProperties,
    has: (row, property) => properties[property]?.(row) === true,
    aliases: ['with', '带', '含', '有'],
    name: { 'zh-CN': '带', en: 'Has' },
    about: { 'zh-CN': '触发了命令、有回复，或有失败原因', en: 'Ran a command, was answered, or says why it failed' },
    example: 'failure',
  },
  text: {
    kind: 'text',
    read: (row) => row.searchText ?? '',
    aliases: ['contains', '内容', '文本', '包含'],
    name: { 'zh-CN': '内容', en: 'Text' },
    about: { 'zh-CN': '内容里有这些字；不写字段名也行', en: 'Its text holds these words; the name may be left out' },
    example: '重启',
  },
} as const satisfies Record<string, FieldRule>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as FieldName[];

/** The rule of a field, as any of the kinds. */
export const ruleOf = (field: FieldName): FieldRule => fields[field];

const byName = new Map<string, FieldName>(
  fieldNames.flatMap((field) => [field, ...fields[field].aliases].map((name) => [name.toLowerCase(), field] as const)),
);

/** The field that somebody calls `name`. */
export const fieldCalled = (name: string): FieldName | undefined => byName.get(name.normalize('NFKC').toLowerCase());

/** The known values that somebody means by `text`: by value, alias or name in any language, whatever the case. */
export function knownCalled(known: readonly KnownValue[], text: string): KnownValue[] {
  const wanted = text.toLowerCase();
  const byValue = known.filter(({ value, aliases = [] }) => [value, ...aliases].some((word) => word.toLowerCase() === wanted));
  if (byValue.length > 0) return byValue;
  return known.filter(({ name }) => Object.values(name).some((word) => word.toLowerCase() === wanted));
}
