import { z } from 'zod';
import { ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { DiskUse } from '../../control/local.ts';
import { readDisks } from '../../control/reading/disks.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askEach, shellOf } from '../reach.ts';
import { gigabytes, nearlyFull, share } from './machine-report.ts';

const barLength = 6;
/** So many file systems of one server are listed. */
const mostListed = 40;

/** Tells how full the disks of servers are. */
export const disk = defineCommand({
  name: 'disk',
  aliases: ['磁盘', 'df', '硬盘'],
  summary: { 'zh-CN': '磁盘用了多少', en: 'how full the disks are' },
  parameters: z.object({ target: z.string().optional() }),
  usage: { 'zh-CN': '[服务器]', en: '[server]' },
  targets: { count: 'many', without: 'local', needs: 'shell' },
  danger: 'read',
  run: (_args, context) => askEach(context, (target) => disksOf(target, context)),
});

async function disksOf(target: Target, context: CommandContext): Promise<Result<string>> {
  const { signal, language } = context;
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const read = await readDisks(shell.value, { target: target.id, signal, language });
  if (!read.ok) return read;
  const lines = read.value.slice(0, mostListed).map(diskLine);
  const more = read.value.length - lines.length;
  if (more > 0) lines.push(language === 'en' ? `… and ${more} more` : `…… 还有 ${more} 个`);
  return ok(lines.join('\n'));
}

/** A file system on one line: `▓▓▓▓░░ 63%  159/252 GB  /data`, with a warning sign where it is nearly full. */
export function diskLine(use: DiskUse): string {
  const full = use.total > 0 ? Math.min(1, Math.max(0, use.used / use.total)) : 0;
  const cells = Math.round(full * barLength);
  const bar = '▓'.repeat(cells) + '░'.repeat(barLength - cells);
  return `${bar} ${share(use)}${nearlyFull(use)}  ${gigabytes(use.used)}/${gigabytes(use.total)} GB  ${use.mount}`;
}
