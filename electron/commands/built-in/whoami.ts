import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { defineCommand, displayName } from '../command.ts';
import { roleOf } from '../policy.ts';
import { roleTitles, titleOf } from '../role-titles.ts';

/** Tells somebody who they are to the gateway, and what they may do. */
export const whoami = defineCommand({
  name: 'whoami',
  aliases: ['我是谁', '身份'],
  summary: { 'zh-CN': '查看自己的身份和权限', en: 'who you are, and what you may do' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  takesNoPlace: true,
  danger: 'read',
  async run(_args, { asker, rule, access, commands, language }) {
    const role = roleOf(asker, rule, access());
    const title = role ? titleOf(role, language) : (roleTitles.admin?.[language] ?? '');
    const who = asker.origin === 'chat' ? asker.person : language === 'en' ? 'the console' : '控制台';
    const names = commands.map((command) => displayName(command, language));
    return ok(
      language === 'en' ? `${who}\nRole: ${title}\nMay use: ${names.join(', ')}` : `${who}\n角色：${title}\n可用命令：${names.join('、')}`,
    );
  },
});
