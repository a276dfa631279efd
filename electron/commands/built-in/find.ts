import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { defineCommand } from '../command.ts';
import { foldWord } from '../fold-word.ts';
import { decide } from '../policy.ts';

/** So many servers are listed in one answer. */
const mostListed = 40;

/** Lists the servers that somebody may look at, or those that fit a word. */
export const find = defineCommand({
  name: 'find',
  aliases: ['查找', '服务器', 'servers', 'list', 'ls'],
  summary: { 'zh-CN': '查找服务器', en: 'find servers' },
  parameters: z.object({ word: z.string().max(64).optional() }),
  usage: { 'zh-CN': '[名称、标签或分组]', en: '[name, tag or group]' },
  danger: 'read',
  async run({ word }, { fleet, asker, rule, access, now, language }) {
    const rights = access();
    const visible = fleet
      .all()
      .filter(
        (target) => decide(asker, { command: 'status', danger: 'read', targets: [target], at: now() }, rule, rights).kind === 'allowed',
      )
      .filter((target) => word === undefined || fits(target, word));
    if (visible.length === 0) return ok(language === 'en' ? 'No server fits.' : '没有符合的服务器。');
    const lines = visible.slice(0, mostListed).map(lineOf);
    const more = visible.length - lines.length;
    if (more > 0) lines.push(language === 'en' ? `… and ${more} more` : `…… 还有 ${more} 台`);
    return ok(lines.join('\n'));
  },
});

function fits({ id, name, aliases, group, tags, asset, ssh }: Target, word: string): boolean {
  const wanted = foldWord(word.replace(/^@/, ''));
  return [id, name, ...aliases, group, ...tags, asset, ssh?.host].some((text) => text !== undefined && foldWord(text).includes(wanted));
}

function lineOf({ id, name, group, tags }: Target): string {
  const rest = [name === id ? '' : name, group ?? '', ...tags.map((tag) => `@${tag}`)].filter((part) => part !== '');
  return `· ${[id, ...rest].join('  ')}`;
}
