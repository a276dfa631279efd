import { z } from 'zod';
import type { Language } from '../../../shared/language.ts';
import { ok } from '../../../shared/result.ts';
import type { SavedScript } from '../../../shared/script.ts';
import { defineCommand } from '../command.ts';
import { decide } from '../policy.ts';
import { usageOf } from '../script-parameters.ts';

/** Lists the saved scripts that somebody may run. */
export const scripts = defineCommand({
  name: 'scripts',
  aliases: ['脚本', '脚本列表'],
  summary: { 'zh-CN': '可以运行的脚本', en: 'the scripts that you may run' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, { scripts: saved, asker, rule, access, now, language }) {
    const rights = access();
    const usable = saved
      .list()
      .filter(({ danger }) => decide(asker, { command: 'run', danger, targets: [], at: now() }, rule, rights).kind === 'allowed');
    if (usable.length === 0) return ok(language === 'en' ? 'There is no script that you may run.' : '没有可以运行的脚本。');
    return ok(usable.map((script) => lineOf(script, language)).join('\n'));
  },
});

function lineOf(script: SavedScript, language: Language): string {
  const named = `· ${script.name} ${usageOf(script)}`.trim();
  return script.summary === '' ? named : `${named}${language === 'en' ? ': ' : '：'}${script.summary}`;
}
