import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { foldCode } from '../fold-word.ts';
import { titleOf } from '../role-titles.ts';

/**
 * Gives somebody the role that the admin made a one-time code for. The only command that a stranger may use: who has no
 * code learns nothing by it.
 */
export const bind = defineCommand({
  name: 'bind',
  aliases: ['绑定'],
  summary: { 'zh-CN': '用绑定码开通权限', en: 'get your rights with a code' },
  parameters: z.object({
    code: z
      .string()
      .overwrite(foldCode)
      .regex(/^\d{6}$/),
  }),
  usage: { 'zh-CN': '<六位绑定码>', en: '<six digits>' },
  takesCode: true,
  answersByCode: true,
  forStrangers: true,
  takesNoPlace: true,
  danger: 'read',
  async run({ code }, { asker, operators, access, language }) {
    if (asker.origin === 'console') return err(failure('operators/code', {}, language));
    const bound = await operators.accept(code, asker);
    if (!bound.ok) return bound;
    const { role: id } = bound.value;
    const role = titleOf(access().roles.find((one) => one.id === id) ?? { id, name: id }, language);
    return ok(language === 'en' ? `Welcome. Your role: ${role}. Send "help" to begin.` : `绑定成功，角色：${role}。发送“帮助”开始使用。`);
  },
});
