import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { decide } from '../policy.ts';

/** Says yes to a dangerous command that waits for it. */
export const confirm = defineCommand({
  name: 'confirm',
  aliases: ['确认', '確認', 'yes', 'y'],
  summary: { 'zh-CN': '确认等待中的操作', en: 'say yes to what waits for it' },
  parameters: z.object({ code: z.string().regex(/^\d{4}$/) }),
  usage: { 'zh-CN': '<四位验证码>', en: '<four digits>' },
  danger: 'read',
  async run({ code }, { confirmations, asker, rule, access, now, language, runConfirmed }) {
    const confirmed = confirmations.confirm(asker, code);
    switch (confirmed.kind) {
      case 'locked':
        return err(failure('command/locked', { minutes: String(Math.ceil(confirmed.seconds / 60)) }, language));
      case 'unknown':
        return err(failure('command/confirm-unknown', { left: String(confirmed.left) }, language));
      case 'own':
        return err(failure('command/confirm-own', {}, language));
      case 'confirmed': {
        const { plan } = confirmed.pending;
        const wish = { command: plan.command.name, danger: plan.danger, targets: plan.targets, at: now() };
        const decision = decide(asker, wish, rule, access());
        // why: whoever says yes for somebody else has to have the right as well
        if (decision.kind !== 'allowed') return err(failure(`command/${decision.kind}`, {}, language));
        return runConfirmed(plan, confirmed.pending);
      }
    }
  },
});

/** Takes back what waits for a yes. */
export const cancel = defineCommand({
  name: 'cancel',
  aliases: ['取消', 'no', 'n'],
  summary: { 'zh-CN': '取消等待确认的操作', en: 'take back what waits for a yes' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, { confirmations, asker, language }) {
    const had = confirmations.cancel(asker);
    const [yes, nothing] = language === 'en' ? ['Cancelled.', 'Nothing was waiting.'] : ['已取消。', '没有等待确认的操作。'];
    return ok(had ? yes : nothing);
  },
});
