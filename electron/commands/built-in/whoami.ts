import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { defineCommand, displayName } from '../command.ts';
import { roleOf } from '../policy.ts';

const roleNames: Record<string, { 'zh-CN': string; en: string }> = {
  viewer: { 'zh-CN': '查看者', en: 'viewer' },
  operator: { 'zh-CN': '操作员', en: 'operator' },
  admin: { 'zh-CN': '管理员', en: 'administrator' },
  named: { 'zh-CN': '操作员', en: 'operator' },
  visitor: { 'zh-CN': '访客', en: 'visitor' },
};

/** Tells somebody who they are to the gateway, and what they may do. */
export const whoami = defineCommand({
  name: 'whoami',
  aliases: ['我是谁', '身份'],
  summary: { 'zh-CN': '查看自己的身份和权限', en: 'who you are, and what you may do' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, { asker, rule, access, commands, language }) {
    const role = roleOf(asker, rule, access());
    const title = role ? (roleNames[role.id]?.[language] ?? role.name) : (roleNames.admin?.[language] ?? '');
    const who = asker.origin === 'chat' ? asker.person : language === 'en' ? 'the console' : '控制台';
    const names = commands.map((command) => displayName(command, language));
    return ok(
      language === 'en' ? `${who}\nRole: ${title}\nMay use: ${names.join(', ')}` : `${who}\n角色：${title}\n可用命令：${names.join('、')}`,
    );
  },
});
