import type { Localized } from '../language.ts';
import type { Direction, MessageState } from '../message-log.ts';
import { eventNames, messageTypeNames } from '../message-names.ts';

/** A value that a field is known to have, what it is called, and other ways to write it. */
export interface KnownValue {
  value: string;
  name: Localized;
  aliases?: readonly string[];
}

const named = (names: Record<string, Localized>): KnownValue[] => Object.entries(names).map(([value, name]) => ({ value, name }));

const states: Record<MessageState, Localized> = {
  received: { 'zh-CN': '已收到', en: 'received' },
  waiting: { 'zh-CN': '排队', en: 'waiting its turn' },
  running: { 'zh-CN': '执行中', en: 'running' },
  done: { 'zh-CN': '完成', en: 'done' },
  failed: { 'zh-CN': '失败', en: 'failed' },
  interrupted: { 'zh-CN': '中断', en: 'interrupted' },
  sent: { 'zh-CN': '已发出', en: 'sent' },
  queued: { 'zh-CN': '待发送', en: 'queued' },
  dead: { 'zh-CN': '发送失败', en: 'given up' },
  aside: { 'zh-CN': '不再发送', en: 'put aside' },
  late: { 'zh-CN': '待取', en: 'waiting to be fetched' },
  refused: { 'zh-CN': '拒收', en: 'refused' },
};
/** What states were called before: a filter that was saved with such a word stays good. */
const formerWords: Record<string, readonly string[]> = { waiting: ['排队中'], sent: ['已送达'], queued: ['待发'] };
export const knownStates = named(states).map((state): KnownValue => ({ ...state, aliases: formerWords[state.value] ?? [] }));

const directions: Record<Direction, KnownValue> = {
  in: { value: 'in', name: { 'zh-CN': '收到', en: 'came in' }, aliases: ['收', 'received'] },
  out: { value: 'out', name: { 'zh-CN': '发出', en: 'went out' }, aliases: ['发', 'sent'] },
  refused: { value: 'refused', name: { 'zh-CN': '拒收', en: 'refused' } },
};
export const knownDirections = Object.values(directions);

export const knownTypes = named(messageTypeNames);

/** Both platforms' spellings (`click`, `CLICK`) are one value: letter case doesn't count. */
export const knownEvents = named(eventNames).filter(
  ({ value }, index, all) => all.findIndex((other) => other.value.toLowerCase() === value.toLowerCase()) === index,
);

export const knownProperties: readonly KnownValue[] = [
  { value: 'command', name: { 'zh-CN': '触发了命令', en: 'ran a command' }, aliases: ['命令', 'cmd'] },
  { value: 'answer', name: { 'zh-CN': '有回复', en: 'was answered' }, aliases: ['回复', 'reply'] },
  { value: 'failure', name: { 'zh-CN': '有失败原因', en: 'says why it failed' }, aliases: ['失败', '错误', 'error'] },
];
