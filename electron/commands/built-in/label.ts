import { z } from 'zod';
import { translateFailure } from '../../../shared/failures.ts';
import { ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { failureText } from '../run.ts';
import { usualLines } from '../usual-actions.ts';
import { withHour } from './hour-of.ts';
import { statusOf } from './status.ts';

/** What a scanned label asks for: how the server is doing, and what whoever scanned it may do to it, by number. */
export const label = defineCommand({
  name: 'label',
  aliases: ['标签', '扫码', 'scan'],
  summary: {
    'zh-CN': '查看服务器的状态和常用操作（扫标签也可以）',
    en: 'how a server is doing and what can be done, as its label answers',
  },
  parameters: z.object({ target: z.string().optional() }),
  usage: { 'zh-CN': '<服务器>', en: '<server>' },
  targets: { count: 'one', without: 'named', unknown: 'command/unknown-label' },
  forChat: true,
  danger: 'read',
  async run(_args, context) {
    const { targets, language, plan, offer } = context;
    const [target] = targets;
    if (!target) throw new Error('a label was planned without a target');
    const status = await statusOf(target, context);
    const lines = usualLines(target, language).filter((line) => plan(line).ok);
    offer(lines);
    const named = target.name === target.id ? target.id : `${target.id} ${target.name}`;
    const told = status.ok ? status.value : `■ ${failureText(translateFailure(status.error, language))}`;
    const text = [named, told, ...(lines.length > 0 ? ['', heads[language], ...numbered(lines)] : [])].join('\n');
    return ok(await withHour(text, target, context));
  },
});

const heads = { 'zh-CN': '常用操作，回复数字执行：', en: 'Reply with a number to do one of these:' };

const numbered = (lines: readonly string[]) => lines.map((line, index) => `${index + 1}. ${line}`);
