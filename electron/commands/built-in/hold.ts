import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';

/**
 * Puts everything on hold, or lets it go on: the brake for the day when something is wrong. The policy keeps it for roles
 * that may hold.
 */
export const hold = defineCommand({
  name: 'hold',
  aliases: ['暂停操作', '冻结'],
  shortcuts: { release: ['off'], 恢复操作: ['off'], 解冻: ['off'] },
  summary: { 'zh-CN': '暂停所有操作，只准查看', en: 'put everything on hold but looking' },
  parameters: z.object({ how: z.enum(['on', 'off', '开', '关']).default('on') }),
  usage: { 'zh-CN': '[开|关]', en: '[on|off]' },
  takesNoPlace: true,
  // why: letting go has to be possible while everything is held
  danger: 'read',
  needsRight: 'hold',
  givesWord: true,
  async run({ how }, { holding, asker, language }) {
    const held = how === 'on' || how === '开';
    await holding.set(held, asker);
    const [on, off] =
      language === 'en'
        ? ['Everything is on hold. Send "release" to go on.', 'Released: commands run again.']
        : ['已暂停所有操作。发送“恢复操作”继续。', '已恢复，命令照常执行。'];
    return ok(held ? on : off);
  },
});
