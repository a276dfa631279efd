import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { err, ok } from '../../../shared/result.ts';
import { type Command, defineCommand, displayName, usageLine } from '../command.ts';
import { findCommand } from '../lookup.ts';

/** Lists the commands, or explains one. */
export const help = defineCommand({
  name: 'help',
  aliases: ['帮助', '?', '？', 'h', '命令', '菜单'],
  summary: { 'zh-CN': '查看命令', en: 'list the commands' },
  parameters: z.object({ command: z.string().optional() }),
  usage: { 'zh-CN': '[命令]', en: '[command]' },
  takesNoPlace: true,
  danger: 'read',
  async run({ command: word }, { language, commands }) {
    if (word === undefined) return ok(listing(commands, language));
    const found = findCommand(commands, word);
    return found ? ok(explanation(found.command, language)) : err(failure('command/unknown', { word }, language));
  },
});

const texts = {
  title: { 'zh-CN': '可用命令', en: 'Commands' },
  more: { 'zh-CN': '发送“帮助 状态”查看某个命令的用法', en: 'Send "help status" to see how one is used' },
  usage: { 'zh-CN': '用法', en: 'Usage' },
  also: { 'zh-CN': '也可写作', en: 'Also' },
};

function listing(commands: readonly Command[], language: Language): string {
  const lines = commands.map((command) => `· ${displayName(command, language)}  ${command.summary[language]}`);
  return [texts.title[language], ...lines, '', texts.more[language]].join('\n');
}

function explanation(command: Command, language: Language): string {
  const shown = displayName(command, language);
  const others = [command.name, ...command.aliases, ...Object.keys(command.shortcuts ?? {})].filter((word) => word !== shown);
  return [
    `${shown}：${command.summary[language]}`.replace('：', language === 'en' ? ': ' : '：'),
    `${texts.usage[language]}  ${usageLine(command, language)}`,
    `${texts.also[language]}  ${listed(others, language)}`,
  ].join('\n');
}
